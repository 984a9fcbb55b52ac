package org.compassnet.analysis;

import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.Perturbation.Window;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;

/**
 * One of the paper's lesions and what came of it: taken back, and for good; beside cuts of as many
 * units, whichever they are; and where the line between the classes is drawn elsewhere.
 *
 * @param perturbation the lesion, taken back after a while
 * @param effect what it did, from as few starts as the random cuts
 * @param random cuts of as many units
 * @param sweep the same lesion at other thresholds and of other numbers of units
 * @param course the bump after the lesion, not taken back
 * @param judgement what is made of it
 */
public record Lesion(
    LesionKind kind,
    Perturbation perturbation,
    CutEffect effect,
    RandomCuts random,
    LesionSweep sweep,
    BumpCourse course,
    Judgement judgement) {

  /**
   * What is made of a lesion.
   *
   * @param worked whether the network kept its direction before; if not, there was nothing to lose
   * @param p chance that a random cut does as much of what the paper says
   * @param asExpected whether it came out as the paper says
   * @param outcome what came of it, in numbers
   */
  public record Judgement(boolean worked, double p, boolean asExpected, String outcome) {}

  /**
   * Makes a lesion and judges it.
   *
   * @param units what is cut
   * @param trials in which it is looked at
   * @param few trials of fewer starts, for the many other cuts
   * @param random which units the random cuts take
   */
  static Lesion of(
      LesionKind kind,
      int[] units,
      UnitTable table,
      PerturbationTrials trials,
      PerturbationTrials few,
      Lesions.Options options,
      UniformRandomProvider random) {
    Perturbation made =
        trials.perturb(Intervention.cutUnits(kind.title(), units).shown(kind.turning()), false);
    CutEffect effect = few.cut(kind.turning(), units);
    RandomCuts cuts =
        RandomCuts.of(
            few, kind.turning(), table.active(), units.length, options.randomCuts(), random);
    LesionSweep sweep = LesionSweep.of(few, table, kind, options.criteria());
    BumpCourse course = trials.course(Optional.of(kind), Lesions.COURSE_S, units);
    return new Lesion(
        kind,
        made,
        effect,
        cuts,
        sweep,
        course,
        judge(kind, made, effect, cuts, sweep, course, options));
  }

  static Judgement judge(
      LesionKind kind,
      Perturbation made,
      CutEffect effect,
      RandomCuts cuts,
      LesionSweep sweep,
      BumpCourse course,
      Lesions.Options options) {
    CriteriaConfig criteria = options.criteria();
    double p = cuts.p(cut -> kind.asExtreme(cut, effect));
    if (!(made.before().errorDeg() < options.worksDeg())) {
      return new Judgement(
          false,
          p,
          false,
          text(
              "nothing to lose: before the lesion the decoded direction is %.0f deg off",
              made.before().errorDeg()));
    }
    CutEffect whole = made.effect(effect.units());
    double length = made.kept(made.after(), Window::readoutLength);
    boolean back = !kind.comesBack() || length > criteria.there();
    return new Judgement(
        true,
        p,
        kind.asExpected(whole, criteria) && back && p < criteria.alpha() && sweep.mostly(),
        text(
            "%d units: %s%s; beside %d random cuts of as many%s, p %s; as said at %d of %d"
                + " thresholds; %s",
            effect.units(),
            kind.told(whole),
            kind.comesBack() ? text(", an output of %.2f of its length when restored", length) : "",
            cuts.effects().size(),
            cuts.unbounded() == 0
                ? ""
                : text(" (after %d more the rates grow without bound)", cuts.unbounded()),
            p(p),
            sweep.thresholdsAsExpected(),
            sweep.byThreshold().size(),
            course.told()));
  }

  /** Adds a row for each of its cuts. */
  void tabulate(Csv cuts, CriteriaConfig criteria) {
    row(cuts, "lesion", Double.NaN, effect, kind.asExpected(effect, criteria));
    for (LesionSweep.Cut cut : sweep.byThreshold()) {
      row(cuts, "av_threshold", cut.at(), cut.effect(), cut.asExpected());
    }
    for (LesionSweep.Cut cut : sweep.byUnits()) {
      row(cuts, "clearest_units", cut.at(), cut.effect(), cut.asExpected());
    }
    for (CutEffect cut : random.effects()) {
      row(cuts, "random_units", Double.NaN, cut, kind.asExpected(cut, criteria));
    }
  }

  private void row(Csv csv, String cut, double at, CutEffect made, boolean asExpected) {
    csv.row(
        kind.title(),
        cut,
        at,
        made.units(),
        made.bump(),
        made.bumpAtOnset(),
        made.coherence(),
        made.estimate(),
        made.driftChangeDegPerS(),
        made.gain(),
        asExpected);
  }

  @Override
  public String toString() {
    return kind.title()
        + (!judgement.worked()
            ? ", nothing can be concluded: "
            : judgement.asExpected() ? ", as the paper says: " : ", not as the paper says: ")
        + judgement.outcome();
  }
}
