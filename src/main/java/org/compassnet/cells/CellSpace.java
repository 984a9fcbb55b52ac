package org.compassnet.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.Median;
import org.compassnet.analysis.UnitClass;
import org.hipparchus.stat.StatUtils;

/**
 * Where recorded cells lie by vector length, cross-validated S_AV, asymmetry with its sign, and
 * width: a unit has a counterpart if one of the cells is as near to it as a cell is to itself in
 * another session.
 *
 * <p>Each number is taken in units of its own noise: the difference between the two halves of the
 * session (blocks in turn, two and two), of which the median over the cells tells the standard
 * deviation of a whole session's number, half of a difference's. The radius is the distance within
 * which 95 % of the cells find themselves: that of the halves over the square root of 2, as two
 * whole sessions would be apart. Only what is tuned to direction beyond chance has a place.
 *
 * <p>A few cells do not fill the space, and the longer a session, the smaller is the noise. So the
 * share of the cells that find none of the others in this way stands beside that of the units.
 *
 * @param noise standard deviation of the four numbers
 * @param radius of a counterpart, in units of the noise
 * @param places of the cells [cells, 4], in units of the noise
 * @param alone how many of them have none of the others within the radius
 */
public record CellSpace(double[] noise, double radius, double[][] places, int alone) {

  /** Fewer cells do not tell what noise is. */
  private static final int LEAST_CELLS = 4;

  private static final double FOUND_PERCENT = 95;

  /** A normal distribution's standard deviation over its median magnitude. */
  private static final double SD_OF_MEDIAN = 1.4826;

  private static final int NUMBERS = 4;

  /**
   * The space of some cells.
   *
   * @throws CannotAnalyze if too few of them are tuned in both halves of the session
   */
  static CellSpace of(CellAnalysis cells) {
    BlockNumbers numbers = BlockNumbers.of(cells);
    List<CellNumbers> one = numbers.of(half(numbers.blocks(), 0));
    List<CellNumbers> other = numbers.of(half(numbers.blocks(), 1));
    List<double[]> places = new ArrayList<>();
    List<double[]> apart = new ArrayList<>();
    for (Cell cell : cells.cells()) {
      double[] place = place(CellNumbers.of(cell));
      double[] a = place(one.get(cell.cell()));
      double[] b = place(other.get(cell.cell()));
      double[] between = IntStream.range(0, NUMBERS).mapToDouble(i -> a[i] - b[i]).toArray();
      if (isTuned(cell) && isKnown(place)) {
        places.add(place);
        if (isKnown(between)) {
          apart.add(between);
        }
      }
    }
    if (apart.size() < LEAST_CELLS) {
      throw new CannotAnalyze(
          "the strengths of "
              + apart.size()
              + " cells that are tuned to direction are known in both halves of the session; at"
              + " least "
              + LEAST_CELLS
              + " are wanted, and so much time that either half fills the maps");
    }
    double[] noise = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      int of = i;
      noise[i] =
          SD_OF_MEDIAN
              * Median.of(apart.stream().mapToDouble(between -> Math.abs(between[of])).toArray())
              / 2;
      if (!(noise[i] > 0)) {
        throw new CannotAnalyze("both halves of the session give the same numbers");
      }
    }
    double[] selves =
        apart.stream()
            .mapToDouble(between -> length(over(between, noise)) / Math.sqrt(2))
            .toArray();
    double radius = StatUtils.percentile(selves, FOUND_PERCENT);
    double[][] standard = places.stream().map(p -> over(p, noise)).toArray(double[][]::new);
    int alone =
        (int)
            IntStream.range(0, standard.length)
                .filter(i -> !(nearest(standard, standard[i], i) <= radius))
                .count();
    return new CellSpace(noise, radius, standard, alone);
  }

  private static int[] half(TimeBlocks blocks, int half) {
    // Two and two: the cross-validated strengths part blocks by turns within each half again.
    return IntStream.range(0, blocks.count()).map(b -> b / 2 % 2 == half ? 1 : 0).toArray();
  }

  private static boolean isTuned(Cell cell) {
    return cell.type() != UnitClass.INACTIVE && cell.shuffles().beyondChance();
  }

  private static double[] place(CellNumbers of) {
    return new double[] {
      of.curve().vectorLength(), of.avStrength(), of.avAsymmetry(), of.curve().fwhmRad()
    };
  }

  private static boolean isKnown(double[] place) {
    return Double.isFinite(length(place));
  }

  private static double[] over(double[] place, double[] noise) {
    return IntStream.range(0, place.length).mapToDouble(i -> place[i] / noise[i]).toArray();
  }

  private static double length(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static double nearest(double[][] places, double[] to, int without) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < places.length; i++) {
      if (i != without) {
        double[] from = places[i];
        double[] apart = IntStream.range(0, to.length).mapToDouble(k -> from[k] - to[k]).toArray();
        nearest = Math.min(nearest, length(apart));
      }
    }
    return nearest;
  }

  /** Looks for a counterpart of every unit that is tuned to direction. */
  Counterparts counterparts(CellAnalysis units) {
    List<Counterparts.Neighbour> neighbours = new ArrayList<>();
    for (Cell unit : units.cells()) {
      double[] place = place(CellNumbers.of(unit));
      if (isTuned(unit) && isKnown(place)) {
        double nearest = nearest(places, over(place, noise), -1);
        neighbours.add(
            new Counterparts.Neighbour(unit.cell(), unit.type(), nearest, nearest <= radius));
      }
    }
    return new Counterparts(neighbours);
  }

  /** Number of cells that have a place. */
  public int cells() {
    return places.length;
  }
}
