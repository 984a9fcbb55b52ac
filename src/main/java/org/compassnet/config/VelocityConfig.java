package org.compassnet.config;

/**
 * The angular velocities of the trials. CCW is positive.
 *
 * @param sigmaRadPerStep momentum, zero_inflated: standard deviation of the innovations;
 *     ornstein_uhlenbeck: of the velocities; for a step of {@code stepMs}
 * @param momentum momentum, zero_inflated: what is kept of the last velocity, for a step of {@code
 *     stepMs}
 * @param stepMs the step that the two are meant for; at another {@code task.step_ms} the velocities
 *     keep their standard deviation in deg/s and their correlation time
 * @param pauseFraction share of the trials that hold a pause
 * @param correlationTimeMs ornstein_uhlenbeck: time to 1/e of the autocorrelation
 * @param lengthScaleMs gaussian_process: l of the covariance sd^2 exp(-|s - t|^2 / 2 l^2)
 * @param sdDegPerS gaussian_process: its standard deviation
 * @param boutMeanS zero_inflated: mean duration of a bout of turning
 * @param restMeanS zero_inflated: mean duration of a rest
 * @param constantDegPerS constant: the velocity of every trial
 * @param file recorded: a CSV file, or null
 * @param maxGapS recorded: a longer gap between samples ends a stretch
 */
public record VelocityConfig(
    VelocityKind kind,
    double sigmaRadPerStep,
    double momentum,
    double stepMs,
    double pauseFraction,
    double correlationTimeMs,
    double lengthScaleMs,
    double sdDegPerS,
    double boutMeanS,
    double restMeanS,
    double constantDegPerS,
    String file,
    double maxGapS,
    RecordingConfig recording) {

  public VelocityConfig {
    Check.notNegative("task.velocity.sigma_rad_per_step", sigmaRadPerStep);
    Check.that(
        momentum >= 0 && momentum < 1, "task.velocity.momentum", momentum, "a number >= 0 and < 1");
    Check.positive("task.velocity.step_ms", stepMs);
    Check.within("task.velocity.pause_fraction", pauseFraction, 0, 1);
    Check.positive("task.velocity.correlation_time_ms", correlationTimeMs);
    Check.that(
        lengthScaleMs > 0 && lengthScaleMs <= 100_000,
        "task.velocity.length_scale_ms",
        lengthScaleMs,
        "a number > 0 and <= 100000");
    Check.notNegative("task.velocity.sd_deg_per_s", sdDegPerS);
    Check.positive("task.velocity.bout_mean_s", boutMeanS);
    Check.positive("task.velocity.rest_mean_s", restMeanS);
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
        "a CSV file when task.velocity.kind is recorded",
        "task.velocity.kind");
    if (kind != VelocityKind.RECORDED && !recording.given().isEmpty()) {
      String key = recording.given().keySet().iterator().next();
      Check.that(
          false,
          "task.velocity.recording." + key,
          recording.given().get(key),
          "nothing where task.velocity.kind is not recorded",
          "task.velocity.kind");
    }
  }

  /** The same velocities without pauses, and without rests. */
  VelocityConfig withoutPauses() {
    return new VelocityConfig(
        kind == VelocityKind.ZERO_INFLATED ? VelocityKind.MOMENTUM : kind,
        sigmaRadPerStep,
        momentum,
        stepMs,
        0,
        correlationTimeMs,
        lengthScaleMs,
        sdDegPerS,
        boutMeanS,
        restMeanS,
        constantDegPerS,
        file,
        maxGapS,
        recording);
  }
}
