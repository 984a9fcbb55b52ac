package org.compassnet.analysis;

import java.util.stream.IntStream;
import org.compassnet.training.Evaluation;
import org.compassnet.training.Snapshot;

/**
 * A network at one point of its training, beside what its last point made of it.
 *
 * @param snapshot the point, and its weights
 * @param evaluation error on the trials that units are read with
 * @param maps over the true direction
 * @param table the units as they are at this point
 * @param distanceDeg of each unit's preferred direction from its last one, 0 to 180 [units]; NaN
 *     where it is inactive at either point
 * @param dip Hartigan's test of the velocity's weights on the units that are active at the last
 *     point
 * @param sidesTold share of all pairs of a CCW and a CW shifter of the last point in which the
 *     velocity's weight of the CCW one is the greater; a tie counts half; NaN without a pair
 * @param wiring under the classes and preferred directions of the last point
 */
public record FilmFrame(
    Snapshot snapshot,
    Evaluation evaluation,
    JointTuning maps,
    UnitTable table,
    double[] distanceDeg,
    DipTest dip,
    double sidesTold,
    Attempt<Connectivity> wiring) {

  public int update() {
    return snapshot.update();
  }

  /** The velocity's weight on a unit, per rad/step. */
  public double velocityWeight(int unit) {
    return snapshot.weights().velocityWeight(unit);
  }

  static double[] distances(UnitTable table, UnitTable last) {
    return IntStream.range(0, last.units().size())
        .mapToDouble(i -> distance(table.get(i), last.get(i)))
        .toArray();
  }

  private static double distance(Unit unit, Unit last) {
    boolean silent = unit.type() == UnitClass.INACTIVE || last.type() == UnitClass.INACTIVE;
    double first = unit.preferredDirectionRad();
    double second = last.preferredDirectionRad();
    return silent || Double.isNaN(first) || Double.isNaN(second)
        ? Double.NaN
        : Evaluation.angularErrorDeg(first, second);
  }

  static double sidesTold(double[] ccw, double[] cw) {
    double told = 0;
    for (double left : ccw) {
      for (double right : cw) {
        told += left > right ? 1 : left == right ? 0.5 : 0;
      }
    }
    return told / ccw.length / cw.length;
  }
}
