package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnModel;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.trajectory.HeadDirectionTask;
import org.compassnet.trajectory.Trials;
import org.junit.jupiter.api.Test;

/** Tuning and population are those of the activity, wherever it comes from. */
class ActivityTest {

  private static final double RANGE_DEG_PER_S = 200;
  private static final int SAMPLES = 60_000;

  /** A head that looks and turns at random, and what units of a known tuning fire meanwhile. */
  private static ArrayActivity animal(long seed) {
    UniformRandomProvider random = new RandomStreams(seed).stream("animal");
    double[][] rates = new double[SAMPLES][];
    double[] head = new double[SAMPLES];
    double[] velocity = new double[SAMPLES];
    double[] time = new double[SAMPLES];
    for (int k = 0; k < SAMPLES; k++) {
      head[k] = 2 * Math.PI * random.nextDouble() - Math.PI;
      velocity[k] = RANGE_DEG_PER_S * (2 * random.nextDouble() - 1);
      time[k] = 0.025 * k;
      double turn = velocity[k] / RANGE_DEG_PER_S;
      rates[k] =
          new double[] {
            1 + Math.cos(head[k] - 1),
            (1 + Math.cos(head[k])) * (1 + 0.9 * turn),
            (1 + Math.cos(head[k] + 2)) * (1 - 0.9 * turn),
            0
          };
    }
    return ArrayActivity.of(rates, head, velocity, time);
  }

  @Test
  void cellsOfKnownTuningGetTheirDirectionsAndClasses() {
    Tuning tuning = Tuning.of(animal(1));
    assertThat(tuning.table().units().stream().map(Unit::type))
        .containsExactly(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW, UnitClass.INACTIVE);
    double[] truth = {1, 0, -2};
    for (int i = 0; i < truth.length; i++) {
      assertThat(tuning.table().get(i).preferredDirectionRad()).isCloseTo(truth[i], within(0.02));
      assertThat(tuning.table().get(i).vectorLength()).isCloseTo(0.5, within(0.01));
    }
    assertThat(tuning.secondOpinion().types())
        .isEqualTo(tuning.table().units().stream().map(Unit::type).toList());
    assertThat(tuning.byDecodedDirection().whyNot()).isEqualTo("no decoded direction is given");
  }

  @Test
  void occupancyCountsEverySampleWithinTheRangeOnceAndTheRangeIsTwoStandardDeviations() {
    ArrayActivity activity = animal(2);
    JointTuning own = JointTuning.of(activity);
    assertThat(own.avRangeDegPerS())
        .isCloseTo(2 * RANGE_DEG_PER_S / Math.sqrt(3), within(0.01 * RANGE_DEG_PER_S));
    JointTuning half =
        JointTuning.of(
            activity, JointTuning.Options.defaults().withAvRangeDegPerS(100).withHdBins(12));
    assertThat(half.avRangeDegPerS()).isEqualTo(100);
    assertThat(half.hdBins()).isEqualTo(12);
    double counted = Arrays.stream(half.occupancy()).flatMapToDouble(Arrays::stream).sum();
    assertThat(counted)
        .isEqualTo(
            Arrays.stream(activity.angularVelocityDegPerS())
                .filter(v -> Math.abs(v) < 100)
                .count());
  }

  @Test
  void aWeightOfTwoIsASampleTwiceAndOneOfZeroIsNone() {
    ArrayActivity once = animal(3);
    double[] weight = new double[SAMPLES];
    Arrays.setAll(weight, k -> k % 3);
    JointTuning.Options options = JointTuning.Options.defaults().withAvRangeDegPerS(200);
    JointTuning weighted = JointTuning.of(once.withWeight(weight), options);
    int[] listed =
        IntStream.range(0, SAMPLES)
            .flatMap(k -> IntStream.generate(() -> k).limit(k % 3))
            .toArray();
    JointTuning repeated =
        JointTuning.of(
            ArrayActivity.of(
                Arrays.stream(listed).mapToObj(k -> row(once, k)).toArray(double[][]::new),
                pick(once.headDirectionRad(), listed),
                pick(once.angularVelocityDegPerS(), listed),
                pick(once.timeS(), listed)),
            options);
    for (int v = 0; v < weighted.avBins(); v++) {
      assertThat(weighted.occupancy()[v]).isEqualTo(repeated.occupancy()[v]);
      for (int h = 0; h < weighted.hdBins(); h++) {
        assertThat(weighted.maps()[1][v][h]).isCloseTo(repeated.maps()[1][v][h], within(1e-9));
      }
    }
  }

