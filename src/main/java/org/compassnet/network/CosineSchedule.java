package org.compassnet.network;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A learning rate that falls from its first value to 0 along half a cosine over all updates. */
public final class CosineSchedule implements ISchedule {

  private static final long serialVersionUID = 1;

  private final double initialRate;
  private final int updates;

  public CosineSchedule(
      @JsonProperty("initialRate") double initialRate, @JsonProperty("updates") int updates) {
    this.initialRate = initialRate;
    this.updates = updates;
  }

  public double getInitialRate() {
    return initialRate;
  }

  public int getUpdates() {
    return updates;
  }

  /** The rate of update {@code iteration}, counted from 0. */
  @Override
  public double valueAt(int iteration, int epoch) {
    double done = Math.min(1, (double) iteration / updates);
    return initialRate * 0.5 * (1 + Math.cos(Math.PI * done));
  }

  @Override
  public ISchedule clone() {
    return new CosineSchedule(initialRate, updates);
  }

  /** Every update has a rate of its own. */
  public ScheduleType scheduleType() {
    return ScheduleType.ITERATION;
  }
}
