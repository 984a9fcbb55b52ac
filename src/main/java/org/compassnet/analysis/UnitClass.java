package org.compassnet.analysis;

import org.compassnet.config.Keyword;

/** What a unit is tuned to. Shifters are named for the turn that drives them. */
public enum UnitClass implements Keyword {
  /** Tuned to head direction, hardly to angular velocity. */
  COMPASS,
  /** Driven by counterclockwise turns. */
  CCW,
  /** Driven by clockwise turns. */
  CW,
  /** Tuned to neither, or to the speed of turning whatever its sense. */
  OTHER,
  /** Silent. */
  INACTIVE;

  /** As a figure's legend writes it. */
  public String label() {
    return switch (this) {
      case COMPASS -> "compass";
      case CCW -> "CCW shifter";
      case CW -> "CW shifter";
      case OTHER -> "other";
      case INACTIVE -> "inactive";
    };
  }

  /** So many of them, as a sentence writes it. */
  public String counted(int count) {
    return count + " " + (count == 1 ? label() : plural());
  }

  /** As a sentence writes several of them. */
  public String plural() {
    return switch (this) {
      case COMPASS -> "compass units";
      case CCW -> "CCW shifters";
      case CW -> "CW shifters";
      case OTHER -> "other units";
      case INACTIVE -> "inactive units";
    };
  }
}
