package org.compassnet.config;

/**
 * Which engine computes the network: SameDiff's autodiff on any backend, or the hand-derived one on
 * the CPU; auto takes the fastest that can run.
 */
public enum EngineChoice implements Keyword {
  AUTO,
  SAMEDIFF,
  FUSED
}
