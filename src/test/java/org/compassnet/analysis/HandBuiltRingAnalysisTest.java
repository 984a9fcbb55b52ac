package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compassnet.config.Config;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring attractor built by hand goes through every analysis, and each finds what was built in. */
class HandBuiltRingAnalysisTest {

  private static final int N = HandBuiltRing.N;
  private static final double SPACING = 2 * Math.PI / N;
  private static Analysis analysis;

  @BeforeAll
  static void analyze() {
    Config config =
        HandBuiltRing.config()
            .with(Map.of("task.velocity.pause_fraction", 0, "analysis.shuffles", 200));
    analysis = Analysis.of(config, HandBuiltRing.weights(), what -> {});
  }

  @Test
  void everythingIsMeasured() {
    assertThat(analysis.omitted()).isEmpty();
  }

  @Test
  void allFindingsAreShown() {
    assertThat(analysis.findings())
        .hasSameSizeAs(Phenomenon.values())
        .allSatisfy(
            finding ->
                assertThat(finding.outcome())
                    .as(finding.toString())
                    .isEqualTo(Finding.Outcome.SHOWN));
  }

  @Test
  void unitsAreOfTheirClassAndDirection() {
    for (Unit unit : analysis.tuning().table().units()) {
      assertThat(unit.type()).isEqualTo(HandBuiltRing.type(unit.unit()));
      if (unit.type() == UnitClass.INACTIVE) {
        continue;
      }
      assertThat(unit.hdStrength()).isGreaterThan(0.9);
      boolean compass = unit.type() == UnitClass.COMPASS;
      double off = unit.preferredDirectionRad() - HandBuiltRing.PREFERRED_RAD[unit.unit()];
      assertThat(Math.toDegrees(Angles.wrap(off))).isCloseTo(0, within(compass ? 1.5 : 4));
      assertThat(unit.avStrength())
          .isCloseTo(
              compass ? HandBuiltRing.COMPASS_AV_STRENGTH : HandBuiltRing.SHIFTER_AV_STRENGTH,
              within(0.08));
      assertThat((double) analysis.trained().weights().velocityWeight(unit.unit()))
          .isCloseTo(
              switch (unit.type()) {
                case CCW -> HandBuiltRing.VELOCITY_WEIGHT;
                case CW -> -HandBuiltRing.VELOCITY_WEIGHT;
                default -> 0;
              },
              within(1e-6));
    }
    assertThat(analysis.tuning().secondOpinion().kappa()).isGreaterThan(0.9);
    assertThat(analysis.tuning().separability().eta()).isGreaterThan(0.95);
    assertThat(analysis.tuning().dip().p()).isLessThan(0.01);
    assertThat(analysis.tuning().tiling())
        .allSatisfy(
            tiling -> {
              assertThat(tiling.rayleighP()).isGreaterThan(0.99);
              assertThat(tiling.largestGapDeg()).isCloseTo(360.0 / N, within(5.0));
              assertThat(tiling.gapP()).isGreaterThan(0.99);
            });
  }

  /** The decoded direction is the true one within the error, and the maps with it. */
  /**
   * What is said of the untrained network is measured on its own units, not on the trained ones'.
   */
  @Test
  void separationBeforeTrainingIsThatOfTheUntrainedNetwork() {
    Separation after = analysis.separation().orElseThrow();
    Separation before = analysis.before(Measurements.SEPARATION).orElseThrow();
    assertThat(before.avStrength().dip()).isNotEqualTo(after.avStrength().dip());
    assertThat(before.avAsymmetry().dip()).isNotEqualTo(after.avAsymmetry().dip());
    assertThat(before.velocityWeight().dip()).isNotEqualTo(after.velocityWeight().dip());
    assertThat(after.avStrength()).isEqualTo(analysis.tuning().dip());
  }