  private static double[] row(ArrayActivity activity, int sample) {
    int units = activity.units();
    return IntStream.range(0, units)
        .mapToDouble(i -> activity.rates()[sample * units + i])
        .toArray();
  }

  private static double[] pick(double[] values, int[] at) {
    return Arrays.stream(at).mapToDouble(k -> values[k]).toArray();
  }

  @Test
  void samplesWithoutADirectionOrAVelocityAreLeftOut() {
    ArrayActivity whole = animal(4);
    double[] lost = whole.headDirectionRad().clone();
    double[] unknown = whole.angularVelocityDegPerS().clone();
    double[] weight = whole.weight().clone();
    for (int k = 0; k < 1000; k++) {
      lost[k] = Double.NaN;
      unknown[1000 + k] = Double.NaN;
      weight[k] = 0;
      weight[1000 + k] = 0;
    }
    JointTuning.Options options = JointTuning.Options.defaults().withAvRangeDegPerS(200);
    JointTuning with =
        JointTuning.of(
            new ArrayActivity(whole.rates(), 4, lost, unknown, whole.timeS(), null, whole.weight()),
            options);
    JointTuning without = JointTuning.of(whole.withWeight(weight), options);
    assertThat(with.occupancy()).isDeepEqualTo(without.occupancy());
    assertThat(with.maps()).isDeepEqualTo(without.maps());
  }

