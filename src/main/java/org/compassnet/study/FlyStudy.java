package org.compassnet.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compassnet.analysis.Attempt;
import org.compassnet.config.Config;
import org.compassnet.connectome.Connectome;
import org.compassnet.connectome.FlyComparison;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.RunFolder;

/**
 * The networks of a study beside a fly's wiring.
 *
 * @param comparisons of the networks that learned, by condition and seed, or why there is none
 */
public record FlyStudy(Connectome connectome, Map<Place, Attempt<FlyComparison>> comparisons) {

  /** Which network of a study. */
  public record Place(String condition, long seed) {

    static Place of(NetworkSummary network) {
      return new Place(network.condition(), network.seed());
    }
  }

  /**
   * Holds every network that learned beside the fly.
   *
   * @param study which has their folders
   */
  public static FlyStudy of(
      List<Condition> conditions,
      List<NetworkSummary> networks,
      Study study,
      Connectome connectome) {
    Map<Place, Attempt<FlyComparison>> comparisons = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      for (NetworkSummary network : networks) {
        if (network.learned() && network.condition().equals(condition.name())) {
          Config config = condition.config(network.seed());
          RunFolder run = new RunFolder(study.run(condition.name(), network.seed()));
          comparisons.put(
              Place.of(network),
              Attempt.of(
                  () -> {
                    try (HeadDirectionNetwork trained = run.readNetwork()) {
                      return FlyComparison.of(config, trained.weights(), connectome);
                    }
                  }));
        }
      }
    }
    return new FlyStudy(connectome, comparisons);
  }

  /** The networks with the effects that this study adds; NaN where one was not measured. */
  public List<NetworkSummary> added(List<NetworkSummary> networks) {
    return networks.stream().map(network -> network.with(numbers(network))).toList();
  }

  private Map<String, Double> numbers(NetworkSummary network) {
    return Effect.numbers(
        Optional.ofNullable(comparisons.get(Place.of(network))).flatMap(Attempt::result));
  }

  /** Those of a condition's networks that could be compared. */
  public List<FlyComparison> comparisons(String condition) {
    return comparisons.entrySet().stream()
        .filter(entry -> entry.getKey().condition().equals(condition))
        .flatMap(entry -> entry.getValue().result().stream())
        .toList();
  }

  /** How many of a condition's networks have an answer. */
  public long count(String condition, FlyComparison.Answer answer) {
    return comparisons(condition).stream().filter(fly -> fly.answer() == answer).count();
  }
}