  @Test
  void mapsOverTheDecodedDirectionAreLikeThoseOverTheTrueOne() {
    JointTuning decoded = analysis.tuning().byDecodedDirection().orElseThrow();
    for (int i = 0; i < N; i++) {
      double[] h = decoded.hdCurve(i);
      double[] centres = decoded.hdCentresRad();
      double sine = 0;
      double cosine = 0;
      for (int k = 0; k < h.length; k++) {
        sine += h[k] * Math.sin(centres[k]);
        cosine += h[k] * Math.cos(centres[k]);
      }
      double off = Math.atan2(sine, cosine) - HandBuiltRing.PREFERRED_RAD[i];
      assertThat(Math.toDegrees(Angles.wrap(off))).isCloseTo(0, within(1.5));
    }
  }

  @Test
  void kernelsAreThoseBuiltIn() {
    Connectivity wiring = analysis.connectivity().orElseThrow();
    for (UnitClass from : Connectivity.CLASSES) {
      for (UnitClass to : Connectivity.CLASSES) {
        HandBuiltRing.KernelTruth truth = HandBuiltRing.kernel(from, to);
        Kernel kernel = wiring.kernel(from, to);
        assertThat(kernel.pairs()).isEqualTo(from == to ? N * (N - 1) : N * N);
        assertThat(kernel.fit().offset()).isCloseTo(truth.offset(), within(0.01));
        if (truth.amplitude() == 0) {
          assertThat(kernel.fit().amplitude()).isCloseTo(0, within(1e-9));
          continue;
        }
        assertThat(kernel.fit().amplitude()).isCloseTo(truth.amplitude(), within(0.01));
        double shift = Angles.wrap(kernel.fit().shiftRad() - truth.shiftRad());
        assertThat(Math.toDegrees(shift)).isCloseTo(0, within(4.0));
        assertThat(kernel.fit().r2()).isGreaterThan(0.97);
        assertThat(kernel.fit().p()).isLessThan(0.01);
      }
    }
    // 45 to 135 deg ahead of a push of K cos(d - 90 deg): its mean over the units there.
    double side = 0;
    int n = 0;
    for (int k = -N / 2; k < N / 2; k++) {
      if (Math.sin(k * SPACING) > Math.sqrt(0.5)) {
        side += HandBuiltRing.K / N * Math.sin(k * SPACING);
        n++;
      }
    }
    assertThat(wiring.kernel(UnitClass.CCW, UnitClass.COMPASS).quarters().ccwSide())
        .isCloseTo(side / n, within(0.03));
    assertThat(wiring.kernel(UnitClass.CCW, UnitClass.COMPASS).quarters().cwSide())
        .isCloseTo(-side / n, within(0.03));
    assertThat(wiring.kernel(UnitClass.CW, UnitClass.COMPASS).quarters().push()).isNegative();
  }

  @Test
  void eigenvaluesAreTheClosedForm() {
    double[] truth = HandBuiltRing.eigenvalues();
    double[] real = analysis.get(Measurements.RECURRENT_WEIGHTS).orElseThrow().eigenvalues()[0];
    for (int i = 0; i < truth.length; i++) {
      // Defective ones are found to the root of the weights' single precision.
      assertThat(real[i]).isCloseTo(truth[i], within(5e-3));
    }
  }

  @Test
  void driftVanishesWhereTheRingIsSymmetric() {
    DriftField drift = analysis.drift().orElseThrow();
    assertThat(drift.zeros()).hasSize(2 * N);
    for (DriftField.Zero zero : drift.zeros()) {
      double half = zero.directionRad() / (SPACING / 2);
      assertThat(half).isCloseTo(Math.rint(half), within(0.25));
      assertThat(zero.stable()).isEqualTo(Math.floorMod(Math.round(half), 2L) == 1);
    }
    Bump.Profile bump = drift.bump().orElseThrow();
    double[] state = HandBuiltRing.fixedPoint(1);
    double peak = Arrays.stream(state, 0, N).max().orElseThrow();
    assertThat(bump.amplitude()).isCloseTo(peak, within(0.05 * peak));
  }

