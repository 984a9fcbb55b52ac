package org.compassnet.report;

import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import org.compassnet.config.CriteriaConfig;
import org.compassnet.study.Answer;
import org.compassnet.study.Comparison;
import org.compassnet.study.JudgedClaim;

/** What a report writes under a claim: measure, numbers, test, and what would have refuted it. */
final class ClaimText {

  private ClaimText() {}

  static String of(JudgedClaim claim, CriteriaConfig criteria) {
    if (claim.networks() == 0) {
      return "No network that learned speaks to it.";
    }
    return shown(claim, criteria)
        + effect(claim)
        + test(claim)
        + leftOut(claim)
        + needed(claim)
        + ownRange(claim);
  }

  private static String leftOut(JudgedClaim claim) {
    return claim.leftOut() == 0
        ? ""
        : text(
            " %d networks do not count: they lose their direction at the velocities that units are"
                + " read with.",
            claim.leftOut());
  }

  private static String needed(JudgedClaim claim) {
    return claim.answer() == Answer.UNDECIDED && claim.networks() < claim.needed()
        ? text(" It takes at least %d networks that agree to support it.", claim.needed())
        : "";
  }

  /** What the same claim looks like where each network is read over its own range. */
  private static String ownRange(JudgedClaim claim) {
    return claim
        .ownRange()
        .map(
            own ->
                text(
                    " Each condition read over its own range instead: %s%s, %s. %s",
                    own.answer().words(),
                    Double.isNaN(own.value()) ? "" : ", high minus low " + number(own.value()),
                    own.test().name(),
                    own.answer() == claim.answer()
                        ? "The ruler does not change the answer."
                        : "There the ruler is as wide as the condition's velocities are fast, and"
                            + " the answer is the ruler's."))
        .orElse("");
  }

  private static String shown(JudgedClaim claim, CriteriaConfig criteria) {
    return claim
        .shown()
        .map(
            shown ->
                text(
                    "Shown by %d of %d networks (%.0f %% interval %.2f to %.2f; %.0f %% are"
                        + " wanted). ",
                    shown.networks(),
                    claim.networks(),
                    100 * criteria.confidence(),
                    shown.share().low(),
                    shown.share().high(),
                    100 * criteria.supportedShare()))
        .orElse(text(claim.networks() == 1 ? "%d network. " : "%d networks. ", claim.networks()));
  }

  private static String effect(JudgedClaim claim) {
    String unit = claim.claim().effect().unit();
    String effect =
        claim.claim().comparison() instanceof Comparison.Trend
            ? text("Effect (%s), high minus low: %s", unit, number(claim.value()))
            : text(
                "Effect (%s): %s against %s, difference %s",
                unit,
                number(claim.value()),
                number(claim.reference()),
                number(claim.difference().value()));
    return effect
        + (Double.isFinite(claim.difference().low())
            ? text(
                " (%s to %s)", number(claim.difference().low()), number(claim.difference().high()))
            : " (no interval with so few)");
  }

  private static String test(JudgedClaim claim) {
    return text(
        "; p %s, %s; corrected p %s, %s. Measured: %s. Null hypothesis: %s. It would have been"
            + " refuted if %s.",
        p(claim.test().p()),
        claim.test().name(),
        p(claim.test().correctedP()),
        claim.test().correction(),
        claim.claim().effect().meaning(),
        claim.nullHypothesis(),
        claim.claim().refutedBy());
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "not measured"
        : Math.abs(value) >= 10 ? text("%.1f", value) : text("%.3f", value);
  }
}
