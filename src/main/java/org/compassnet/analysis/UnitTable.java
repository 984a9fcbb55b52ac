package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.config.AnalysisConfig;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.trajectory.Trials;

/** The units of a network, each with its tuning and its class. */
public record UnitTable(List<Unit> units, AnalysisConfig config) {

  public UnitTable {
    units = List.copyOf(units);
  }

  /** Classifies the units of a network by their tuning. */
  public static UnitTable of(
      JointTuning tuning, CtRnnWeights weights, double stepMs, AnalysisConfig config) {
    return new UnitTable(
        IntStream.range(0, tuning.units())
            .mapToObj(i -> Unit.of(tuning, i, weights.wIn()[i * Trials.INPUTS], stepMs, config))
            .toList(),
        config);
  }

  public Unit get(int unit) {
    return units.get(unit);
  }

  /** The units of a class, in the order of their index. */
  public List<Unit> of(UnitClass type) {
    return units.stream().filter(u -> u.type() == type).toList();
  }

  /** Indices of the units of these classes, in their order. */
  public int[] indices(UnitClass... types) {
    List<UnitClass> wanted = List.of(types);
    return units.stream().filter(u -> wanted.contains(u.type())).mapToInt(Unit::unit).toArray();
  }

  /** Indices of all units by class, and by preferred direction within a class. */
  public int[] sorted() {
    return units.stream()
        .sorted(
            Comparator.comparing(Unit::type)
                .thenComparingDouble(Unit::preferredDirectionRad)
                .thenComparingInt(Unit::unit))
        .mapToInt(Unit::unit)
        .toArray();
  }

  /** Number of units of each class. */
  public Map<UnitClass, Integer> counts() {
    return counts(config.avThreshold());
  }

  /** Number of units of each class at another threshold of S_AV. */
  public Map<UnitClass, Integer> counts(double avThreshold) {
    Map<UnitClass, Integer> counts = new EnumMap<>(UnitClass.class);
    for (UnitClass type : UnitClass.values()) {
      counts.put(type, 0);
    }
    units.forEach(u -> counts.merge(u.classAt(avThreshold, config), 1, Integer::sum));
    return counts;
  }

  /** S_AV of the active units. */
  public double[] avStrengths() {
    return units.stream()
        .filter(u -> u.type() != UnitClass.INACTIVE)
        .mapToDouble(Unit::avStrength)
        .filter(Double::isFinite)
        .toArray();
  }

  /**
   * How far S_AV falls into two groups: between-class over total variance at the best threshold
   * (Otsu 1979). 0.64 for a normal distribution, 0.75 for a uniform one, 1 for two points.
   *
   * @param threshold the middle between the two groups
   */
  public record Separability(double eta, double threshold) {

    /** Of any sample; NaN with fewer than two different values. */
    public static Separability of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int n = sorted.length;
      double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
      double total = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
      double best = Double.NaN;
      double threshold = Double.NaN;
      double below = 0;
      for (int k = 1; k < n; k++) {
        below += sorted[k - 1];
        if (sorted[k] > sorted[k - 1]) {
          double difference = below / k - (mean * n - below) / (n - k);
          double eta = (double) k * (n - k) / n * difference * difference / total;
          if (!(eta <= best)) {
            best = eta;
            threshold = (sorted[k - 1] + sorted[k]) / 2;
          }
        }
      }
      return new Separability(best, threshold);
    }
  }

  public Separability separability() {
    return Separability.of(avStrengths());
  }
}
