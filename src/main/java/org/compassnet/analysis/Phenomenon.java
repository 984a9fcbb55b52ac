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
      c -> text("the dip test rejects a single peak of S_AV, p < %.2f", c.alpha())),
  TILING(
      "The preferred directions of each class cover the circle",
      c ->
          text(
              "no gap above %.0f deg and no preferred side (Rayleigh p > %.2f) in any of the three"
                  + " classes",
              c.largestGapDeg(), c.alpha())),
  LOCAL_EXCITATION(
      "Compass units excite their neighbours and inhibit those far away",
      c ->
          text(
              "compass to compass: mean weight > 0 within 45 deg, < 0 beyond 135, different with p"
                  + " < %.2f against shuffled directions, peak within %.0f deg of 0",
              c.alpha(), c.localShiftDeg())),
  DISPLACEMENT(
      "Shifters push the bump to their own side",
      c ->
          text(
              "shifter to compass: more weight to the side of the turn than to the other, mirrored"
                  + " between CCW and CW, p < %.2f each",
              c.alpha())),
  LAGGING_INHIBITION(
      "Shifters inhibit what lies behind the turn",
      c ->
          text(
              "shifter to compass: mean weight < 0 at 45 to 135 deg behind the turn, sides differ"
                  + " with p < %.2f, for both",
              c.alpha())),
  VELOCITY_INPUTS(
      "Angular velocity excites CCW shifters, inhibits CW ones and spares compass units",
      c ->
          text(
              "mean input weight > 0 on CCW, < 0 on CW by twice its standard error; on compass"
                  + " units below %.0f %% of the shifters'",
              100 * c.compassInputShare())),
  LESION_COMPASS_CUT(
      "Cutting the compass units' output makes bump and estimate vanish",
      c ->
          text(
              "bump and output fall below %.0f %% and form again (above %.0f %%) when restored",
              100 * c.gone(), 100 * c.there())),
  LESION_CW_CUT(
      "Cutting the CW shifters makes the bump drift CCW",
      c ->
          text(
              "in the first 0.1 to 0.6 s, head at rest, the bump's drift turns CCW by more than"
                  + " twice the SEM and the bump is above %.0f %%",
              100 * c.there())),
  LESION_CCW_CUT(
      "Cutting the CCW shifters makes the bump drift CW",
      c ->
          text(
              "in the first 0.1 to 0.6 s, head at rest, the bump's drift turns CW by more than"
                  + " twice the SEM and the bump is above %.0f %%",
              100 * c.there())),
  LESION_BOTH_CUT(
      "Cutting both kinds of shifters leaves a stable bump that cannot turn",
      c ->
          text(
              "the bump stays (above %.0f %%) and the gain falls below %.0f %%",
              100 * c.there(), 100 * c.gone())),
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
              "most such points have one eigenvalue within %.0f %% of the next in magnitude, whose"
                  + " eigenvector follows the ring (|cos| > %.1f), and there is no gap above %.0f"
                  + " deg",
              100 * c.marginalShare(), c.tangentCosine(), c.largestGapDeg())),
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

  /** What is claimed, as a sentence without its full stop. */
  public String title() {
    return title;
  }

  /** When it counts as shown. */
  public String criterion(CriteriaConfig criteria) {
    return criterion.apply(criteria);
  }
}
