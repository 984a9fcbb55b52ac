package org.compassnet.search;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.compassnet.study.NetworkSummary;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;

/**
 * What a search looks for, as Arbiter's score function of an analysed network's {@link
 * NetworkSummary}. One measure is scored as it is; several by the weighted mean of their costs, see
 * {@link Measure#cost}, of which less is better.
 */
public final class Score implements ScoreFunction {

  private final TreeMap<Measure, Double> weights;

  /**
   * @param weights of the measures, above 0; at least one
   */
  public Score(Map<Measure, Double> weights) {
    if (weights.isEmpty() || weights.values().stream().anyMatch(w -> !(w > 0))) {
      throw new IllegalArgumentException("weights > 0 of at least one measure: " + weights);
    }
    this.weights = new TreeMap<>(weights);
  }

  /** The weights of the measures, as given. */
  public Map<Measure, Double> weights() {
    return Map.copyOf(weights);
  }

  /** NaN if a measure is missing. */
  public double of(NetworkSummary network) {
    if (weights.size() == 1) {
      return network.number(weights.firstKey().effect());
    }
    double sum = 0;
    double total = 0;
    for (Map.Entry<Measure, Double> weight : weights.entrySet()) {
      Measure measure = weight.getKey();
      sum += weight.getValue() * measure.cost(network.number(measure.effect()));
      total += weight.getValue();
    }
    return sum / total;
  }

  /** What was not measured of a network, and why; empty if nothing is missing. */
  String missing(NetworkSummary network) {
    return weights.keySet().stream()
        .filter(m -> !Double.isFinite(network.number(m.effect())))
        .map(m -> m.words() + ": " + m.lacking())
        .collect(Collectors.joining("; "));
  }

  /** Whether it takes classes of units. */
  boolean ofClasses() {
    return weights.keySet().stream().anyMatch(Measure::ofClasses);
  }

  /** Whether a score is better than another; a number is better than none. */
  public boolean better(double score, double than) {
    if (Double.isNaN(score) || Double.isNaN(than)) {
      return !Double.isNaN(score);
    }
    return minimize() ? score < than : score > than;
  }

  /** For axes and tables. */
  public String words() {
    return weights.size() == 1
        ? weights.firstKey().words()
        : weights.entrySet().stream()
            .map(w -> number(w.getValue()) + " " + w.getKey().words().replace(" (deg)", ""))
            .collect(Collectors.joining(" + ", "cost: ", ""));
  }

  /** The score's name where there is little room. */
  public String label() {
    return weights.size() == 1 ? words() : "cost";
  }

  private static String number(double weight) {
    return weight == Math.rint(weight) ? String.valueOf((long) weight) : String.valueOf(weight);
  }

  @Override
  public boolean minimize() {
    return weights.size() > 1 || weights.firstKey().minimised();
  }

  @Override
  public double score(Object model, DataProvider data, Map<String, Object> parameters) {
    return of((NetworkSummary) model);
  }

  @Override
  public double score(Object model, Class<? extends DataSource> data, Properties properties) {
    return of((NetworkSummary) model);
  }

  @Override
  public List<Class<?>> getSupportedModelTypes() {
    return List.of(NetworkSummary.class);
  }

  @Override
  public List<Class<?>> getSupportedDataTypes() {
    return List.of();
  }
}