  @Test
  void manifoldKeepsWhatItsStablePointsTellAndLosesItWithTheCompassUnits() {
    ContinuousAttractor attractor = analysis.continuousAttractor().orElseThrow();
    assertThat(attractor.intact().flow().capacityNats()).isCloseTo(Math.log(N), within(0.01));
    assertThat(attractor.after(LesionKind.CW_CUT).flow().turns()).isTrue();
    assertThat(attractor.find(LesionKind.COMPASS_CUT).orElseThrow().manifold().whyNot())
        .contains("no slow manifold");
    // As far as it goes from the cue on, in trials of its own.
    double[] error = analysis.memory().orElseThrow().meanErrorDeg();
    assertThat(error[error.length - 1])
        .isLessThan(1 + Math.toDegrees(attractor.intact().flow().asymptoticErrorRad()));
  }

  @Test
  void fixedPointsAreTheSolvedOnes() {
    FixedPoints found = analysis.fixedPoints().orElseThrow();
    List<FixedPoints.Point> onRing =
        found.points().stream().filter(p -> p.fixed() && p.readoutLength() > 0.5).toList();
    // All stable ones; the unstable ones sit where a unit begins to fire, and few descents end
    // there.
    assertThat(onRing.stream().filter(FixedPoints.Point::stable)).hasSize(N);
    for (FixedPoints.Point point : onRing) {
      int half = (int) Math.rint(point.directionRad() / (SPACING / 2));
      double[] truth = HandBuiltRing.fixedPoint(Math.floorMod(half, 2 * N));
      for (int i = 0; i < truth.length; i++) {
        assertThat(point.state()[i]).isCloseTo(truth[i], within(1e-4));
      }
      double[] eigenvalues = HandBuiltRing.jacobianEigenvalues(Math.floorMod(half, 2 * N));
      for (int i = 0; i < 3; i++) {
        assertThat(point.eigenvalues()[0][i]).isCloseTo(eigenvalues[i], within(1e-3));
      }
      assertThat(point.stable()).isEqualTo(Math.floorMod(half, 2) == 1);
      assertThat(point.tangentCosine()).isGreaterThan(0.95);
      assertThat(point.slow(50)).isEqualTo(1);
    }
  }

  @Test
  void gainIsThatOfTheScript() {
    GainCurve gain = analysis.gain().orElseThrow();
    for (int k = 0; k < gain.trueDegPerS().length; k++) {
      for (int g = 0; g < HandBuiltRing.GAINS.length; g++) {
        if (Math.abs(gain.trueDegPerS()[k]) == HandBuiltRing.GAIN_DEG_PER_S[g]) {
          assertThat(gain.decodedDegPerS()[k] / gain.trueDegPerS()[k])
              .isCloseTo(HandBuiltRing.GAINS[g], within(0.01));
        }
      }
    }
    assertThat(gain.slope()).isCloseTo(1.03, within(0.03));
    assertThat(gain.saturationDegPerS()).isBetween(240.0, 300.0);
  }

  @Test
  void directionIsKeptAndKicksAreForgotten() {
    Memory memory = analysis.memory().orElseThrow();
    assertThat(memory.lifetimeS()).isInfinite();
    assertThat(memory.persistence()).isCloseTo(1, within(0.01));
    // At most half of the way to the next stable place.
    assertThat(Arrays.stream(memory.meanErrorDeg()).max().orElseThrow())
        .isLessThan(Math.toDegrees(SPACING / 2));
    Kick kick = analysis.kick().orElseThrow();
    assertThat(kick.returned()).isGreaterThan(0.9);
    assertThat(kick.distance()[0]).isGreaterThan(0.1);
    assertThat(analysis.diffusion().orElseThrow().coefficientDeg2PerS()).isPositive();
  }

