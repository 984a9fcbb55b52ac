package org.compassnet.config;

/** The unit's nonlinearity f in r = f(x). */
public enum Activation implements Keyword {
  RETANH,
  RELU,
  TANH,
  SOFTPLUS
}
