package org.compassnet.search;

import org.compassnet.config.Keyword;
import org.compassnet.study.Effect;

/** A number of a trained network that a search can score. */
public enum Measure implements Keyword {
  /** Mean angular error of the final evaluation, in deg. */
  ANGULAR_ERROR(Effect.MEAN_ANGULAR_ERROR_DEG, "angular error (deg)", true),
  /** Squared error of the outputs over their variance; 1 is the best constant. */
  NORMALIZED_ERROR(Effect.NORMALIZED_ERROR, "normalized error", true),
  /**
   * How far compass units and shifters are separate groups: the share of the variance of S_AV that
   * lies between the two best groups, from 0 to 1; a uniform spread has 0.75.
   */
  SEPARABILITY(Effect.SEPARABILITY, "separability", false),
  /** Share of all units that are compass, CCW or CW and have a clear preferred direction. */
  TUNED_SHARE(Effect.TUNED_SHARE, "share of tuned units", false);

  private static final double CHANCE_DEG = 90;

  private final Effect effect;
  private final String words;
  private final boolean minimised;

  Measure(Effect effect, String words, boolean minimised) {
    this.effect = effect;
    this.words = words;
    this.minimised = minimised;
  }

  /** The number of a network. */
  public Effect effect() {
    return effect;
  }

  /** For axes and tables. */
  public String words() {
    return words;
  }

  /** What a network lacks that has no such number. */
  String lacking() {
    return this == SEPARABILITY
        ? "there are no two active units of different tuning to velocity"
        : "the outputs are no numbers";
  }

  /** Whether less is better. */
  public boolean minimised() {
    return minimised;
  }

  /** Whether it takes classes of units to measure it. */
  public boolean ofClasses() {
    return !minimised;
  }

  /**
   * The number on a scale on which 0 is the best that can be, and 1 is a network that knows nothing
   * (90 deg, a normalized error of 1, no two groups, no tuned unit).
   */
  double cost(double value) {
    return switch (this) {
      case ANGULAR_ERROR -> value / CHANCE_DEG;
      case NORMALIZED_ERROR -> value;
      case SEPARABILITY, TUNED_SHARE -> 1 - value;
    };
  }
}
