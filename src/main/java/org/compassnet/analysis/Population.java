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
import org.compassnet.network.Simulator;
import org.compassnet.trajectory.Trials;

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

  private static final int SAMPLES = 2000;
  private static final int SAMPLES_PER_TRIAL = 25;
  private static final double PERPLEXITY = 20;
  private static final int ITERATIONS = 750;

  /** Samples the rates long after the cue. */
  static Population of(
      Specimen specimen, Tuning tuning, Trials trials, UniformRandomProvider random) {
    int[] active =
        IntStream.range(0, specimen.units())
            .filter(i -> tuning.table().get(i).type() != UnitClass.INACTIVE)
            .toArray();
    if (active.length < 4) {
      throw new CannotAnalyze(
          active.length
              + " of "
              + specimen.units()
              + " units are active: no population to speak of");
    }
    Cloud cloud = sample(specimen, trials);
    Pca pca = Pca.of(cloud.rates);
    return new Population(
        pca,
        Arrays.stream(cloud.rates)
            .map(rates -> pca.project(rates, DIMENSIONS))
            .toArray(double[][]::new),
        cloud.directionRad,
        embed(tuning.byTrueDirection(), active),
        Ringness.of(cloud.rates, random));
  }

  private record Cloud(double[][] rates, double[] directionRad) {}

  /**
   * Rates at evenly spaced times in the second half of the last trials. The first half is left out
   * because any network, untrained too, still rings with the cue there; the last trials hold no
   * pause.
   */
  private static Cloud sample(Specimen specimen, Trials trials) {
    int steps = trials.steps();
    int begin = specimen.task().cueSteps() + (steps - specimen.task().cueSteps()) / 2;
    int every = Math.max(1, (steps - begin) / SAMPLES_PER_TRIAL);
    int perTrial = Math.max(1, (steps - begin) / every);
    int count = Math.min(trials.trials(), (SAMPLES - 1) / perTrial + 1);
    int offset = trials.trials() - count;
    int size = Trials.INPUTS * steps;
    double[][] rates = new double[count * perTrial][specimen.units()];
    Simulator.run(
        specimen.weights(),
        specimen.dynamics(),
        Arrays.copyOfRange(trials.inputs(), offset * size, trials.trials() * size),
        count,
        steps,
        null,
        (first, together, step, values, stride) -> {
          int after = step + 1 - begin;
          if (after > 0 && after % every == 0) {
            for (int k = 0; k < together; k++) {
              int from = k * stride;
              Arrays.setAll(
                  rates[(first + k) * perTrial + after / every - 1], i -> values[from + i]);
            }
          }
        });
    double[] direction = new double[rates.length];
    Arrays.setAll(
        direction,
        s -> trials.headDirection(offset + s / perTrial, begin + (s % perTrial + 1) * every - 1));
    return new Cloud(rates, direction);
  }

  /** t-SNE of the maps, each over its own maximum; empty bins count as the unit's mean. */
  private static double[][] embed(JointTuning tuning, int[] active) {
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
    double[][] placed = Tsne.embed(features, DIMENSIONS, PERPLEXITY, ITERATIONS);
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
    CriteriaConfig criteria = analysis.config().criteria();
    double[] nulls = ringness.nullRatios();
    return List.of(
        Finding.of(
            Phenomenon.RING,
            () ->
                new Finding.Judgement(
                    ringness.p() < criteria.alpha()
                        && ringness.ratio() >= criteria.ringRatio()
                        && ringness.size() > criteria.ringSize(),
                    text(
                        "longest over second-longest hole %.1f (shuffled: median %.1f), p %s;"
                            + " longest %.2f radii; participation ratio %.1f",
                        ringness.ratio(),
                        nulls[nulls.length / 2],
                        p(ringness.p()),
                        ringness.size(),
                        pca.participationRatio()))));
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