  @Test
  void lesionsComeOutAsBuilt() {
    Lesions lesions = analysis.lesions().orElseThrow();
    Perturbation.Window noCw = lesions.get(LesionKind.CW_CUT).perturbation().during();
    Perturbation.Window noCcw = lesions.get(LesionKind.CCW_CUT).perturbation().during();
    assertThat(noCw.driftDegPerS())
        // The script's is a mean over minutes, this one over a second.
        .isCloseTo(HandBuiltRing.LESION_DRIFT_DEG_PER_S, within(2.0));
    assertThat(noCcw.driftDegPerS()).isCloseTo(-noCw.driftDegPerS(), within(0.5));
    assertThat(noCw.gain()).isCloseTo(HandBuiltRing.LESION_GAIN, within(0.02));
    assertThat(noCw.readoutLength()).isCloseTo(HandBuiltRing.LESION_LENGTH, within(0.05));
    Perturbation both = lesions.get(LesionKind.BOTH_CUT).perturbation();
    assertThat(both.during().gain()).isCloseTo(0, within(0.01));
    assertThat(both.during().readoutLength()).isCloseTo(1, within(0.02));
    Perturbation compass = lesions.get(LesionKind.COMPASS_CUT).perturbation();
    assertThat(compass.during().readoutLength()).isZero();
    // What is gone does not turn, and is back with its gain.
    assertThat(compass.during().bump()).isLessThan(0.2 * compass.before().bump());
    assertThat(compass.during().gain()).isNaN();
    assertThat(compass.after().gain()).isFinite();
    assertThat(compass.toString()).contains("no gain: less than 20 % of the bump is left");
    assertThat(compass.after().readoutLength()).isGreaterThan(0.8);
    assertThat(lesions.named()).allMatch(lesion -> lesion.judgement().asExpected());
    // Without shifters every start keeps its place for good; without compass units none does.
    assertThat(Arrays.stream(course(lesions, LesionKind.BOTH_CUT).coherence()))
        .allMatch(c -> c > 0.95);
    assertThat(Arrays.stream(course(lesions, LesionKind.BOTH_CUT).bump())).allMatch(b -> b > 0.9);
    assertThat(last(course(lesions, LesionKind.COMPASS_CUT).bump())).isLessThan(1e-3);
    // Shifters do not hear the other kind: cutting what is not there changes nothing.
    Perturbation none =
        lesions.all().stream()
            .filter(p -> p.intervention().name().equals("cut CCW shifters to CW shifters"))
            .findFirst()
            .orElseThrow();
    assertThat(none.during().gain()).isCloseTo(none.before().gain(), within(1e-3));
    assertThat(none.during().bump()).isCloseTo(none.before().bump(), within(1e-3));
    // For good: what is cut does not come back.
    Perturbation forGood =
        lesions.all().stream()
            .filter(p -> p.intervention().name().equals("compass units cut for good"))
            .findFirst()
            .orElseThrow();
    assertThat(forGood.after().readoutLength()).isZero();
    assertThat(forGood.windowS()[1]).isInfinite();
  }

