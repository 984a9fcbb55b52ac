package org.compassnet.config;

/**
 * Where the noise of training enters: added to the rate after the nonlinearity, or inside the
 * derivative of the state.
 */
public enum NoiseKind implements Keyword {
  RATE,
  STATE
}