  @Test
  void arraysOfDifferentLengthsAreRefused() {
    assertThatThrownBy(
            () -> ArrayActivity.of(new double[3][2], new double[3], new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("angularVelocityDegPerS must hold 3 values: it holds 2");
  }

  /**
   * A network's activity is its rates by its own equations in double precision, sample by sample in
   * the order of time, and its maps are those of the same rates as an array.
   */
  @Test
  void aNetworksActivityIsWhatItsEquationsSay() {
    Config config = HandBuiltRing.config().with(Map.of("task.steps", 60));
    CtRnnWeights weights = HandBuiltRing.weights();
    Specimen specimen = Specimen.of(weights, config);
    Trials trials =
        new HeadDirectionTask(config.task()).trials(120, new RandomStreams(7).stream("test"));
    NetworkActivity activity = NetworkActivity.of(specimen, trials);
    int cue = config.task().cueSteps();
    int kept = 60 - cue;
    assertThat(activity.samples()).isEqualTo(120 * kept);
    assertThat(activity.blocks()).isGreaterThan(1);

    double[][] rates = new double[activity.samples()][activity.units()];
    double[] head = new double[activity.samples()];
    double[] velocity = new double[activity.samples()];
    double[] time = new double[activity.samples()];
    CtRnnModel model = new CtRnnModel(weights, specimen.dynamics());
    for (int trial = 0; trial < 120; trial++) {
      double[] x = model.initialState();
      double[] r = Arrays.stream(x).map(model::rate).toArray();
      double initial = trials.headDirection(trial, 0);
      for (int t = 0; t < 60; t++) {
        boolean cued = t < cue;
        model.step(
            x,
            r,
            new double[] {
              trials.angularVelocity(trial, t),
              cued ? Math.sin(initial) : 0,
              cued ? Math.cos(initial) : 0
            },
            null);
        if (!cued) {
          int k = trial * kept + t - cue;
          rates[k] = r.clone();
          head[k] = trials.headDirection(trial, t);
          velocity[k] = Math.toDegrees(trials.angularVelocity(trial, t)) / specimen.stepS();
          time[k] = (t + 1) * specimen.stepS();
        }
      }
    }
    activity.forEach(
        (block, samples) -> {
          for (int k = 0; k < samples.count(); k++) {
            int at = samples.index()[k];
            assertThat(samples.headDirectionRad()[k]).isEqualTo(head[at]);
            assertThat(samples.angularVelocityDegPerS()[k]).isCloseTo(velocity[at], within(1e-9));
            assertThat(samples.timeS()[k]).isCloseTo(time[at], within(1e-12));
            for (int i = 0; i < activity.units(); i++) {
              assertThat((double) samples.rates()[k * samples.stride() + i])
                  .isCloseTo(rates[at][i], within(2e-4));
            }
          }
        });
    JointTuning.Options options = JointTuning.Options.defaults().withMinSamples(3);
    JointTuning ofNetwork = JointTuning.of(activity, options);
    JointTuning ofArrays = JointTuning.of(ArrayActivity.of(rates, head, velocity, time), options);
    assertThat(ofNetwork.avRangeDegPerS()).isCloseTo(ofArrays.avRangeDegPerS(), within(1e-6));
    assertThat(ofNetwork.occupancy()).isDeepEqualTo(ofArrays.occupancy());
    for (int i = 0; i < activity.units(); i++) {
      assertThat(ofNetwork.maxRate(i)).isCloseTo(ofArrays.maxRate(i), within(1e-3));
    }
    assertThat(activity.undecoded()).isEmpty();
    assertThat(activity.response().evaluation().angularErrorDeg().mean()).isLessThan(30);
  }

  @Test
  void theSameActivityGivesTheSameBitsWhateverTheThreads() throws Exception {
    ArrayActivity activity = animal(5);
    JointTuning parallel = JointTuning.of(activity);
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      JointTuning alone = one.submit(() -> JointTuning.of(activity)).get();
      assertThat(alone.maps()).isDeepEqualTo(parallel.maps());
    } finally {
      one.shutdown();
    }
  }

  /** Rates of a ring of cells, from arrays: the population is a ring. */
  @Test
  void thePopulationOfRecordedCellsIsLookedAtAlike() {
    UniformRandomProvider random = new RandomStreams(6).stream("cells");
    int samples = 5000;
    int cells = 16;
    double[][] rates = new double[samples][cells];
    double[] head = new double[samples];
    double[] velocity = new double[samples];
    double[] time = new double[samples];
    for (int k = 0; k < samples; k++) {
      head[k] = 2 * Math.PI * random.nextDouble() - Math.PI;
      velocity[k] = 100 * (random.nextDouble() - 0.5);
      time[k] = 0.1 * k;
      for (int i = 0; i < cells; i++) {
        rates[k][i] =
            Math.exp(2 * Math.cos(head[k] - 2 * Math.PI * i / cells)) + 0.1 * random.nextDouble();
      }
    }
    ArrayActivity activity = ArrayActivity.of(rates, head, velocity, time);
    JointTuning.Options fine = JointTuning.Options.defaults().withAvBins(200);
    Tuning sparse = Tuning.of(activity, Tuning.Options.defaults().withMaps(fine));
    assertThatThrownBy(() -> Population.of(activity, sparse, Population.Options.defaults(), random))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessage("the tuning maps are empty: no bin has 20 samples");
    JointTuning.Options coarse = JointTuning.Options.defaults().withHdBins(18).withAvBins(4);
    Population population =
        Population.of(
            activity,
            Tuning.of(activity, Tuning.Options.defaults().withMaps(coarse)),
            Population.Options.defaults()
                .withSamples(500)
                .withIterations(250)
                .withRingness(new Ringness.Options(60, 19)),
            random);
    assertThat(population.samples()).hasDimensions(500, 3);
    assertThat(population.sampleDirectionRad()[1]).isEqualTo(head[10]);
    assertThat(population.ringness().ratio()).isGreaterThan(2);
    assertThat(population.ringness().p()).isEqualTo(0.05);
  }
}
