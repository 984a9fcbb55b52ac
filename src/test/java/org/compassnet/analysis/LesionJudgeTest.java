package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.compassnet.analysis.LesionKind.BOTH_CUT;
import static org.compassnet.analysis.LesionKind.CCW_CUT;
import static org.compassnet.analysis.LesionKind.COMPASS_CUT;
import static org.compassnet.analysis.LesionKind.CW_CUT;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.analysis.Perturbation.Window;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.junit.jupiter.api.Test;

/** Lesions that come out as the paper says, with one number at a time brought too far. */
class LesionJudgeTest {

  private static final CriteriaConfig CRITERIA = Config.defaults().criteria();

  private static CutEffect gone(double bump, double estimate) {
    return new CutEffect(9, bump, 1, 1, estimate, 0, 1);
  }

  private static CutEffect drift(double degPerS, double bumpAtOnset) {
    return new CutEffect(9, 0, bumpAtOnset, 0, 0, degPerS, 1);
  }

  private static CutEffect stable(double bump, double coherence, double gain) {
    return new CutEffect(9, bump, 0, coherence, 0, 0, gain);
  }

  private static boolean expected(LesionKind kind, CutEffect effect) {
    return kind.asExpected(effect, CRITERIA);
  }

  @Test
  void withoutCompassUnitsBumpAndEstimateAreGone() {
    assertThat(expected(COMPASS_CUT, gone(0.19, 0.19))).isTrue();
    assertThat(expected(COMPASS_CUT, gone(0.2, 0.19))).isFalse();
    assertThat(expected(COMPASS_CUT, gone(0.19, 0.2))).isFalse();
    assertThat(COMPASS_CUT.asExtreme(gone(0.1, 0.1), gone(0.1, 0.1))).isTrue();
    assertThat(COMPASS_CUT.asExtreme(gone(0.11, 0.1), gone(0.1, 0.1))).isFalse();
    assertThat(COMPASS_CUT.asExtreme(gone(0.1, 0.11), gone(0.1, 0.1))).isFalse();
    assertThat(COMPASS_CUT.asExtreme(gone(0, 0), gone(0.1, 0.1))).isTrue();
  }

  @Test
  void withoutOneKindTheBumpDriftsToTheSideOfTheOther() {
    assertThat(expected(CW_CUT, drift(1, 0.51))).isTrue();
    assertThat(expected(CW_CUT, drift(-1, 0.51))).isFalse();
    assertThat(expected(CW_CUT, drift(1, 0.5))).isFalse();
    assertThat(expected(CCW_CUT, drift(-1, 0.51))).isTrue();
    assertThat(expected(CCW_CUT, drift(1, 0.51))).isFalse();
    assertThat(expected(CCW_CUT, drift(-1, 0.5))).isFalse();
    assertThat(CW_CUT.asExtreme(drift(5, 0), drift(5, 1))).isTrue();
    assertThat(CW_CUT.asExtreme(drift(4, 0), drift(5, 1))).isFalse();
    assertThat(CW_CUT.asExtreme(drift(-9, 0), drift(5, 1))).isFalse();
    assertThat(CCW_CUT.asExtreme(drift(-5, 0), drift(-5, 1))).isTrue();
    assertThat(CCW_CUT.asExtreme(drift(-4, 0), drift(-5, 1))).isFalse();
    assertThat(CCW_CUT.asExtreme(drift(9, 0), drift(-5, 1))).isFalse();
  }

  @Test
  void withoutBothTheBumpIsStableAndCannotTurn() {
    assertThat(expected(BOTH_CUT, stable(0.51, 0.81, -0.19))).isTrue();
    assertThat(expected(BOTH_CUT, stable(0.5, 0.81, 0))).isFalse();
    assertThat(expected(BOTH_CUT, stable(0.51, 0.8, 0))).isFalse();
    assertThat(expected(BOTH_CUT, stable(0.51, 0.81, 0.2))).isFalse();
    assertThat(expected(BOTH_CUT, stable(0.51, 0.81, -0.2))).isFalse();
    CutEffect lesion = stable(0.9, 0.9, -0.1);
    assertThat(BOTH_CUT.asExtreme(stable(0.9, 0.9, 0.1), lesion)).isTrue();
    assertThat(BOTH_CUT.asExtreme(stable(0.8, 0.9, 0.1), lesion)).isFalse();
    assertThat(BOTH_CUT.asExtreme(stable(0.9, 0.8, 0.1), lesion)).isFalse();
    assertThat(BOTH_CUT.asExtreme(stable(0.9, 0.9, 0.2), lesion)).isFalse();
    assertThat(BOTH_CUT.asExtreme(stable(0.9, 0.9, -0.2), lesion)).isFalse();
  }