  private static BumpCourse course(Lesions lesions, LesionKind kind) {
    return lesions.courses().stream()
        .filter(c -> c.lesion().equals(Optional.of(kind)))
        .findFirst()
        .orElseThrow();
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  @Test
  void errorsAreThoseOfTheScript() {
    ErrorGrowth growth = analysis.errorGrowth().orElseThrow();
    assertThat(analysis.integration().evaluation().angularErrorDeg().mean())
        .isCloseTo(HandBuiltRing.MEAN_ERROR_DEG, within(0.5));
    assertThat(Arrays.stream(growth.meanErrorDeg()).average().orElseThrow())
        .isCloseTo(analysis.integration().evaluation().angularErrorDeg().mean(), within(1e-3));
    assertThat(growth.byLength()).hasSize(ErrorGrowth.Options.defaults().lengths().size());
  }

  @Test
  void populationIsARing() {
    Population population = analysis.population().orElseThrow();
    assertThat(population.ringness().ratio()).isGreaterThan(3);
    double[] variance = population.pca().variance();
    // The two components of the ring share what there is.
    assertThat(variance[0] / variance[1]).isBetween(1.0, 1.2);
    double[][] embedding = population.embedding();
    for (int i = 0; i < HandBuiltRing.UNITS; i++) {
      assertThat(Double.isFinite(embedding[i][0]))
          .isEqualTo(HandBuiltRing.type(i) != UnitClass.INACTIVE);
    }
  }

  /** What a notebook measures in one line is what the whole analysis of the default seed does. */
  @Test
  void analysesCalledAloneMeasureTheSame() {
    Specimen ring = analysis.trained();
    Tuning tuning = Tuning.of(ring);
    assertThat(tuning.byTrueDirection().maps())
        .isDeepEqualTo(analysis.tuning().byTrueDirection().maps());
    assertThat(tuning.dip()).isEqualTo(analysis.tuning().dip());
    assertThat(
            Connectivity.of(ring, new Connectivity.Options(200))
                .kernel(UnitClass.CCW, UnitClass.COMPASS)
                .fit()
                .p())
        .isEqualTo(
            analysis
                .connectivity()
                .orElseThrow()
                .kernel(UnitClass.CCW, UnitClass.COMPASS)
                .fit()
                .p());
    assertThat(Kick.of(ring).distance()).isEqualTo(analysis.kick().orElseThrow().distance());
    assertThat(Diffusion.of(ring).varianceDeg2())
        .isEqualTo(analysis.diffusion().orElseThrow().varianceDeg2());
    assertThat(GainCurve.of(ring).decodedDegPerS())
        .isEqualTo(analysis.gain().orElseThrow().decodedDegPerS());
    FixedPoints some = FixedPoints.of(ring, FixedPoints.Options.defaults().withStarts(8));
    // Fewer trials in one product of matrices may differ in the last bit of their states.
    for (FixedPoints.Point point : some.points()) {
      assertThat(analysis.fixedPoints().orElseThrow().points())
          .anySatisfy(
              p -> assertThat(Ring.squaredDistance(p.state(), point.state())).isLessThan(1e-6));
    }
  }

  /** With pandas the one is a table to plot, and the other leads to the arrays. */
  @Test
  void lesionsAreTablesThatLeadToTheirArrays(@TempDir Path folder) throws IOException {
    new AnalysisFolder(folder).write(analysis);
    List<Perturbation> all = analysis.lesions().orElseThrow().all();
    List<String> steps = Files.readAllLines(folder.resolve("perturbation_examples.csv"));
    assertThat(steps.get(0)).isEqualTo("perturbation,time_s,true_deg,decoded_deg,readout_length");
    assertThat(steps).hasSize(1 + all.stream().mapToInt(p -> p.example().timeS().length).sum());
    Perturbation.Example first = all.get(0).example();
    String[] second = steps.get(2).split(",");
    assertThat(second[0]).isEqualTo(all.get(0).intervention().name());
    assertThat(Double.parseDouble(second[1])).isCloseTo(first.timeS()[1], within(1e-6));
    assertThat(Double.parseDouble(second[3])).isCloseTo(first.decodedDeg()[1], within(1e-4));

    List<String> windows = Files.readAllLines(folder.resolve("perturbations.csv"));
    assertThat(windows).hasSize(1 + 4 * all.size());
    assertThat(windows.get(0)).endsWith("gain,from_s,to_s,units_cut,arrays");
    List<String> names = Npz.names(folder.resolve("perturbations.npz"));
    for (String row : windows.subList(1, windows.size())) {
      assertThat(names).contains(row.substring(row.lastIndexOf(',') + 1) + "_compass_rates");
    }
    assertThat(Npz.read(folder.resolve("connectivity.npz")).get("order").values())
        .containsExactly(
            Arrays.stream(analysis.tuning().table().sorted()).asDoubleStream().toArray());
  }
}
