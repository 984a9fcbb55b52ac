package org.compassnet.network;

import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.NetworkConfig;
import org.compassnet.config.NoiseKind;
import org.compassnet.config.TimeStep;

/**
 * What a step of the network depends on besides its weights; see {@link CtRnnModel} for the
 * equations.
 *
 * @param activation the nonlinearity f
 * @param dtOverTau step over time constant, above 0 and at most 1
 * @param noiseKind where noise enters, if there is any
 */
public record Dynamics(Activation activation, double dtOverTau, NoiseKind noiseKind) {

  public Dynamics {
    if (!(dtOverTau > 0 && dtOverTau <= 1)) {
      throw new IllegalArgumentException(
          "dt/tau of " + dtOverTau + "; a number > 0 and <= 1 is wanted");
    }
  }

  /** The dynamics of a configuration. */
  public static Dynamics of(Config config) {
    return of(config.network(), config.task().timeStep());
  }

  /** The dynamics of a configured network at a step of this duration. */
  public static Dynamics of(NetworkConfig network, TimeStep step) {
    return new Dynamics(network.activation(), step.ms() / network.tauMs(), network.noise().kind());
  }
}
