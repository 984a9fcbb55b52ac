package org.compassnet.analysis;

import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.NpyArray;

/**
 * The activity of all units together.
 *
 * @param pca of the rates over time
 * @param samples some of the rates, in the space of the first three components [samples, 3]
 * @param sampleDirectionRad true direction of each of them
 * @param embedding units by the likeness of their joint maps, in three dimensions [units, 3]; NaN
 *     for inactive ones
 * @param ringness of the rates
 */
public record Population(
    Pca pca,
    double[][] samples,
    double[] sampleDirectionRad,
    double[][] embedding,
    Ringness ringness)
    implements Result {

  public static final int DIMENSIONS = 3;

  /** With fewer active units there is no population to speak of. */
  private static final int LEAST_ACTIVE = 4;

  /**
   * How the population is looked at.
   *
   * @param samples number of rates that are taken, about: evenly spaced ones of the activity
   * @param samplesPerTrial how many of them are of one trial, about, where a network is run on
   *     trials
   * @param perplexity of the embedding: the effective number of a unit's neighbours
   * @param iterations of the embedding's descent
   */
  public record Options(
      int samples,
      int samplesPerTrial,
      double perplexity,
      int iterations,
      Ringness.Options ringness) {

    public Options {
      if (samples < 2) {
        throw new IllegalArgumentException("samples must be >= 2: " + samples);
      }
      if (samplesPerTrial < 1) {
        throw new IllegalArgumentException("samplesPerTrial must be >= 1: " + samplesPerTrial);
      }
    }

    /** 2000 samples, 25 of a trial; perplexity 20, 750 iterations. */
    public static Options defaults() {
      return new Options(2000, 25, 20, 750, Ringness.Options.defaults());
    }

    public Options withSamples(int count) {
      return new Options(count, samplesPerTrial, perplexity, iterations, ringness);
    }

    public Options withSamplesPerTrial(int count) {
      return new Options(samples, count, perplexity, iterations, ringness);
    }

    public Options withPerplexity(double other) {
      return new Options(samples, samplesPerTrial, other, iterations, ringness);
    }

    public Options withIterations(int count) {
      return new Options(samples, samplesPerTrial, perplexity, count, ringness);
    }

    public Options withRingness(Ringness.Options other) {
      return new Options(samples, samplesPerTrial, perplexity, iterations, other);
    }
  }

  /** Of a network, long after the cue of fresh trials of its task. */
  public static Population of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** Of a network, long after the cue of fresh trials of its task. */
  public static Population of(Specimen specimen, Options options) {
    return of(
        NetworkActivity.settled(
            specimen, Defaults.trials(specimen), options.samples(), options.samplesPerTrial()),
        Tuning.of(specimen),
        options,
        Defaults.random("population"));
  }

  /** Of any activity, with the usual options. */
  public static Population of(Activity activity) {
    return of(activity, Tuning.of(activity), Options.defaults(), Defaults.random("population"));
  }

  /**
   * Of any activity.
   *
   * @param activity whose rates are looked at
   * @param tuning of the same units, perhaps on other samples
   * @param random shuffles the null of the ring-ness
   * @throws CannotAnalyze with fewer than four active units, or without any filled bin
   */
  public static Population of(
      Activity activity, Tuning tuning, Options options, UniformRandomProvider random) {
    if (tuning.byTrueDirection().isEmpty()) {
      throw new CannotAnalyze(
          "the tuning maps are empty: no bin has "
              + Math.round(tuning.byTrueDirection().minSamples())
              + " samples");
    }
    int[] active =
        IntStream.range(0, activity.units())
            .filter(i -> tuning.table().get(i).type() != UnitClass.INACTIVE)
            .toArray();
    if (active.length < LEAST_ACTIVE) {
      throw new CannotAnalyze(
          active.length
              + " of "
              + activity.units()
              + " units are active: no population to speak of");
    }
    Cloud cloud = Cloud.of(activity, options.samples());
    Pca pca = Pca.of(cloud.rates);
    return new Population(
        pca,
        Arrays.stream(cloud.rates)
            .map(rates -> pca.project(rates, DIMENSIONS))
            .toArray(double[][]::new),
        cloud.directionRad,
        embed(tuning.byTrueDirection(), active, options),
        Ringness.of(cloud.rates, options.ringness(), random));
  }

  /** Some of an activity's rates [samples, units], in the order of time. */
  private record Cloud(double[][] rates, double[] directionRad) {

    static Cloud of(Activity activity, int samples) {
      int every = Math.max(1, activity.samples() / samples);
      int count = (activity.samples() - 1) / every + 1;
      Cloud cloud = new Cloud(new double[count][activity.units()], new double[count]);
      activity.forEach(
          (block, some) -> {
            for (int k = 0; k < some.count(); k++) {
              if (some.index()[k] % every == 0) {
                int from = k * some.stride();
                Arrays.setAll(cloud.rates[some.index()[k] / every], i -> some.rates()[from + i]);
                cloud.directionRad[some.index()[k] / every] = some.headDirectionRad()[k];
              }
            }
          });
      return cloud;
    }
  }

  /** t-SNE of the maps, each over its own maximum; empty bins count as the unit's mean. */
  private static double[][] embed(JointTuning tuning, int[] active, Options options) {
    double[][] features = new double[active.length][];
    for (int k = 0; k < active.length; k++) {
      double[][] map = tuning.maps()[active[k]];
      double max = tuning.maxRate(active[k]);
      double mean =
          Arrays.stream(map)
              .flatMapToDouble(Arrays::stream)
              .filter(Double::isFinite)
              .average()
              .orElse(0);
      features[k] =
          Arrays.stream(map)
              .flatMapToDouble(Arrays::stream)
              .map(rate -> (Double.isFinite(rate) ? rate : mean) / max)
              .toArray();
    }
    double[][] placed =
        Tsne.embed(features, DIMENSIONS, options.perplexity(), options.iterations());
    double[][] embedding = new double[tuning.units()][DIMENSIONS];
    for (double[] place : embedding) {
      Arrays.fill(place, Double.NaN);
    }
    for (int k = 0; k < active.length; k++) {
      embedding[active[k]] = placed[k];
    }
    return embedding;
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return List.of(Finding.of(Phenomenon.RING, () -> judge(analysis.config().criteria())));
  }

  private Finding.Judgement judge(CriteriaConfig criteria) {
    double[] nulls = ringness.nullRatios();
    return new Finding.Judgement(
        ringness.shown(criteria),
        text(
            "longest over second-longest hole %.1f (shuffled: median %.1f), p %s; longest %.2f"
                + " radii; participation ratio %.1f",
            ringness.ratio(),
            nulls[nulls.length / 2],
            p(ringness.p()),
            ringness.size(),
            pca.participationRatio()));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers
        .in("population")
        .put("participation_ratio", pca.participationRatio())
        .put("ring_ratio", ringness.ratio())
        .put("ring_p", ringness.p())
        .put("ring_size", ringness.size());
  }

  /** The arrays of the trained network alone. */
  @Override
  public void tabulate(Tables tables) {
    if (!tables.trained()) {
      return;
    }
    Map<String, NpyArray> arrays = tables.arrays("population.npz");
    arrays.put("pca_mean", Tables.vector(pca.mean()));
    arrays.put("pca_variance", Tables.vector(pca.variance()));
    arrays.put("pca_components", Tables.matrix(pca.components()));
    arrays.put("samples", Tables.matrix(samples));
    arrays.put("sample_direction_rad", Tables.vector(sampleDirectionRad));
    arrays.put("embedding", Tables.matrix(embedding));
    arrays.put("hole_lifetimes", Tables.vector(ringness.lifetimes()));
    arrays.put("hole_ratios_shuffled", Tables.vector(ringness.nullRatios()));
  }

  @Override
  public String toString() {
    return pca + "\nring-ness: " + ringness;
  }
}
