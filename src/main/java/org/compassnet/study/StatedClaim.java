package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.config.CriteriaConfig;

/**
 * A claim as a protocol states it before any network is there.
 *
 * @param question its number
 * @param claim in words
 * @param measure key of the effect
 * @param expected greater or smaller
 * @param unless what would be there if it were wrong
 * @param test what p comes from
 * @param finding key of what more than {@code criteria.supported_share} of the networks must show,
 *     or {@code none}
 */
public record StatedClaim(
    int question,
    String claim,
    String measure,
    String expected,
    String unless,
    String test,
    String finding) {

  /**
   * What this version of the program judges.
   *
   * @param besideFly whether networks are held beside a fly's wiring
   */
  static List<StatedClaim> all(CriteriaConfig criteria, boolean besideFly) {
    List<StatedClaim> claims = new ArrayList<>();
    for (Question question : Question.values()) {
      for (Claim claim : question.claims()) {
        if (besideFly || !claim.effect().isBesideFly()) {
          claims.add(of(question, claim, criteria));
        }
      }
    }
    return claims;
  }

  private static StatedClaim of(Question question, Claim claim, CriteriaConfig criteria) {
    return new StatedClaim(
        question.number(),
        claim.text(),
        claim.effect().keyword(),
        claim.sense().name().toLowerCase(Locale.ROOT),
        claim.comparison().nullHypothesis(criteria),
        claim.comparison().test(),
        claim.phenomenon().map(Phenomenon::keyword).orElse("none"));
  }

  /** As an entry of a protocol. */
  @Override
  public String toString() {
    return text(
        "{question: %d, claim: %s, measure: %s, expected: %s, unless: %s, test: %s, finding: %s}",
        question, quoted(claim), measure, expected, quoted(unless), quoted(test), finding);
  }

  private static String quoted(String words) {
    return "'" + words.replace("'", "''") + "'";
  }
}
