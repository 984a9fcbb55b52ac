package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.compassnet.files.NpyArray;
import org.compassnet.network.Simulator;
import org.compassnet.trajectory.Trials;

/**
 * Mean firing rates over head direction and angular velocity, with what they were measured on.
 *
 * @param hdEdgesRad edges of the bins of head direction [37], from -pi to pi
 * @param avEdgesRadPerStep edges of the bins of angular velocity [21], over twice the root mean
 *     square of the velocities (2 sd: their mean is 0) to either side
 * @param occupancy samples in a bin [20, 36]
 * @param maps mean rate [units, 20, 36]; NaN where a bin has fewer than {@link #MIN_SAMPLES}
 *     samples
 */
public record JointTuning(
    double[] hdEdgesRad, double[] avEdgesRadPerStep, double[][] occupancy, double[][][] maps) {

  public static final int HD_BINS = 36;
  public static final int AV_BINS = 20;

  private static final double CONSTANT = 1e-5;

  /** A bin with fewer samples is empty. */
  public static final double MIN_SAMPLES = 20;

  /**
   * The same samples over the true head direction and over the one that the network's output tells.
   *
   * @param decodedDirection none where the output is constant
   * @param outputs [trials, 2, steps]
   */
  public record TrueAndDecoded(
      JointTuning trueDirection, Attempt<JointTuning> decodedDirection, float[] outputs) {}

  /**
   * Runs noise-free trials and averages the rates of the steps after the cue. A pause (angular
   * velocity exactly 0) is on the edge of the two middle bins and counts half in each.
   */
  public static TrueAndDecoded measure(Specimen specimen, Trials trials) {
    double range = 2 * rootMeanSquare(trials);
    int shards = (trials.trials() - 1) / Simulator.TRIALS_TOGETHER + 1;
    Sums[] byTruth = new Sums[shards];
    Sums[] byDecoded = new Sums[shards];
    int units = specimen.units();
    float[] outputs =
        Simulator.run(
            specimen.weights(),
            specimen.dynamics(),
            trials.inputs(),
            trials.trials(),
            trials.steps(),
            null,
            (first, count, step, rates, stride) -> {
              int shard = first / Simulator.TRIALS_TOGETHER;
              if (byTruth[shard] == null) {
                byTruth[shard] = new Sums(units);
                byDecoded[shard] = new Sums(units);
              }
              for (int k = 0; k < count; k++) {
                int trial = first + k;
                if (trials.mask()[trial * trials.steps() + step] == 0) {
                  continue;
                }
                double av = trials.angularVelocity(trial, step);
                double[] y = specimen.readout(rates, k * stride);
                byTruth[shard].add(
                    trials.headDirection(trial, step), av / range, rates, k * stride);
                byDecoded[shard].add(Math.atan2(y[0], y[1]), av / range, rates, k * stride);
              }
            });
    return new TrueAndDecoded(
        total(byTruth, range, units),
        Attempt.of(() -> decoded(total(byDecoded, range, units), outputs, trials)),
        outputs);
  }

  /** Fails for outputs that are the same at all times, as those of a readout of zeros. */
  private static JointTuning decoded(JointTuning tuning, float[] outputs, Trials trials) {
    int steps = trials.steps();
    float[] first = new float[Trials.OUTPUTS];
    for (int o = 0; o < Trials.OUTPUTS; o++) {
      first[o] = outputs[(o + 1) * steps - 1];
    }
    for (int trial = 0; trial < trials.trials(); trial++) {
      for (int o = 0; o < Trials.OUTPUTS; o++) {
        int row = (trial * Trials.OUTPUTS + o) * steps;
        for (int t = 0; t < steps; t++) {
          boolean counts = trials.mask()[trial * steps + t] != 0;
          if (counts && Math.abs(outputs[row + t] - first[o]) > CONSTANT) {
            return tuning;
          }
        }
      }
    }
    throw new CannotAnalyze("the output is constant: it tells no direction");
  }

  /**
   * Of the velocities after the cue: their standard deviation, as they have no mean to speak of.
   */
  private static double rootMeanSquare(Trials trials) {
    double squares = 0;
    long n = 0;
    for (int trial = 0; trial < trials.trials(); trial++) {
      for (int t = 0; t < trials.steps(); t++) {
        if (trials.mask()[trial * trials.steps() + t] != 0) {
          double av = trials.angularVelocity(trial, t);
          squares += av * av;
          n++;
        }
      }
    }
    // A head that never turns has no range; any will do.
    return squares > 0 ? Math.sqrt(squares / n) : 1e-3;
  }

  /** Added in the order of the shards, so that threads do not show in the sums. */
  private static JointTuning total(Sums[] shards, double range, int units) {
    Sums all = new Sums(units);
    for (Sums shard : shards) {
      if (shard != null) {
        all.add(shard);
      }
    }
    double[][] occupancy = new double[AV_BINS][HD_BINS];
    double[][][] maps = new double[units][AV_BINS][HD_BINS];
    for (int bin = 0; bin < AV_BINS * HD_BINS; bin++) {
      int av = bin / HD_BINS;
      int hd = bin % HD_BINS;
      occupancy[av][hd] = all.samples[bin];
      for (int i = 0; i < units; i++) {
        maps[i][av][hd] =
            all.samples[bin] < MIN_SAMPLES
                ? Double.NaN
                : all.rates[bin * units + i] / all.samples[bin];
      }
    }
    return new JointTuning(edges(HD_BINS, Math.PI), edges(AV_BINS, range), occupancy, maps);
  }

  private static double[] edges(int bins, double end) {
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> end * (2.0 * i / bins - 1));
    return edges;
  }

  public int units() {
    return maps.length;
  }

  /** Whether no bin has enough samples. */
  public boolean isEmpty() {
    return Arrays.stream(occupancy).flatMapToDouble(Arrays::stream).max().orElse(0) < MIN_SAMPLES;
  }

  /** The greatest velocity of the maps, in rad/step. */
  public double avRangeRadPerStep() {
    return avEdgesRadPerStep[avEdgesRadPerStep.length - 1];
  }

  /** Middles of the bins of head direction, in rad. */
  public double[] hdCentresRad() {
    return centres(hdEdgesRad);
  }

  /** Middles of the bins of angular velocity, in rad/step. */
  public double[] avCentresRadPerStep() {
    return centres(avEdgesRadPerStep);
  }

  private static double[] centres(double[] edges) {
    double[] centres = new double[edges.length - 1];
    Arrays.setAll(centres, i -> (edges[i] + edges[i + 1]) / 2);
    return centres;
  }

  /** H(h): mean over the bins of angular velocity [36]. */
  public double[] hdCurve(int unit) {
    double[] curve = new double[HD_BINS];
    Arrays.setAll(
        curve,
        hd ->
            Arrays.stream(maps[unit])
                .mapToDouble(row -> row[hd])
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN));
    return curve;
  }

  /** V(v): mean over the bins of head direction [20]. */
  public double[] avCurve(int unit) {
    double[] curve = new double[AV_BINS];
    Arrays.setAll(
        curve,
        av -> Arrays.stream(maps[unit][av]).filter(Double::isFinite).average().orElse(Double.NaN));
    return curve;
  }

  /** The highest mean rate of any bin; NaN without one. */
  public double maxRate(int unit) {
    return Arrays.stream(maps[unit])
        .flatMapToDouble(Arrays::stream)
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NaN);
  }

  /** Sums of rates and numbers of samples by bin. */
  private static final class Sums {
    private final int units;
    private final double[] samples = new double[AV_BINS * HD_BINS];
    private final double[] rates;

    Sums(int units) {
      this.units = units;
      this.rates = new double[AV_BINS * HD_BINS * units];
    }

    /** One sample at a direction in rad and a velocity from -1 to 1. */
    void add(double direction, double velocity, float[] values, int from) {
      int hd =
          Math.floorMod((int) Math.floor((direction + Math.PI) / (2 * Math.PI) * HD_BINS), HD_BINS);
      if (velocity == 0) {
        add(AV_BINS / 2 - 1, hd, 0.5, values, from);
        add(AV_BINS / 2, hd, 0.5, values, from);
      } else {
        int av = (int) Math.floor((velocity + 1) / 2 * AV_BINS);
        if (av >= 0 && av < AV_BINS) {
          add(av, hd, 1, values, from);
        }
      }
    }

    private void add(int av, int hd, double weight, float[] values, int from) {
      int bin = av * HD_BINS + hd;
      samples[bin] += weight;
      int to = bin * units;
      for (int i = 0; i < units; i++) {
        rates[to + i] += weight * values[from + i];
      }
    }

    void add(Sums other) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] += other.samples[i];
      }
      for (int i = 0; i < rates.length; i++) {
        rates[i] += other.rates[i];
      }
    }
  }

  /** Adds the edges of the bins. */
  void addEdges(Map<String, NpyArray> arrays) {
    arrays.put("hd_edges_rad", Tables.vector(hdEdgesRad));
    arrays.put("av_edges_rad_per_step", Tables.vector(avEdgesRadPerStep));
  }

  /** Adds occupancy [AV bins, HD bins] and maps [units, AV bins, HD bins]. */
  void addMaps(Map<String, NpyArray> arrays, String suffix) {
    float[] values = new float[units() * AV_BINS * HD_BINS];
    int at = 0;
    for (double[][] map : maps) {
      for (double[] row : map) {
        for (double rate : row) {
          values[at++] = (float) rate;
        }
      }
    }
    arrays.put("occupancy" + suffix, Tables.matrix(occupancy));
    arrays.put("maps" + suffix, NpyArray.of(values, units(), AV_BINS, HD_BINS));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "maps of %d units over %d directions and %d angular velocities up to +-%.3f rad/step",
        units(),
        HD_BINS,
        AV_BINS,
        avRangeRadPerStep());
  }
}
