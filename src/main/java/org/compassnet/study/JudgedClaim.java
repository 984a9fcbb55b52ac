package org.compassnet.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A claim, judged by the networks that speak to it.
 *
 * @param networks how many there are
 * @param shown how many of them show the claim's phenomenon; empty for a claim of the effect alone
 * @param value mean effect of the trained networks; of a trend, fast minus slow condition
 * @param reference mean of what it is compared with; of a trend, 0
 * @param difference effect minus reference, with its interval
 * @param nullHypothesis what would be there if the claim were wrong
 * @param needed networks without which it cannot be supported, however clear they are
 * @param leftOut networks that do not count, because they do not integrate the velocities that
 *     their units are read with
 * @param ownRange the same claim with each network read over its own range, shown beside it
 */
public record JudgedClaim(
    Claim claim,
    Answer answer,
    int networks,
    Optional<Shown> shown,
    double value,
    double reference,
    Statistics.Interval difference,
    Test test,
    String nullHypothesis,
    int needed,
    int leftOut,
    Optional<JudgedClaim> ownRange) {

  /** How many networks show a phenomenon, and their share with its interval. */
  public record Shown(int networks, Statistics.Interval share) {}

  /**
   * A test of the effect over networks.
   *
   * @param name what p comes from
   * @param p one-sided, that the difference is in the claimed sense
   * @param correctedP the same corrected for the number of claims of a report
   * @param correction how it is
   */
  public record Test(String name, double p, double correctedP, String correction) {}

  /** For verdicts.json. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", claim.text());
    tree.put("phenomenon", claim.phenomenon().orElse(null));
    tree.put("effect", claim.effect());
    tree.put("measure", claim.effect().meaning());
    tree.put("unit", claim.effect().unit());
    tree.put("null_hypothesis", nullHypothesis);
    tree.put("refuted_by", claim.refutedBy());
    tree.put("answer", answer);
    tree.put("networks", networks);
    tree.put("shown", shown.map(Shown::networks).orElse(null));
    tree.put("share", shown.map(Shown::share).orElse(null));
    tree.put("value", value);
    tree.put("reference", reference);
    tree.put("difference", difference);
    tree.put("p", test.p());
    tree.put("corrected_p", test.correctedP());
    tree.put("test", test.name());
    tree.put("correction", test.correction());
    tree.put("needed_networks", needed);
    tree.put("left_out", leftOut);
    tree.put("own_range", ownRange.map(JudgedClaim::tree).orElse(null));
    return tree;
  }
}
