package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.compassnet.config.AnalysisConfig;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.UnboundedRates;

/** The units of an activity, each with its tuning and its class. */
public record UnitTable(List<Unit> units, Options options) {

  private static final int AV_BINS = 20;

  public UnitTable {
    units = List.copyOf(units);
  }

  /**
   * What tells the classes apart.
   *
   * @param inactiveRate a unit whose map never reaches this rate is inactive
   * @param hdThreshold a compass unit's least tuning strength to head direction
   * @param avThreshold tuning strength to angular velocity from which a unit is a shifter
   */
  public record Options(double inactiveRate, double hdThreshold, double avThreshold) {

    /** Those of the configuration's defaults. */
    public static Options defaults() {
      return of(Config.defaults().analysis());
    }

    /** Those of a configuration. */
    public static Options of(AnalysisConfig config) {
      return new Options(config.inactiveRate(), config.hdThreshold(), config.avThreshold());
    }

    public Options withInactiveRate(double rate) {
      return new Options(rate, hdThreshold, avThreshold);
    }

    public Options withHdThreshold(double threshold) {
      return new Options(inactiveRate, threshold, avThreshold);
    }

    public Options withAvThreshold(double threshold) {
      return new Options(inactiveRate, hdThreshold, threshold);
    }
  }

  /** Classifies units by their tuning, with the usual options. */
  public static UnitTable of(JointTuning tuning) {
    return of(tuning, Options.defaults());
  }

  /** Classifies units by their tuning. */
  public static UnitTable of(JointTuning tuning, Options options) {
    boolean signed = tuning.hasNegativeRates();
    return new UnitTable(
        IntStream.range(0, tuning.units())
            .mapToObj(i -> Unit.of(tuning, signed, i, options))
            .toList(),
        options);
  }

  /**
   * The units of a run's network, as the run's whole analysis classifies them.
   *
   * @param weights for an angular velocity in rad/step
   * @throws CannotAnalyze if the maps do not tell the classes
   * @throws UnboundedRates if the network's rates grow without bound on the trials that it is read
   *     with
   */
  public static UnitTable of(Config config, CtRnnWeights weights) {
    return Laboratory.tuning(config, weights).table();
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

  /** Indices of the units that would be of a class at another threshold of S_AV. */
  int[] indices(UnitClass type, double avThreshold) {
    return units.stream()
        .filter(u -> u.classAt(avThreshold, options) == type)
        .mapToInt(Unit::unit)
        .toArray();
  }

  /** Indices of the units that are not silent. */
  int[] active() {
    return units.stream()
        .filter(u -> u.type() != UnitClass.INACTIVE)
        .mapToInt(Unit::unit)
        .toArray();
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

  /**
   * Whether a class is there: enough units of it, and tuned to a direction. Without them, whatever
   * the wiring between single units looks like is chance.
   */
  public boolean has(UnitClass type, CriteriaConfig criteria) {
    List<Unit> members = of(type);
    return members.size() >= criteria.classShare() * units.size()
        && median(members, Unit::vectorLength) >= criteria.vectorLength();
  }

  /** Number of units of each class. */
  public Map<UnitClass, Integer> counts() {
    return counts(Unit::type);
  }

  /** Number of units of each class at another threshold of S_AV. */
  public Map<UnitClass, Integer> counts(double avThreshold) {
    return counts(unit -> unit.classAt(avThreshold, options));
  }

  private Map<UnitClass, Integer> counts(Function<Unit, UnitClass> type) {
    Map<UnitClass, Integer> counts = new EnumMap<>(UnitClass.class);
    for (UnitClass each : UnitClass.values()) {
      counts.put(each, 0);
    }
    units.forEach(u -> counts.merge(type.apply(u), 1, Integer::sum));
    return counts;
  }

  /** Number of units of each class at a threshold of S_AV. */
  public record CountsAt(double avThreshold, Map<UnitClass, Integer> counts) {}

  /** How the counts depend on the threshold of S_AV: from 0.2 to 0.8. */
  public List<CountsAt> countsByThreshold() {
    return IntStream.rangeClosed(4, 16)
        .mapToObj(k -> k * 5 / 100.0)
        .map(threshold -> new CountsAt(threshold, counts(threshold)))
        .toList();
  }

  /** The unit of a class that a figure should show: the one that is most clearly of it. */
  public Optional<Unit> clearest(UnitClass type) {
    Comparator<Unit> clarity =
        type == UnitClass.COMPASS
            ? Comparator.comparingDouble(u -> u.hdStrength() - u.avStrength())
            : Comparator.comparingDouble(u -> u.hdStrength() * Math.abs(u.avAsymmetry()));
    return of(type).stream().max(clarity);
  }

  /** S_AV of the active units. */
  public double[] avStrengths() {
    return units.stream()
        .filter(u -> u.type() != UnitClass.INACTIVE)
        .mapToDouble(Unit::avStrength)
        .filter(Double::isFinite)
        .toArray();
  }

  /** Median S_AV of the active units; NaN without any. */
  public double medianAvStrength() {
    return Median.of(avStrengths());
  }

  /** How S_AV is distributed over the units of a class. */
  public Histogram avHistogram(UnitClass type) {
    return Histogram.clamped(
        of(type).stream().mapToDouble(Unit::avStrength).toArray(), 0, 1, AV_BINS);
  }

  /**
   * How far S_AV falls into two groups: between-class over total variance at the best threshold
   * (Otsu 1979). 0.64 for a normal distribution, 0.75 for a uniform one, 1 for two points.
   *
   * @param threshold the middle between the two groups
   */
  public record Separability(double eta, double threshold) {

    @Override
    public String toString() {
      return Double.isNaN(eta)
          ? "fewer than two different values to separate"
          : text("separability %.3f, best threshold %.3f", eta, threshold);
    }

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

  /** A table of some units, a row each. */
  public static String rows(List<Unit> some) {
    TextTable table =
        new TextTable("unit", "class", "PD (deg)", "R", "S_HD", "S_AV", "asymmetry", "max rate");
    for (Unit unit : some) {
      table.row(
          unit.unit(),
          unit.type().label(),
          Math.toDegrees(unit.preferredDirectionRad()),
          unit.vectorLength(),
          unit.hdStrength(),
          unit.avStrength(),
          unit.avAsymmetry(),
          unit.maxRate());
    }
    return table.toString();
  }

  /** The units of some classes as a table, by preferred direction. */
  public String rows(UnitClass... types) {
    List<UnitClass> wanted = List.of(types);
    return rows(
        Arrays.stream(sorted())
            .mapToObj(this::get)
            .filter(u -> wanted.contains(u.type()))
            .toList());
  }

  /** A row for each class: number of units, and medians. */
  @Override
  public String toString() {
    TextTable table = new TextTable("class", "units", "R", "S_HD", "S_AV", "max rate");
    for (UnitClass type : UnitClass.values()) {
      List<Unit> members = of(type);
      table.row(
          type.label(),
          members.size(),
          median(members, Unit::vectorLength),
          median(members, Unit::hdStrength),
          median(members, Unit::avStrength),
          median(members, Unit::maxRate));
    }
    return table
        .line("medians; a shifter has S_AV of " + options.avThreshold() + " or more")
        .toString();
  }

  private static double median(List<Unit> units, ToDoubleFunction<Unit> value) {
    return Median.of(units.stream().mapToDouble(value).toArray());
  }
}
