package org.compassnet.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.Tuning;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.CellComparison;
import org.compassnet.cells.CellDifference;
import org.compassnet.cells.CellStatistic;
import org.compassnet.cells.ComparedNetwork;
import org.compassnet.cells.NetworkCells;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.RunFolder;

/**
 * The networks of a study beside the cells of one session, condition by condition.
 *
 * @param cells the recorded cells
 * @param comparisons of each condition's networks that learned, or why there is none
 * @param missing networks that learned and could not be held beside the cells, by name, and why
 */
public record CellStudy(
    CellAnalysis cells,
    Map<String, Attempt<CellComparison>> comparisons,
    Map<String, String> missing) {

  private static final String KEY = "cells_";

  /**
   * Networks that are held beside cells.
   *
   * @param comparison those that could be
   * @param missing the others, by name, and why
   */
  public record Networks(CellComparison comparison, Map<String, String> missing) {}

  /**
   * Holds trained networks beside cells.
   *
   * @param runs by the names of the networks
   * @throws CannotAnalyze if none can be: one line for each, why not
   */
  public static Networks compare(
      CellAnalysis cells, Map<String, RunFolder> runs, RandomStreams streams) {
    Map<String, Tuning> tunings = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    runs.forEach(
        (name, run) -> {
          Attempt<Tuning> tuning =
              Attempt.of(
                  () -> {
                    try (HeadDirectionNetwork trained = run.readNetwork()) {
                      Tuning of = Tuning.of(run.readConfig(), trained.weights());
                      NetworkCells.active(of);
                      return of;
                    }
                  });
          tuning
              .result()
              .ifPresentOrElse(
                  of -> tunings.put(name, of), () -> missing.put(name, tuning.whyNot()));
        });
    if (tunings.isEmpty()) {
      throw new CannotAnalyze(
          missing.isEmpty() ? "no network learned" : missing.values().iterator().next());
    }
    return new Networks(CellComparison.of(cells, tunings, streams), missing);
  }

  /**
   * Holds every network that learned beside the cells.
   *
   * @param study which has their folders
   */
  public static CellStudy of(
      List<Condition> conditions,
      List<NetworkSummary> networks,
      Study study,
      CellAnalysis cells,
      RandomStreams streams) {
    Map<String, Attempt<CellComparison>> comparisons = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      Map<String, RunFolder> runs = new LinkedHashMap<>();
      for (NetworkSummary network : networks) {
        if (network.learned() && network.condition().equals(condition.name())) {
          runs.put(name(network), new RunFolder(study.run(network.condition(), network.seed())));
        }
      }
      comparisons.put(
          condition.name(),
          Attempt.of(
              () -> {
                Networks compared = compare(cells, runs, streams);
                missing.putAll(compared.missing());
                return compared.comparison();
              }));
    }
    return new CellStudy(cells, comparisons, missing);
  }

  private static String name(NetworkSummary network) {
    return Study.network(network.condition(), network.seed());
  }

  /** A condition's comparison, or why there is none. */
  public Attempt<CellComparison> comparison(String condition) {
    return comparisons.getOrDefault(
        condition,
        Attempt.of(
            () -> {
              throw new CannotAnalyze("no such condition");
            }));
  }

  /**
   * The networks with the numbers that this study adds: the median over the units of each statistic
   * less that over the cells, and the share of units without a counterpart. NaN where one was not
   * measured.
   */
  public List<NetworkSummary> added(List<NetworkSummary> networks) {
    return networks.stream().map(network -> network.with(numbers(network))).toList();
  }

  private Map<String, Double> numbers(NetworkSummary network) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (CellStatistic statistic : CellStatistic.values()) {
      numbers.put(KEY + statistic.keyword() + "_difference", Double.NaN);
    }
    numbers.put(KEY + "share_without_counterpart", Double.NaN);
    comparison(network.condition())
        .ifPresent(
            comparison -> {
              for (int k = 0; k < comparison.networks().size(); k++) {
                ComparedNetwork of = comparison.networks().get(k);
                if (of.name().equals(name(network))) {
                  put(numbers, comparison, k);
                }
              }
            });
    return numbers;
  }

  private static void put(Map<String, Double> numbers, CellComparison comparison, int network) {
    for (CellDifference of : comparison.differences()) {
      numbers.put(
          KEY + of.statistic().keyword() + "_difference", of.networks()[network] - of.cells());
    }
    comparison
        .networks()
        .get(network)
        .counterparts()
        .ifPresent(of -> numbers.put(KEY + "share_without_counterpart", of.count().share()));
  }
}