  @Test
  void theLesionItselfIsOneOfTheCuts() {
    RandomCuts cuts = new RandomCuts(Collections.nCopies(19, drift(1, 1)), 3);
    assertThat(cuts.p(cut -> true)).isEqualTo(1);
    assertThat(cuts.p(cut -> false)).isEqualTo(1 / 20.0);
  }

  private static Window window(double errorDeg, double length, double bump, double drift) {
    return new Window(bump, 1, length, bump, errorDeg, drift, 0, 1);
  }

  /**
   * A cut of the compass units that takes all away, and what is judged of it.
   *
   * @param errorDeg before it
   * @param restored length of the output after it, of 2 before
   * @param cuts random cuts, none of which does as much
   * @param thresholds of seven at which it comes out so
   */
  private static Lesion.Judgement judged(
      double errorDeg, double restored, int cuts, int thresholds) {
    Perturbation made =
        new Perturbation(
            null,
            Perturbation.Options.defaults(),
            new double[] {0, 1},
            window(errorDeg, 2, 1, 0),
            window(0, 0, 0, 0),
            window(90, 0, 0.1, 0),
            window(0, restored, 1, 0),
            null);
    double[] one = {1};
    return Lesion.judge(
        COMPASS_CUT,
        made,
        gone(0.1, 0.1),
        new RandomCuts(Collections.nCopies(cuts, gone(0.9, 0.9)), 0),
        sweep(thresholds, 7),
        new BumpCourse(Optional.of(COMPASS_CUT), one, one, one),
        Lesions.Options.defaults());
  }

  private static LesionSweep sweep(int asExpected, int thresholds) {
    return new LesionSweep(
        IntStream.range(0, thresholds)
            .mapToObj(k -> new LesionSweep.Cut(0.1 * k, gone(0, 0), k < asExpected))
            .toList(),
        List.of());
  }

  @Test
  void aLesionIsAsExpectedBeyondRandomCutsAndAtMostThresholds() {
    assertThat(judged(29, 1.1, 20, 4).asExpected()).isTrue();
    assertThat(judged(29, 1, 20, 4).asExpected()).isFalse();
    assertThat(judged(29, 1.1, 19, 4).asExpected()).isFalse();
    assertThat(judged(29, 1.1, 20, 3).asExpected()).isFalse();
    assertThat(sweep(3, 6).mostly()).isFalse();
    assertThat(sweep(0, 0).mostly()).isFalse();
  }

  @Test
  void whereNothingWorkedThereIsNothingToLose() {
    assertThat(judged(29, 1.1, 20, 4).worked()).isTrue();
    for (double errorDeg : new double[] {30, Double.NaN}) {
      assertThat(judged(errorDeg, 1.1, 20, 4).worked()).isFalse();
      assertThat(judged(errorDeg, 1.1, 20, 4).asExpected()).isFalse();
    }
  }

  /** The change of the drift counts, so that one that was there before is none. */
  @Test
  void effectsAreHeldAgainstBefore() {
    Window before = new Window(2, 0.9, 1, 4, 0, 10, 0, 0.5);
    Window onset = new Window(1, 0, 0, 0, 0, 7, 0, 0);
    Window during = new Window(0.5, 0.3, 0, 1, 0, 99, 0, 0.1);
    assertThat(CutEffect.of(9, before, onset, during))
        .isEqualTo(new CutEffect(9, 0.25, 0.5, 0.3, 0.25, -3, 0.2));
  }
}
