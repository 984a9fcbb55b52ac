package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.function.Supplier;
import org.compassnet.config.Keyword;

/**
 * Whether one network shows a phenomenon.
 *
 * @param evidence the numbers, or why there are none
 */
public record Finding(Phenomenon phenomenon, Outcome outcome, String evidence) {

  /** Whether a phenomenon is there. */
  public enum Outcome implements Keyword {
    SHOWN,
    NOT_SHOWN,
    NOT_MEASURED;

    /** As a text writes it. */
    public String words() {
      return keyword().replace('_', ' ');
    }
  }

  /**
   * What a result says of a phenomenon.
   *
   * @param holds whether the criterion is met
   * @param evidence the numbers that it rests on
   */
  record Judgement(boolean holds, String evidence) {}

  /** A judgement as a finding; not measured where judging throws {@link CannotAnalyze}. */
  static Finding of(Phenomenon phenomenon, Supplier<Judgement> judge) {
    try {
      Judgement judgement = judge.get();
      return new Finding(
          phenomenon, judgement.holds ? Outcome.SHOWN : Outcome.NOT_SHOWN, judgement.evidence);
    } catch (CannotAnalyze e) {
      return notMeasured(phenomenon, e.getMessage());
    }
  }

  static Finding notMeasured(Phenomenon phenomenon, String whyNot) {
    return new Finding(phenomenon, Outcome.NOT_MEASURED, whyNot);
  }

  /** Whether the criterion is met. */
  public boolean shown() {
    return outcome == Outcome.SHOWN;
  }

  @Override
  public String toString() {
    return text("%-12s  %s (%s)", outcome.words(), phenomenon.title(), evidence);
  }
}
