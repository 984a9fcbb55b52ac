package org.compassnet.study;

import java.util.Optional;
import org.compassnet.analysis.Phenomenon;

/**
 * One thing that networks should show if the paper's answer to a question is right.
 *
 * @param text what is claimed
 * @param effect the number that measures it
 * @param sense which numbers support it
 * @param comparison what the number is compared with
 * @param phenomenon what each network should show; empty for a claim of the effect alone
 * @param ownRange the same effect read over each network's own range, to be shown beside; or empty
 */
public record Claim(
    String text,
    Effect effect,
    Sense sense,
    Comparison comparison,
    Optional<Phenomenon> phenomenon,
    Optional<Effect> ownRange) {

  /** Which numbers support a claim. */
  public enum Sense {
    GREATER(1),
    SMALLER(-1);

    private final int sign;

    Sense(int sign) {
      this.sign = sign;
    }

    /** A number that is positive where this one is on the claimed side of 0. */
    double of(double number) {
      return sign * number;
    }

    /** Whether all of an interval is on the claimed side of 0. */
    boolean holds(Statistics.Interval interval) {
      return this == GREATER ? interval.low() > 0 : interval.high() < 0;
    }

    Sense opposite() {
      return this == GREATER ? SMALLER : GREATER;
    }
  }

  static Claim ofEffect(String text, Effect effect, Sense sense, Comparison comparison) {
    return new Claim(text, effect, sense, comparison, Optional.empty(), Optional.empty());
  }

  /** A claim of a trend over the conditions, read with one ruler and over each one's own range. */
  static Claim ofTrend(String text, Effect effect, Effect ownRange, Sense sense) {
    return new Claim(
        text, effect, sense, new Comparison.Trend(), Optional.empty(), Optional.of(ownRange));
  }

  /** The same claim of the effect over each network's own range. */
  Optional<Claim> overOwnRange() {
    return ownRange.map(effect -> ofEffect(text, effect, sense, comparison));
  }

  static Claim ofPhenomenon(
      String text, Phenomenon phenomenon, Effect effect, Sense sense, Comparison comparison) {
    return new Claim(text, effect, sense, comparison, Optional.of(phenomenon), Optional.empty());
  }

  /** What would have spoken against it. */
  public String refutedBy() {
    String beyond =
        "the interval of the effect's difference lies "
            + (sense == Sense.GREATER ? "below" : "above")
            + " 0";
    return phenomenon
        .map(p -> "too few networks show it, by the interval of their share, or " + beyond)
        .orElse(beyond);
  }
}
