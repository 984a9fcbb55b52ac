package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;
import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import org.compassnet.config.CriteriaConfig;

/** Judges a trained network's wiring, and what training did to it, by the criteria. */
final class WiringJudge {

  private final Connectivity trained;
  private final Connectivity added;
  private final VelocityShare share;
  private final CriteriaConfig criteria;

  WiringJudge(Connectivity trained, WiringChange change, CriteriaConfig criteria) {
    this.trained = trained;
    this.added = change.added();
    this.share = change.velocityShare();
    this.criteria = criteria;
  }

  /**
   * Whether the wiring shows a phenomenon.
   *
   * @throws CannotAnalyze if a kernel or an input that it rests on is missing
   */
  Finding.Judgement judge(Phenomenon phenomenon) {
    return switch (phenomenon) {
      case LOCAL_EXCITATION -> localExcitation();
      case DISPLACEMENT -> displacement();
      case LAGGING_INHIBITION -> laggingInhibition();
      case VELOCITY_INPUTS -> velocityInputs();
      case COMPASS_UNITS_SPARED -> compassUnitsSpared();
      default -> throw new IllegalArgumentException("not of the wiring: " + phenomenon);
    };
  }

  private Finding.Judgement localExcitation() {
    Kernel kernel = trained.kernel(COMPASS, COMPASS);
    Kernel.Quarters weights = kernel.quarters();
    Kernel.Quarters change = added.kernel(COMPASS, COMPASS).quarters();
    double shiftDeg = kernel.fit().shiftDeg();
    return new Finding.Judgement(
        weights.near() > 0
            && weights.far() < 0
            && weights.pNear() < criteria.alpha()
            && Math.abs(shiftDeg) < criteria.localShiftDeg()
            && change.near() > change.far()
            && change.pNear() < criteria.alpha(),
        text(
            "%+.3f near, %+.3f far, p %s; peak at %+.0f deg, R2 = %.2f; of this training added"
                + " %+.3f near and %+.3f far, p %s",
            weights.near(),
            weights.far(),
            p(weights.pNear()),
            shiftDeg,
            kernel.fit().r2(),
            change.near(),
            change.far(),
            p(change.pNear())));
  }

  private Finding.Judgement displacement() {
    Kernel ccw = trained.kernel(CCW, COMPASS);
    Kernel cw = trained.kernel(CW, COMPASS);
    Kernel.Quarters addedCcw = added.kernel(CCW, COMPASS).quarters();
    Kernel.Quarters addedCw = added.kernel(CW, COMPASS).quarters();
    return new Finding.Judgement(
        displaced(trained) && displaced(added),
        text(
            "CCW side minus CW side %+.3f from CCW shifters (p %s), %+.3f from CW shifters (p %s);"
                + " peaks at %+.0f and %+.0f deg; of this training added %+.3f (p %s) and %+.3f (p"
                + " %s)",
            ccw.quarters().push(),
            p(ccw.quarters().pSides()),
            cw.quarters().push(),
            p(cw.quarters().pSides()),
            ccw.fit().shiftDeg(),
            cw.fit().shiftDeg(),
            addedCcw.push(),
            p(addedCcw.pSides()),
            addedCw.push(),
            p(addedCw.pSides())));
  }

  /** Whether the two kinds of shifters push to their own sides, beyond chance. */
  private boolean displaced(Connectivity wiring) {
    Kernel.Quarters ccw = wiring.kernel(CCW, COMPASS).quarters();
    Kernel.Quarters cw = wiring.kernel(CW, COMPASS).quarters();
    return ccw.push() > 0
        && cw.push() < 0
        && ccw.pSides() < criteria.alpha()
        && cw.pSides() < criteria.alpha();
  }

  private Finding.Judgement laggingInhibition() {
    return new Finding.Judgement(
        lagging(trained) && lagging(added),
        text("%s; of this training added: %s", behindAndAhead(trained), behindAndAhead(added)));
  }

  private boolean lagging(Connectivity wiring) {
    return displaced(wiring)
        && wiring.kernel(CCW, COMPASS).quarters().cwSide() < 0
        && wiring.kernel(CW, COMPASS).quarters().ccwSide() < 0;
  }

  private static String behindAndAhead(Connectivity wiring) {
    Kernel.Quarters ccw = wiring.kernel(CCW, COMPASS).quarters();
    Kernel.Quarters cw = wiring.kernel(CW, COMPASS).quarters();
    return text(
        "behind the turn %+.3f from CCW and %+.3f from CW shifters, ahead %+.3f and %+.3f",
        ccw.cwSide(), cw.ccwSide(), ccw.ccwSide(), cw.cwSide());
  }

  private Finding.Judgement velocityInputs() {
    return new Finding.Judgement(
        opposed(trained) && opposed(added),
        text(
            "%+.2f on CCW, %+.2f on CW (per rad/step); of this training added %+.2f on CCW (SEM"
                + " %.2f) and %+.2f on CW (SEM %.2f)",
            trained.input(CCW).mean(),
            trained.input(CW).mean(),
            added.input(CCW).mean(),
            added.input(CCW).sem(),
            added.input(CW).mean(),
            added.input(CW).sem()));
  }

  /** Whether the velocity excites CCW and inhibits CW shifters, by twice the standard errors. */
  private static boolean opposed(Connectivity wiring) {
    VelocityInput ccw = wiring.input(CCW);
    VelocityInput cw = wiring.input(CW);
    return ccw.mean() > 2 * ccw.sem() && cw.mean() < -2 * cw.sem();
  }

  private Finding.Judgement compassUnitsSpared() {
    if (!Double.isFinite(share.before()) || !Double.isFinite(share.after())) {
      throw new CannotAnalyze("the velocity has no weight on shifters, after training or before");
    }
    return new Finding.Judgement(
        share.after() < criteria.compassInputShare() && share.fell(),
        text(
            "weights on compass units %.0f %% as large as on shifters, on the same units before"
                + " training %.0f %%; difference %+.1f %% (SEM %.1f)",
            100 * share.after(),
            100 * share.before(),
            100 * (share.after() - share.before()),
            100 * share.sem()));
  }
}
