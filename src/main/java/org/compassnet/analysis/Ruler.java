package org.compassnet.analysis;

import org.compassnet.config.Config;
import org.compassnet.config.TaskConfig;
import org.compassnet.config.VelocityConfig;
import org.compassnet.config.VelocityKind;
import org.compassnet.trajectory.VelocityProcess;
import org.compassnet.trajectory.VelocityProcess.Momentum;

/**
 * The velocities that the units of every network are read with, whatever the network was trained
 * with: those of the default task, as fast as the maps' range asks for. Maps over each network's
 * own range would measure the range: one and the same network has 99, 51 or 13 compass units when
 * it turns a tenth as fast, as in its training, or three times as fast.
 */
final class Ruler {

  /** Velocities that differ by less, as a share, are the same. */
  private static final double SAME = 1e-3;

  private Ruler() {}

  /**
   * The process of a standard deviation of half of the range.
   *
   * @param task whose steps it is for
   */
  static VelocityProcess process(TaskConfig task, double avRangeDegPerS) {
    VelocityConfig usual = Config.defaults().task().velocity();
    Momentum shape = at(task, usual);
    double sd = task.timeStep().radPerStep(avRangeDegPerS / 2);
    return shape.withSd(sd);
  }

  /** Whether a task's own velocities are those of the ruler. */
  static boolean isOf(TaskConfig task, double avRangeDegPerS) {
    VelocityConfig own = task.velocity();
    return own.kind() == VelocityKind.MOMENTUM
        && own.momentum() == Config.defaults().task().velocity().momentum()
        && own.stepMs() == Config.defaults().task().velocity().stepMs()
        && Math.abs(2 * task.timeStep().degPerS(at(task, own).sd()) / avRangeDegPerS - 1) < SAME;
  }

  private static Momentum at(TaskConfig task, VelocityConfig velocity) {
    return new Momentum(velocity.sigmaRadPerStep(), velocity.momentum())
        .resampled(task.stepMs() / velocity.stepMs());
  }
}
