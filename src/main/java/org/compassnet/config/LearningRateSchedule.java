package org.compassnet.config;

/** How the learning rate goes over the updates. */
public enum LearningRateSchedule implements Keyword {
  CONSTANT,
  COSINE
}
