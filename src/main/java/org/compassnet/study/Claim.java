package org.compassnet.study;

/**
 * One thing that networks should show if the paper's answer to a question is right.
 *
 * @param text what is claimed
 * @param effect name of the number that measures it, see {@link Effects}
 * @param sense +1 where a greater number supports the claim, -1 where a smaller one does
 * @param reference what the number is compared with
 * @param level the fixed number, for {@link Reference#LEVEL}
 * @param finding id of the finding that networks should show; empty for a claim of the effect alone
 * @param unit of the effect, for a report
 */
record Claim(
    String text,
    String effect,
    int sense,
    Reference reference,
    double level,
    String finding,
    String unit) {

  /** What an effect is compared with. */
  enum Reference {
    /** The untrained network of the same seed. */
    UNTRAINED,
    /** A fixed number. */
    LEVEL,
    /** Its trend over the conditions, from slow to fast. */
    TREND
  }

  static Claim againstUntrained(
      String text, String effect, int sense, String finding, String unit) {
    return new Claim(text, effect, sense, Reference.UNTRAINED, Double.NaN, finding, unit);
  }

  static Claim againstLevel(
      String text, String effect, int sense, double level, String finding, String unit) {
    return new Claim(text, effect, sense, Reference.LEVEL, level, finding, unit);
  }

  static Claim trend(String text, String effect, int sense, String unit) {
    return new Claim(text, effect, sense, Reference.TREND, Double.NaN, "", unit);
  }
}
