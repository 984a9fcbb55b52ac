package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every analysis can be called alone, in one line, with options by name. */
class AnalysesAloneTest {

  private static Specimen ring;
  private static Tuning tuning;

  @BeforeAll
  static void build() {
    Config config =
        HandBuiltRing.config().with(Map.of("task.velocity.pause_fraction", 0, "task.steps", 200));
    ring = Specimen.of(HandBuiltRing.weights(), config);
    tuning = Tuning.of(ring);
  }

  private static Arguments call(String name, Function<Specimen, Object> analysis) {
    return Arguments.of(name, analysis);
  }

  static Stream<Arguments> withDefaults() {
    return Stream.of(
        call("tuning", Tuning::of),
        call("wiring", Connectivity::of),
        call("ring", Ring::of),
        call("drift", DriftField::of),
        call("kick", Kick::of),
        call("diffusion", Diffusion::of),
        call("gain", GainCurve::of),
        call("velocities", VelocityStatistics::of));
  }

  static Stream<Arguments> withOptions() {
    return Stream.of(
        call("ring", s -> Ring.of(s, Ring.Options.defaults().withStarts(12).withSettleS(1))),
        call("kick", s -> Kick.of(s, Kick.Options.defaults().withSize(0.2).withReturnTau(6))),
        call("memory", s -> Memory.of(s, Memory.Options.defaults().withStarts(8).withTrials(4, 2))),
        call(
            "diffusion",
            s -> Diffusion.of(s, Diffusion.Options.defaults().withDirections(4).withRepeats(5))),
        call(
            "gain",
            s ->
                GainCurve.of(
                    s, GainCurve.Options.defaults().withFastestDegPerS(90).withDirections(4))),
        call(
            "error growth",
            s ->
                ErrorGrowth.of(
                    s, ErrorGrowth.Options.defaults().withLengths(100, 300).withTrials(10))),
        call("fixed points", s -> FixedPoints.of(s, FixedPoints.Options.defaults().withStarts(8))),
        call(
            "population",
            s ->
                Population.of(
                    s,
                    Population.Options.defaults()
                        .withSamples(200)
                        .withIterations(250)
                        .withRingness(Ringness.Options.defaults().withShuffles(9)))),
        call(
            "lesions",
            s ->
                Lesions.of(
                    s,
                    Lesions.Options.defaults()
                        .withPerturbation(
                            Perturbation.Options.defaults().withDirections(8).withWindowS(1)))),
        call(
            "a lesion",
            s ->
                Perturbation.of(
                    s,
                    tuning.table(),
                    Intervention.cutOutput(tuning.table(), "cut", UnitClass.CW))),
        call("drift", s -> DriftField.of(s, DriftField.Options.defaults().withMeasureS(0.5))),
        call("wiring", s -> Connectivity.of(s, Connectivity.Options.defaults().withShuffles(9))),
        call(
            "tuning",
            s ->
                Tuning.of(
                    s,
                    Tuning.Options.defaults()
                        .withMaps(
                            JointTuning.Options.defaults()
                                .withHdBins(24)
                                .withAvRangeDegPerS(100)))),
        call(
            "continuous attractor",
            s ->
                ContinuousAttractor.of(
                    s, SlowManifold.Options.defaults().withTrajectories(128).withSpectra(4))),
        call("classes", s -> UnitTable.of(tuning.byTrueDirection())),
        call("second opinion", s -> SecondOpinion.of(tuning.byTrueDirection(), tuning.table())),
        call("tiling", s -> Tiling.of(tuning.table(), UnitClass.CCW)),
        call("dip", s -> DipTest.of(tuning.table().avStrengths())),
        call("maps", s -> JointTuning.of(NetworkActivity.of(s, Defaults.trials(s)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"withDefaults", "withOptions"})
  void oneLineIsEnough(String name, Function<Specimen, Object> analysis) {
    assertThat(analysis.apply(ring).toString())
        .isNotBlank()
        .doesNotContain("[F@", "[D@", "Optional", "null", "%s");
  }

  /** Trials of 5 s, samples 0.1 s apart, of a bump that drifts: its error is another every time. */
  @Test
  void directionIsAskedForWhenItHasBeenKeptForLong() {
    UnitTable table = HandBuiltRing.table();
    Specimen drifting = ring.lesioned(table.indices(UnitClass.CW));
    Memory.Options options = Memory.Options.defaults().withStarts(8).withTrials(4, 3);
    Memory least = Memory.of(drifting, table, options.withLeastS(7));
    assertThat(least.trialErrorDeg()).isEqualTo(least.meanErrorDeg()[69]);
    assertThat(least.timeS()[69]).isEqualTo(7);
    assertThat(least.persistence()).isEqualTo(least.bump()[149] / least.bump()[49]);
    Memory trial = Memory.of(drifting, table, options.withLeastS(1));
    assertThat(trial.trialErrorDeg()).isEqualTo(trial.meanErrorDeg()[49]);
    assertThat(least.trialErrorDeg()).isNotEqualTo(trial.trialErrorDeg());
  }

  /** As many active units as the lesion's, drawn anew, and the lesion at seven thresholds. */
  @Test
  void lesionsAreHeldBesideCutsOfAsManyUnits() {
    Lesions lesions =
        Lesions.of(
            ring,
            HandBuiltRing.table(),
            Lesions.Options.defaults()
                .withPerturbation(
                    Perturbation.Options.defaults()
                        .withDirections(4)
                        .withSettleS(0.5)
                        .withWindowS(0.5)
                        .withOnset(0.1, 0.2))
                .withRandomCuts(4, 3),
            Defaults.random("lesions"));
    assertThat(lesions.named()).hasSameSizeAs(LesionKind.values());
    for (Lesion lesion : lesions.named()) {
      int units = lesion.kind() == LesionKind.BOTH_CUT ? 2 * HandBuiltRing.N : HandBuiltRing.N;
      assertThat(lesion.effect().units()).isEqualTo(units);
      assertThat(lesion.random().effects())
          .hasSize(4)
          .doesNotHaveDuplicates()
          .doesNotContain(lesion.effect())
          .allMatch(cut -> cut.units() == units);
    }
    assertThat(lesions.get(LesionKind.BOTH_CUT).sweep().byUnits().get(1).effect().units())
        .isEqualTo(8);
  }

  @Test
  void optionsAreWhatIsMeasuredWith() {
    assertThat(Ring.of(ring, Ring.Options.defaults().withStarts(12)).starts()).isEqualTo(12);
    assertThat(tuning.byTrueDirection().hdBins()).isEqualTo(36);
    double[] kicked = Kick.of(ring).distance();
    double[] hardly = Kick.of(ring, Kick.Options.defaults().withSize(0.05)).distance();
    assertThat(hardly[0]).isLessThan(kicked[0] / 2);
    assertThat(Kick.of(ring).distance()).isEqualTo(kicked);
  }
}
