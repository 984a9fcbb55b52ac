package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.function.Function;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.config.Keyword;

/**
 * What the paper shows and a network may show too: the only place where its name, its title and its
 * criterion stand. The name in lower case is its id in files. The result of one {@link Measurement}
 * judges it.
 */
public enum Phenomenon implements Keyword {
  INTEGRATES(
      "The network turns angular velocity into head direction",
      c -> text("normalized error below %.2f on fresh trials", c.learnedError())),
  GAIN(
      "The decoded direction turns as fast as the head",
      c ->
          text(
              "slope of decoded over true velocity within %.0f %% of 1 over 2 sd of the trials'"
                  + " velocities",
              100 * c.gainTolerance())),
  CLASSES(
      "Compass units and both kinds of shifters emerge",
      c ->
          text(
              "at least %.0f %% of the units in each of the three classes, with a median vector"
                  + " length of at least %.1f",
              100 * c.classShare(), c.vectorLength())),
  SEPARATE(
      "The classes are two groups, not the ends of a continuum",
      c ->
          text(
              "the dip test rejects a single peak of S_AV, of the asymmetry or of the velocity's"
                  + " weight, p < %.2f, Holm over the three",
              c.alpha())),
  TILING(
      "The preferred directions of each class cover the circle",
      c ->
          text(
              "in none of the three classes is the largest gap between directions, or the"
                  + " resultant, one that directions drawn at random would not have (p < %.2f, Holm"
                  + " over six tests)",
              c.alpha())),
  LOCAL_EXCITATION(
      "Compass units excite their neighbours and inhibit those far away",
      c ->
          text(
              "compass to compass: mean weight > 0 within 45 deg, < 0 beyond 135, different with p"
                  + " < %.2f against shuffled directions, peak within %.0f deg of 0; training has"
                  + " changed it in that sense by as significant an amount",
              c.alpha(), c.localShiftDeg())),
  DISPLACEMENT(
      "Shifters push the bump to their own side",
      c ->
          text(
              "shifter to compass: more weight to the side of the turn than to the other, mirrored"
                  + " between CCW and CW, p < %.2f each, and so did the change by"
                  + " training",
              c.alpha())),
  LAGGING_INHIBITION(
      "Shifters inhibit what lies behind the turn",
      c ->
          text(
              "shifter to compass: mean weight < 0 at 45 to 135 deg behind the turn, sides differ"
                  + " with p < %.2f, for both, and so did the change by training",
              c.alpha())),
  VELOCITY_INPUTS(
      "Angular velocity excites CCW shifters and inhibits CW ones",
      c ->
          "mean input weight > 0 on CCW, < 0 on CW by twice its standard error; training has"
              + " changed both in that sense, by twice the standard error"),
  COMPASS_UNITS_SPARED(
      "Angular velocity spares compass units",
      c ->
          text(
              "the mean magnitude of its weights on compass units is below %.0f %% of that on"
                  + " shifters; training has lowered this share, between the same units, by twice"
                  + " its standard error",
              100 * c.compassInputShare())),
  LESION_COMPASS_CUT(
      "Cutting the compass units' output makes bump and estimate vanish",
      c ->
          text(
              "1.25 to 2.5 s after the cut the parts of bump and output that tell the direction are"
                  + " below %.0f %%, and the output is longer than %.0f %% of what it was when"
                  + " restored; %s",
              100 * c.gone(), 100 * c.there(), beyondRandomCuts(c))),
  LESION_CW_CUT(
      "Cutting the CW shifters makes the bump drift CCW",
      c ->
          text(
              "in the first 0.1 to 0.6 s, head at rest, the bump's drift turns CCW and the bump is"
                  + " above %.0f %%; %s",
              100 * c.there(), beyondRandomCuts(c))),
  LESION_CCW_CUT(
      "Cutting the CCW shifters makes the bump drift CW",
      c ->
          text(
              "in the first 0.1 to 0.6 s, head at rest, the bump's drift turns CW and the bump is"
                  + " above %.0f %%; %s",
              100 * c.there(), beyondRandomCuts(c))),
  LESION_BOTH_CUT(
      "Cutting both kinds of shifters leaves a stable bump that cannot turn",
      c ->
          text(
              "1.25 to 2.5 s after the cut the bump is above %.0f %%, the starts are kept apart"
                  + " (coherence above %.2f), and the gain is below %.0f %%; %s",
              100 * c.there(), c.coherence(), 100 * c.gone(), beyondRandomCuts(c))),
  ATTRACTOR(
      "Activity at rest is an attractor that keeps its bump",
      c ->
          text(
              "a direction is known (mean error below %.0f deg) after a trial's length, or %.1f s,"
                  + " at rest; %.0f %% of the bump of then is there after 20 lengths, and as much"
                  + " of a kick is gone after %.0f tau",
              c.memoryDeg(), Memory.LEAST_S, 100 * c.persists(), Kick.RETURN_TAU)),
  LINE_OF_SLOW_POINTS(
      "Fixed and slow points lie on a ring, slow along it and fast across",
      c ->
          text(
              "most such points have one direction with a time constant of %.0f tau or more, which"
                  + " follows the ring (|cos| > %.1f), and none other above %.0f tau; there is no"
                  + " gap above %.0f deg",
              c.slowTau(), c.tangentCosine(), c.fastTau(), c.largestGapDeg())),
  RING(
      "The activity is a ring",
      c ->
          text(
              "one hole lives at least %.1f times as long as the next and longer than %.1f radii of"
                  + " the cloud, and the ratio is beyond shuffled data, p < %.2f",
              c.ringRatio(), c.ringSize(), c.alpha()));

  private final String title;
  private final Function<CriteriaConfig, String> criterion;

  Phenomenon(String title, Function<CriteriaConfig, String> criterion) {
    this.title = title;
    this.criterion = criterion;
  }

  private static String beyondRandomCuts(CriteriaConfig c) {
    return text(
        "random cuts of as many units do as much with p < %.2f, and it is so at more than half of"
            + " the thresholds of S_AV from 0.2 to 0.8",
        c.alpha());
  }

  /** What is claimed, as a sentence without its full stop. */
  public String title() {
    return title;
  }

  /** When it counts as shown. */
  public String criterion(CriteriaConfig criteria) {
    return criterion.apply(criteria);
  }
}
