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
  TUNED_SHARE(Effect.TUNED_SHARE, "share of tuned units", false),
  /** 1 less p of Hartigan's dip test that the velocity's weights have one peak. */
  VELOCITY_WEIGHT_SEPARATION(
      Effect.VELOCITY_WEIGHT_SEPARATION, "separation of the velocity's weights", false),
  /** Mean over the lesions of the share of random cuts of as many units that each surpasses. */
  LESIONS_BEYOND_CUTS(
      Effect.LESIONS_BEYOND_CUTS, "random cuts that the lesions surpass (share)", false),
  /** Distance of the share of inactive units from the paper's 0.12. */
  INACTIVE_DISTANCE(
      Effect.INACTIVE_DISTANCE, "distance of the share of inactive units from 0.12", true);

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
    return switch (this) {
      case SEPARABILITY -> "there are no two active units of different tuning to velocity";
      case VELOCITY_WEIGHT_SEPARATION -> "too few units are active";
      case LESIONS_BEYOND_CUTS -> "there is no unit to cut, or no direction to follow";
      default -> "the outputs are no numbers";
    };
  }

  /** Whether less is better. */
  public boolean minimised() {
    return minimised;
  }

  /** Whether it takes classes of units to measure it. */
  public boolean ofClasses() {
    return this != ANGULAR_ERROR && this != NORMALIZED_ERROR;
  }

  /**
   * The number on a scale on which 0 is the best that can be, and 1 is a network that knows nothing
   * (90 deg, a normalized error of 1, no two groups, no tuned unit, none or twice as many inactive
   * units as the paper's).
   */
  double cost(double value) {
    return switch (this) {
      case ANGULAR_ERROR -> value / CHANCE_DEG;
      case NORMALIZED_ERROR -> value;
      case SEPARABILITY, TUNED_SHARE, VELOCITY_WEIGHT_SEPARATION, LESIONS_BEYOND_CUTS -> 1 - value;
      case INACTIVE_DISTANCE -> Math.min(1, value / Effect.INACTIVE_OF_PAPER);
    };
  }
}
