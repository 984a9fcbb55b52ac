package org.compassnet.study;

import static org.compassnet.study.Claim.Sense.GREATER;
import static org.compassnet.study.Claim.Sense.SMALLER;

import java.util.List;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.config.CriteriaConfig;

/** The paper's five research questions, each with the claims that its answer makes. */
public enum Question {
  EMERGENCE(
      "Do compass and shifter units emerge from goal-driven training without constraints?",
      Claim.ofPhenomenon(
          "Units tuned to direction, of all three classes, are more than before training",
          Phenomenon.CLASSES,
          Effect.TUNED_SHARE,
          GREATER,
          new Comparison.Untrained()),
      Claim.ofPhenomenon(
          "The preferred directions of each class cover the circle",
          Phenomenon.TILING,
          Effect.TILING_P,
          GREATER,
          new Comparison.Criterion("the level of the tests", CriteriaConfig::alpha))),
  WIRING(
      "Is the wiring that of rodents and flies?",
      Claim.ofPhenomenon(
          "Compass units excite their neighbours and inhibit those far away",
          Phenomenon.LOCAL_EXCITATION,
          Effect.COMPASS_LOCAL_AMPLITUDE,
          GREATER,
          new Comparison.Shuffled()),
      Claim.ofPhenomenon(
          "Shifters push the bump to their own side",
          Phenomenon.DISPLACEMENT,
          Effect.SHIFTER_PUSH,
          GREATER,
          new Comparison.Shuffled()),
      Claim.ofPhenomenon(
          "Shifters inhibit what lies behind the turn",
          Phenomenon.LAGGING_INHIBITION,
          Effect.LAGGING_WEIGHT,
          SMALLER,
          new Comparison.Shuffled()),
      Claim.ofPhenomenon(
          "Velocity excites CCW and inhibits CW shifters",
          Phenomenon.VELOCITY_INPUTS,
          Effect.VELOCITY_INPUT_DIFFERENCE,
          GREATER,
          new Comparison.Untrained()),
      Claim.ofPhenomenon(
          "Velocity spares compass units",
          Phenomenon.COMPASS_UNITS_SPARED,
          Effect.COMPASS_VELOCITY_INPUT_SHARE,
          SMALLER,
          new Comparison.Untrained()),
      Claim.ofEffect(
          "Local excitation, long-range inhibition and both pushes are shaped like the fly's",
          Effect.FLY_LIKENESS,
          GREATER,
          new Comparison.Shuffled())),
  LEARNING(
      "Does optimisation bring it about: is it absent before training?",
      Claim.ofEffect(
          "Tuned units are more than in the untrained network",
          Effect.TUNED_SHARE,
          GREATER,
          new Comparison.Untrained()),
      Claim.ofEffect(
          "Local excitation is stronger than between the same units before",
          Effect.COMPASS_LOCAL_AMPLITUDE,
          GREATER,
          new Comparison.Untrained()),
      Claim.ofEffect(
          "Shifters push more than the same units did before",
          Effect.SHIFTER_PUSH,
          GREATER,
          new Comparison.Untrained()),
      Claim.ofEffect(
          "The activity is more of a ring than before",
          Effect.RING_SIZE,
          GREATER,
          new Comparison.Untrained())),
  INPUT_STATISTICS(
      "Do the input statistics shape representation and architecture?",
      Claim.ofTrend(
          "Faster turns give fewer compass units",
          Effect.COMPASS_SHARE,
          Effect.COMPASS_SHARE_OWN_RANGE,
          SMALLER),
      Claim.ofTrend(
          "Faster turns give more shifters",
          Effect.SHIFTER_SHARE,
          Effect.SHIFTER_SHARE_OWN_RANGE,
          GREATER),
      Claim.ofTrend(
          "Faster turns give units more tuned to velocity",
          Effect.MEDIAN_AV_STRENGTH,
          Effect.MEDIAN_AV_STRENGTH_OWN_RANGE,
          GREATER),
      Claim.ofEffect(
          "Faster turns give a wider range of integration",
          Effect.GAIN_SATURATION_DEG_PER_S,
          GREATER,
          new Comparison.Trend())),
  SUFFICIENCY(
      "Does a simple integration task suffice for a functioning head-direction circuit?",
      Claim.ofPhenomenon(
          "The decoded direction turns as fast as the head",
          Phenomenon.GAIN,
          Effect.GAIN_SLOPE,
          GREATER,
          new Comparison.Criterion("the least that is near 1", c -> 1 - c.gainTolerance())),
      Claim.ofPhenomenon(
          "Activity at rest is an attractor that keeps its bump",
          Phenomenon.ATTRACTOR,
          Effect.PERSISTENCE,
          GREATER,
          new Comparison.Criterion("the share that an attractor keeps", CriteriaConfig::persists)),
      Claim.ofPhenomenon(
          "Fixed and slow points lie on a ring, slow along it and fast across",
          Phenomenon.LINE_OF_SLOW_POINTS,
          Effect.SHARE_OF_POINTS_ALONG_RING,
          GREATER,
          new Comparison.Criterion("half of the points", c -> 0.5)),
      Claim.ofPhenomenon(
          "Without compass output the bump vanishes and one forms again",
          Phenomenon.LESION_COMPASS_CUT,
          Effect.BUMP_WHILE_COMPASS_CUT,
          SMALLER,
          new Comparison.RandomCuts()),
      Claim.ofPhenomenon(
          "Without CW shifters the bump drifts CCW",
          Phenomenon.LESION_CW_CUT,
          Effect.DRIFT_WHILE_CW_CUT_DEG_PER_S,
          GREATER,
          new Comparison.RandomCuts()),
      Claim.ofPhenomenon(
          "Without CCW shifters the bump drifts CW",
          Phenomenon.LESION_CCW_CUT,
          Effect.DRIFT_WHILE_CCW_CUT_DEG_PER_S,
          SMALLER,
          new Comparison.RandomCuts()),
      Claim.ofPhenomenon(
          "Without both a stable bump cannot turn",
          Phenomenon.LESION_BOTH_CUT,
          Effect.GAIN_WHILE_BOTH_CUT,
          SMALLER,
          new Comparison.RandomCuts()));

  private final String text;
  private final List<Claim> claims;

  Question(String text, Claim... claims) {
    this.text = text;
    this.claims = List.of(claims);
  }

  /** From 1. */
  public int number() {
    return ordinal() + 1;
  }

  public String text() {
    return text;
  }

  /**
   * All must hold for the paper's answer; those about a fly's wiring, where a study is given one.
   */
  public List<Claim> claims() {
    return claims;
  }
}
