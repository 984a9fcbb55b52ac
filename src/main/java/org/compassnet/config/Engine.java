package org.compassnet.config;

/**
 * What computes the network layer: SameDiff's autodiff on any backend, or the hand-derived CPU
 * engine; auto takes the latter on the CPU.
 */
public enum Engine implements Keyword {
  AUTO,
  SAMEDIFF,
  FUSED
}
