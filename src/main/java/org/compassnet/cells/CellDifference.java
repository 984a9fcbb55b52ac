package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.analysis.Holm;
import org.compassnet.analysis.Median;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * How a statistic of networks' units differs from that of recorded cells.
 *
 * <p>Cells of one animal, and units of one network, are not independent samples, and no test here
 * takes them for any. The difference of the medians is held against how much it varies:
 *
 * <ul>
 *   <li>of one network, over blocks of time that are drawn again, the same for cells and units:
 *       with other minutes of this session and other spikes, for these very cells and units;
 *   <li>of several networks, over networks, and for the cells over blocks of time, by Welch's
 *       degrees of freedom: for other networks of this training and other minutes, for these very
 *       cells.
 * </ul>
 *
 * <p>Neither says anything about other cells or other animals.
 *
 * @param cells median over the cells
 * @param networks median over the units of each network
 * @param value mean of the networks' medians less that of the cells
 * @param confidence of the value, 95 %
 * @param p two-sided, that it is 0
 * @param correctedP for the number of statistics, by Holm's method
 * @param cliffsDelta share of pairs in which the unit has more less that in which the cell has,
 *     mean over networks: the size of the effect, from -1 to 1, without an interval
 */
public record CellDifference(
    CellStatistic statistic,
    double cells,
    double[] networks,
    double value,
    Interval confidence,
    double p,
    double correctedP,
    double cliffsDelta) {

  /** The level at which a difference is said to be one. */
  public static final double LEVEL = 0.05;

  private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  /**
   * Measures all statistics.
   *
   * @param ofCells medians in drawn blocks [statistics, draws]
   * @param ofUnits those of the one network in the same draws; of several, not read
   */
  static List<CellDifference> of(
      CellAnalysis cells, double[][] ofCells, List<CellAnalysis> networks, double[][] ofUnits) {
    List<CellDifference> uncorrected =
        Arrays.stream(CellStatistic.values())
            .map(
                statistic -> {
                  double[] drawn = ofCells[statistic.ordinal()];
                  double[] paired = drawn.clone();
                  if (networks.size() == 1) {
                    double[] units = ofUnits[statistic.ordinal()];
                    Arrays.setAll(paired, k -> units[k] - drawn[k]);
                  }
                  return of(statistic, cells, paired, networks);
                })
            .toList();
    double[] corrected =
        Holm.adjusted(uncorrected.stream().mapToDouble(CellDifference::p).toArray());
    return IntStream.range(0, corrected.length)
        .mapToObj(k -> uncorrected.get(k).withCorrectedP(corrected[k]))
        .toList();
  }

  /**
   * @param overBlocks draws of the difference with one network, else of the cells' median
   */
  private static CellDifference of(
      CellStatistic statistic,
      CellAnalysis cells,
      double[] overBlocks,
      List<CellAnalysis> networks) {
    double[] values = statistic.values(cells);
    double median = Median.of(values);
    double[] medians =
        networks.stream().mapToDouble(of -> Median.of(statistic.values(of))).toArray();
    double[] measured = Arrays.stream(medians).filter(Double::isFinite).toArray();
    double difference = StatUtils.mean(measured) - median;
    double[] defined = Arrays.stream(overBlocks).filter(Double::isFinite).toArray();
    double variance = StatUtils.variance(defined);
    double degrees = defined.length - 1;
    if (networks.size() > 1) {
      double ofMean = StatUtils.variance(measured) / measured.length;
      double both = variance + ofMean;
      degrees =
          both * both / (variance * variance / degrees + ofMean * ofMean / (measured.length - 1));
      variance = both;
    }
    boolean enough =
        2 * defined.length >= overBlocks.length
            && (networks.size() == 1 || measured.length > 1)
            && variance > 0
            && degrees > 0;
    double error = Math.sqrt(variance);
    Interval confidence = UNKNOWN;
    double p = Double.NaN;
    if (enough && Double.isFinite(difference)) {
      TDistribution student = new TDistribution(degrees);
      double reach =
          error * student.inverseCumulativeProbability((1 + Interval.CONFIDENCE_PERCENT / 100) / 2);
      confidence = new Interval(difference - reach, difference + reach);
      p = 2 * student.cumulativeProbability(-Math.abs(difference) / error);
    }
    double delta =
        StatUtils.mean(
            networks.stream()
                .mapToDouble(of -> cliffsDelta(statistic.values(of), values))
                .filter(Double::isFinite)
                .toArray());
    return new CellDifference(
        statistic, median, medians, difference, confidence, p, Double.NaN, delta);
  }

  private CellDifference withCorrectedP(double corrected) {
    return new CellDifference(
        statistic, cells, networks, value, confidence, p, corrected, cliffsDelta);
  }

  /** Share of pairs with more in {@code one} less the share with more in the other. */
  static double cliffsDelta(double[] one, double[] other) {
    double sum = 0;
    for (double a : one) {
      for (double b : other) {
        sum += Math.signum(a - b);
      }
    }
    return sum / ((double) one.length * other.length);
  }

  /** Whether it is beyond chance, corrected for the number of statistics. */
  public boolean isBeyondChance() {
    return correctedP < LEVEL;
  }

  /** Mean of the networks' medians; NaN without any. */
  public double units() {
    return Arrays.stream(networks).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /** What it comes to, in words. */
  public String words() {
    if (Double.isNaN(p)) {
      return "not tested";
    }
    return isBeyondChance()
        ? value > 0 ? "greater in the units" : "less in the units"
        : "no difference beyond chance";
  }

  @Override
  public String toString() {
    return text("%s: %+.3f %s, %s", statistic.words(), value, confidence, words());
  }
}
