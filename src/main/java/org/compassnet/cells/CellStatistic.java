package org.compassnet.cells;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.compassnet.analysis.Histogram;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Keyword;

/**
 * A number of one cell whose distribution over cells is compared. Cells that hardly fire have none;
 * width and anticipation are those of head-direction cells alone, as what is not tuned to a
 * direction has neither.
 */
public enum CellStatistic implements Keyword {
  VECTOR_LENGTH("vector length", "", 0, 1, false, of -> of.curve().vectorLength()),
  WIDTH_DEG(
      "width at half height", "deg", 0, 360, true, of -> Math.toDegrees(of.curve().fwhmRad())),
  AV_STRENGTH("S_AV, cross-validated", "", -0.5, 1, false, CellNumbers::avStrength),
  AV_ASYMMETRY("size of the asymmetry", "", 0, 1, false, of -> Math.abs(of.avAsymmetry())),
  ANTICIPATION_MS("anticipation", "ms", -100, 200, true, CellNumbers::anticipationMs),
  BITS_PER_SPIKE(
      "information less noise's",
      "bits/spike",
      0,
      4,
      false,
      of -> of.curve().bitsPerSpike() - of.curve().noiseBitsPerSpike());

  private static final int HISTOGRAM_BINS = 20;

  private final String words;
  private final String unit;
  private final double from;
  private final double to;
  private final boolean ofHeadDirectionCells;
  private final ToDoubleFunction<CellNumbers> number;

  CellStatistic(
      String words,
      String unit,
      double from,
      double to,
      boolean ofHeadDirectionCells,
      ToDoubleFunction<CellNumbers> number) {
    this.words = words;
    this.unit = unit;
    this.from = from;
    this.to = to;
    this.ofHeadDirectionCells = ofHeadDirectionCells;
    this.number = number;
  }

  /** What it is, as a table writes it. */
  public String words() {
    return words;
  }

  /** Its unit of measure; empty without one. */
  public String unit() {
    return unit;
  }

  /** Whether only head-direction cells have it. */
  public boolean isOfHeadDirectionCells() {
    return ofHeadDirectionCells;
  }

  /** The number of each cell that has it. */
  public double[] values(CellAnalysis analysis) {
    return values(analysis, analysis.cells().stream().map(CellNumbers::of).toList());
  }

  /**
   * The same from other numbers of these cells.
   *
   * @param numbers of all cells
   */
  double[] values(CellAnalysis analysis, List<CellNumbers> numbers) {
    return IntStream.range(0, numbers.size())
        .filter(cell -> has(analysis.cells().get(cell)))
        .mapToDouble(cell -> number.applyAsDouble(numbers.get(cell)))
        .filter(Double::isFinite)
        .toArray();
  }

  private boolean has(Cell cell) {
    return cell.type() != UnitClass.INACTIVE
        && (!ofHeadDirectionCells || cell.isHeadDirectionCell());
  }

  /** Percent of the cells that have it, over a range that is the same for all populations. */
  public Histogram histogram(CellAnalysis analysis) {
    double[] values = values(analysis);
    return Histogram.clamped(values, from, to, HISTOGRAM_BINS)
        .percentOf(Math.max(1, values.length));
  }
}
