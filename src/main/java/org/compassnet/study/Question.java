package org.compassnet.study;

import static org.compassnet.study.Claim.Sense.GREATER;
import static org.compassnet.study.Claim.Sense.SMALLER;

import java.util.List;
import org.compassnet.analysis.Phenomenon;

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
          Effect.TUNED_SHARE,
          GREATER,
          new Comparison.Level(0))),
  WIRING(
      "Is the wiring that of rodents and flies?",
      Claim.ofPhenomenon(
          "Compass units excite their neighbours and inhibit those far away",
          Phenomenon.LOCAL_EXCITATION,
          Effect.COMPASS_LOCAL_AMPLITUDE,
          GREATER,
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Shifters push the bump to their own side",
          Phenomenon.DISPLACEMENT,
          Effect.SHIFTER_PUSH,
          GREATER,
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Shifters inhibit what lies behind the turn",
          Phenomenon.LAGGING_INHIBITION,
          Effect.LAGGING_WEIGHT,
          SMALLER,
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Velocity excites CCW and inhibits CW shifters, and spares compass units",
          Phenomenon.VELOCITY_INPUTS,
          Effect.VELOCITY_INPUT_DIFFERENCE,
          GREATER,
          new Comparison.Level(0))),
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
      Claim.ofEffect(
          "Faster turns give fewer compass units",
          Effect.COMPASS_SHARE,
          SMALLER,
          new Comparison.Trend()),
      Claim.ofEffect(
          "Faster turns give more shifters", Effect.SHIFTER_SHARE, GREATER, new Comparison.Trend()),
      Claim.ofEffect(
          "Faster turns give units more tuned to velocity",
          Effect.MEDIAN_AV_STRENGTH,
          GREATER,
          new Comparison.Trend()),
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
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Activity at rest is an attractor that keeps its bump",
          Phenomenon.ATTRACTOR,
          Effect.PERSISTENCE,
          GREATER,
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Fixed and slow points lie on a ring, marginal along it",
          Phenomenon.LINE_OF_SLOW_POINTS,
          Effect.SHARE_OF_POINTS_ALONG_RING,
          GREATER,
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Without compass output, bump and estimate vanish and form again",
          Phenomenon.LESION_COMPASS_CUT,
          Effect.OUTPUT_WHILE_COMPASS_CUT,
          SMALLER,
          new Comparison.Level(1)),
      Claim.ofPhenomenon(
          "Without CW shifters the bump drifts CCW",
          Phenomenon.LESION_CW_CUT,
          Effect.DRIFT_WHILE_SHIFTERS_CUT_DEG_PER_S,
          GREATER,
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Without CCW shifters the bump drifts CW",
          Phenomenon.LESION_CCW_CUT,
          Effect.DRIFT_WHILE_SHIFTERS_CUT_DEG_PER_S,
          GREATER,
          new Comparison.Level(0)),
      Claim.ofPhenomenon(
          "Without both a stable bump cannot turn",
          Phenomenon.LESION_BOTH_CUT,
          Effect.GAIN_WHILE_BOTH_CUT,
          SMALLER,
          new Comparison.Level(1)));

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

  /** All must hold for the paper's answer. */
  public List<Claim> claims() {
    return claims;
  }
}
