package org.compassnet.config;

/** The optimiser; AdamW is Adam with decoupled weight decay. */
public enum Optimiser implements Keyword {
  ADAMW,
  ADAM
}
