package org.compassnet.study;

import java.util.List;

/**
 * One of the paper's research questions.
 *
 * @param number from 1
 * @param claims all must hold for the paper's answer
 */
record Question(int number, String text, List<Claim> claims) {

  /** The paper's five, with the claims that its answers make. */
  static final List<Question> ALL =
      List.of(
          new Question(
              1,
              "Do compass and shifter units emerge from goal-driven training without constraints?",
              List.of(
                  Claim.againstUntrained(
                      "Units tuned to direction, of all three classes, are more than before training",
                      Effects.TUNED_SHARE,
                      1,
                      "classes",
                      "share of units"),
                  Claim.againstLevel(
                      "The preferred directions of each class cover the circle",
                      Effects.TUNED_SHARE,
                      1,
                      0,
                      "tiling",
                      "share of units"))),
          new Question(
              2,
              "Is the wiring that of rodents and flies?",
              List.of(
                  Claim.againstLevel(
                      "Compass units excite their neighbours and inhibit those far away",
                      Effects.LOCAL,
                      1,
                      0,
                      "local_excitation",
                      "weight"),
                  Claim.againstLevel(
                      "Shifters push the bump to their own side",
                      Effects.PUSH,
                      1,
                      0,
                      "displacement",
                      "weight"),
                  Claim.againstLevel(
                      "Shifters inhibit what lies behind the turn",
                      Effects.LAG,
                      -1,
                      0,
                      "lagging_inhibition",
                      "weight"),
                  Claim.againstLevel(
                      "Velocity excites CCW and inhibits CW shifters, and spares compass units",
                      Effects.VELOCITY,
                      1,
                      0,
                      "velocity_inputs",
                      "weight per rad/step"))),
          new Question(
              3,
              "Does optimisation bring it about: is it absent before training?",
              List.of(
                  Claim.againstUntrained(
                      "Tuned units are more than in the untrained network",
                      Effects.TUNED_SHARE,
                      1,
                      "",
                      "share of units"),
                  Claim.againstUntrained(
                      "Local excitation is stronger than between the same units before",
                      Effects.LOCAL,
                      1,
                      "",
                      "weight"),
                  Claim.againstUntrained(
                      "Shifters push more than the same units did before",
                      Effects.PUSH,
                      1,
                      "",
                      "weight"),
                  Claim.againstUntrained(
                      "The activity is more of a ring than before",
                      Effects.RING,
                      1,
                      "",
                      "hole over radius"))),
          new Question(
              4,
              "Do the input statistics shape representation and architecture?",
              List.of(
                  Claim.trend(
                      "Faster turns give fewer compass units",
                      Effects.COMPASS_SHARE,
                      -1,
                      "share of units"),
                  Claim.trend(
                      "Faster turns give more shifters",
                      Effects.SHIFTER_SHARE,
                      1,
                      "share of units"),
                  Claim.trend(
                      "Faster turns give units more tuned to velocity",
                      Effects.AV_STRENGTH,
                      1,
                      "median S_AV"),
                  Claim.trend(
                      "Faster turns give a wider range of integration",
                      Effects.SATURATION,
                      1,
                      "deg/s"))),
          new Question(
              5,
              "Does a simple integration task suffice for a functioning head-direction circuit?",
              List.of(
                  Claim.againstLevel(
                      "The decoded direction turns as fast as the head",
                      Effects.GAIN,
                      1,
                      0,
                      "gain",
                      "decoded over true"),
                  Claim.againstLevel(
                      "Activity at rest is an attractor that keeps its bump",
                      Effects.PERSISTENCE,
                      1,
                      0,
                      "attractor",
                      "bump kept"),
                  Claim.againstLevel(
                      "Fixed and slow points lie on a ring, marginal along it",
                      Effects.MARGINAL,
                      1,
                      0,
                      "line_of_slow_points",
                      "share of points"),
                  Claim.againstLevel(
                      "Without compass output, bump and estimate vanish and form again",
                      Effects.LESION_OUTPUT,
                      -1,
                      1,
                      "lesion_compass_cut",
                      "output left"),
                  Claim.againstLevel(
                      "Without CW shifters the bump drifts CCW",
                      Effects.LESION_DRIFT,
                      1,
                      0,
                      "lesion_cw_cut",
                      "deg/s, both"),
                  Claim.againstLevel(
                      "Without CCW shifters the bump drifts CW",
                      Effects.LESION_DRIFT,
                      1,
                      0,
                      "lesion_ccw_cut",
                      "deg/s, both"),
                  Claim.againstLevel(
                      "Without both a stable bump cannot turn",
                      Effects.LESION_GAIN,
                      -1,
                      1,
                      "lesion_both_cut",
                      "gain left"))));
}
