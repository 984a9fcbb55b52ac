package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Classes by another rule, that of the authors' earlier code: over velocity, take the highest rate
 * of any direction; a unit whose rate hardly varies is a compass unit, any other takes the template
 * that it correlates best with, left |v| for {@code v < 0}, right v for {@code v > 0}, or
 * stationary 1 - |v| for {@code |v| <= 1/2} (v in units of the map's range).
 *
 * @param types by unit; stationary counts as other
 * @param kappa Cohen's, between the two rules over the active units; NaN if both give one class
 */
public record SecondOpinion(List<UnitClass> types, double kappa) {

  /**
   * What tells the classes apart.
   *
   * @param compassVariance variance over velocity below which a unit is a compass unit
   */
  public record Options(double compassVariance) {

    /** That of the authors' earlier code. */
    public static Options defaults() {
      return new Options(5e-4);
    }

    public Options withCompassVariance(double variance) {
      return new Options(variance);
    }
  }

  /** With the usual options. */
  public static SecondOpinion of(JointTuning tuning, UnitTable table) {
    return of(tuning, table, Options.defaults());
  }

  /**
   * The other rule's classes of the same units.
   *
   * @param table the first rule's; its inactive units are left out
   */
  public static SecondOpinion of(JointTuning tuning, UnitTable table, Options options) {
    List<UnitClass> types =
        IntStream.range(0, tuning.units())
            .mapToObj(
                i ->
                    table.get(i).type() == UnitClass.INACTIVE
                        ? UnitClass.INACTIVE
                        : classify(tuning, i, options.compassVariance()))
            .toList();
    int[] active =
        IntStream.range(0, tuning.units())
            .filter(i -> table.get(i).type() != UnitClass.INACTIVE)
            .toArray();
    return new SecondOpinion(
        types,
        kappa(
            Arrays.stream(active).mapToObj(i -> table.get(i).type()).toList(),
            Arrays.stream(active).mapToObj(types::get).toList()));
  }

  private static UnitClass classify(JointTuning tuning, int unit, double compassVariance) {
    double[] v = tuning.avCentresDegPerS();
    double end = tuning.avRangeDegPerS();
    int[] filled =
        IntStream.range(0, v.length)
            .filter(av -> Arrays.stream(tuning.maps()[unit][av]).anyMatch(Double::isFinite))
            .toArray();
    double[] slice =
        Arrays.stream(filled)
            .mapToDouble(
                av ->
                    Arrays.stream(tuning.maps()[unit][av])
                        .filter(Double::isFinite)
                        .max()
                        .orElseThrow())
            .toArray();
    if (!(variance(slice) >= compassVariance)) {
      return UnitClass.COMPASS;
    }
    double[] at = Arrays.stream(filled).mapToDouble(av -> v[av] / end).toArray();
    double left = correlation(slice, Arrays.stream(at).map(x -> x < 0 ? -x : 0).toArray());
    double right = correlation(slice, Arrays.stream(at).map(x -> x > 0 ? x : 0).toArray());
    double stationary =
        correlation(
            slice, Arrays.stream(at).map(x -> Math.abs(x) <= 0.5 ? 1 - Math.abs(x) : 0).toArray());
    if (stationary >= left && stationary >= right) {
      return UnitClass.OTHER;
    }
    return right > left ? UnitClass.CCW : UnitClass.CW;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN);
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(Double.NaN);
    double meanB = Arrays.stream(b).average().orElse(Double.NaN);
    double covariance = 0;
    for (int i = 0; i < a.length; i++) {
      covariance += (a[i] - meanA) * (b[i] - meanB) / a.length;
    }
    return covariance / Math.sqrt(variance(a) * variance(b));
  }

  /** Cohen's kappa of two ratings. */
  static double kappa(List<UnitClass> a, List<UnitClass> b) {
    double n = a.size();
    double agreed = IntStream.range(0, a.size()).filter(i -> a.get(i) == b.get(i)).count() / n;
    double expected = 0;
    for (UnitClass type : UnitClass.values()) {
      double ofA = a.stream().filter(t -> t == type).count() / n;
      double ofB = b.stream().filter(t -> t == type).count() / n;
      expected += ofA * ofB;
    }
    return (agreed - expected) / (1 - expected);
  }

  @Override
  public String toString() {
    return Double.isNaN(kappa)
        ? "agreement of the two rules: not defined, as both give one class"
        : text("agreement of the two rules, kappa %.3f", kappa);
  }
}
