package org.compassnet.analysis;

import org.compassnet.analysis.Perturbation.Window;

/**
 * What cutting the output of some units does, in the numbers that lesions are judged by.
 *
 * @param units how many are cut
 * @param bump what is left of the bump of the units that are not cut, as a share of what it was
 * @param bumpAtOnset the same a short time after the cut
 * @param coherence of the directions of the starts, see {@link Window#coherence}
 * @param estimate what is left of the part of the output that tells the direction, as a share
 * @param driftChangeDegPerS by which the cut changes the drift at rest at its onset, CCW positive
 * @param gain what is left of the gain, as a share; NaN where the head did not turn, or the bump is
 *     gone
 */
public record CutEffect(
    int units,
    double bump,
    double bumpAtOnset,
    double coherence,
    double estimate,
    double driftChangeDegPerS,
    double gain) {

  /** From the windows before, at the onset, and later while the units are cut. */
  static CutEffect of(int units, Window before, Window onset, Window during) {
    return new CutEffect(
        units,
        share(during.bump(), before.bump()),
        share(onset.bump(), before.bump()),
        during.coherence(),
        share(during.estimate(), before.estimate()),
        onset.driftDegPerS() - before.driftDegPerS(),
        share(during.gain(), before.gain()));
  }

  /** That of a cut which leaves rates that grow without bound: NaN all over. */
  static CutEffect notMeasured(int units) {
    double none = Double.NaN;
    return new CutEffect(units, none, none, none, none, none, none);
  }

  /** A share of what was there; of nothing, nothing is left. */
  static double share(double now, double before) {
    return before == 0 ? 0 : now / before;
  }
}
