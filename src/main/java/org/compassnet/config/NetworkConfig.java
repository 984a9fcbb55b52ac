package org.compassnet.config;

/** The continuous-time recurrent network and how it starts. */
public record NetworkConfig(
    int units,
    Activation activation,
    double tauMs,
    Noise noise,
    SelfConnections selfConnections,
    boolean learnInitialState,
    boolean outputBias,
    double recurrentGain,
    double velocityInputGain,
    InitialWeights initialWeights) {

  public NetworkConfig {
    Check.atLeast("network.units", units, 2);
    Check.positive("network.tau_ms", tauMs);
    Check.notNegative("network.recurrent_gain", recurrentGain);
    Check.positive("network.velocity_input_gain", velocityInputGain);
  }

  /** Noise of the training passes; evaluation is noise-free. */
  public record Noise(NoiseKind kind, double sd) {
    public Noise {
      Check.notNegative("network.noise.sd", sd);
    }
  }

  /**
   * Standard deviations and means of the first weights. W_rec has {@code recurrentGain}.
   *
   * @param inputSd of W_in
   * @param velocitySd of W_in's velocity column, or null for {@code inputSd}. It is that of the
   *     weights as they are trained, on velocity times {@code velocityInputGain}; so it says how
   *     large they begin, and the gain how fast they learn too
   */
  public record InitialWeights(
      double inputSd, Double velocitySd, double biasMean, double biasSd, double outputSd) {
    public InitialWeights {
      Check.notNegative("network.initial_weights.input_sd", inputSd);
      Check.that(
          velocitySd == null || Double.isFinite(velocitySd) && velocitySd >= 0,
          "network.initial_weights.velocity_sd",
          velocitySd,
          "a number >= 0, or null for that of input_sd");
      Check.that(
          Double.isFinite(biasMean),
          "network.initial_weights.bias_mean",
          biasMean,
          "a finite number");
      Check.notNegative("network.initial_weights.bias_sd", biasSd);
      Check.notNegative("network.initial_weights.output_sd", outputSd);
    }

    /** Standard deviation of the first velocity weights. */
    public double sdOfVelocity() {
      return velocitySd == null ? inputSd : velocitySd;
    }
  }
}
