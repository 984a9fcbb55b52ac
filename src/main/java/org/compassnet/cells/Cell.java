package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;

/**
 * One recorded cell in numbers.
 *
 * @param cell its index, from 0
 * @param name as the file has it
 * @param type its class, see {@link #classify}
 * @param curve over head direction
 * @param directionInterval of the preferred direction, in rad, by a bootstrap over blocks of time
 * @param vectorLengthInterval of R
 * @param shuffles whether R is beyond chance
 * @param strengths to direction and angular velocity
 * @param anticipation of the head
 */
public record Cell(
    int cell,
    String name,
    UnitClass type,
    TuningCurve curve,
    Interval directionInterval,
    Interval vectorLengthInterval,
    ShuffleTest shuffles,
    Strengths strengths,
    Anticipation anticipation) {

  /** A head-direction cell's least vector length. */
  public static final double HD_VECTOR_LENGTH = 0.3;

  /** A head-direction cell's least peak, in Hz. */
  public static final double HD_PEAK_HZ = 1;

  /** A cell of a lower mean rate is inactive: too few spikes to say what it is tuned to, in Hz. */
  public static final double INACTIVE_HZ = 0.1;

  /**
   * Whether it is a head-direction cell: R above the 99th percentile of its shifted spikes' and at
   * least 0.3, and a peak of 1 Hz or more.
   */
  public boolean isHeadDirectionCell() {
    return shuffles.beyondChance()
        && curve.vectorLength() >= HD_VECTOR_LENGTH
        && curve.peakHz() >= HD_PEAK_HZ;
  }

  /**
   * The class by the rules of a network's units, from the strengths that noise does not widen. What
   * few spikes cannot tell has no class: a cell is inactive below a mean rate of 0.1 Hz over the
   * tracked time (the peak of a map is noise); and it is "other" if its vector length is within
   * chance, or if it would be a shifter and the interval of its S_AV or of its asymmetry holds 0.
   */
  static UnitClass classify(double meanHz, boolean beyondChance, Strengths strengths) {
    UnitTable.Options options = UnitTable.Options.defaults().withInactiveRate(INACTIVE_HZ);
    double asymmetry = strengths.plain().avAsymmetry();
    UnitClass type = Unit.classify(options, meanHz, strengths.hd(), strengths.av(), asymmetry);
    return switch (type) {
      case COMPASS -> beyondChance && Double.isFinite(strengths.av()) ? type : UnitClass.OTHER;
      case CCW, CW -> beyondChance && strengths.drivenByTurns() ? type : UnitClass.OTHER;
      case OTHER, INACTIVE -> type;
    };
  }

  @Override
  public String toString() {
    return text("cell %s, %s: %s", name, type.label(), curve);
  }
}
