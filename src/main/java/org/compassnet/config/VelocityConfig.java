package org.compassnet.config;

/** The angular velocities of the trials. CCW is positive. */
public record VelocityConfig(
    VelocityKind kind,
    double sigmaRadPerStep,
    double momentum,
    double pauseFraction,
    double correlationTimeMs,
    double constantDegPerS,
    String file,
    double maxGapS) {

  public VelocityConfig {
    Check.notNegative("task.velocity.sigma_rad_per_step", sigmaRadPerStep);
    Check.that(
        momentum >= 0 && momentum < 1, "task.velocity.momentum", momentum, "a number >= 0 and < 1");
    Check.within("task.velocity.pause_fraction", pauseFraction, 0, 1);
    Check.positive("task.velocity.correlation_time_ms", correlationTimeMs);
    Check.that(
        Double.isFinite(constantDegPerS),
        "task.velocity.constant_deg_per_s",
        constantDegPerS,
        "a finite number");
    Check.positive("task.velocity.max_gap_s", maxGapS);
    Check.that(
        kind != VelocityKind.RECORDED || file != null,
        "task.velocity.file",
        file,
        "a CSV file when task.velocity.kind is recorded");
  }
}
