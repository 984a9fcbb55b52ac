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

  /** Standard deviations and means of the first weights. W_rec has {@code recurrentGain}. */
  public record InitialWeights(double inputSd, double biasMean, double biasSd, double outputSd) {
    public InitialWeights {
      Check.notNegative("network.initial_weights.input_sd", inputSd);
      Check.that(
          Double.isFinite(biasMean),
          "network.initial_weights.bias_mean",
          biasMean,
          "a finite number");
      Check.notNegative("network.initial_weights.bias_sd", biasSd);
      Check.notNegative("network.initial_weights.output_sd", outputSd);
    }
  }
}
