package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.TimeStep;
import org.compassnet.files.NpyArray;

/**
 * Mean firing rates over head direction and angular velocity, with what they were measured on.
 *
 * @param minSamples a bin with fewer samples is empty
 * @param hdEdgesRad edges of the bins of head direction, from -pi to pi
 * @param avEdgesDegPerS edges of the bins of angular velocity, symmetric about 0
 * @param occupancy samples in a bin [velocities, directions], by weight
 * @param maps mean rate [units, velocities, directions]; NaN where a bin is empty
 */
public record JointTuning(
    double minSamples,
    double[] hdEdgesRad,
    double[] avEdgesDegPerS,
    double[][] occupancy,
    double[][][] maps) {

  /** The range of a head that never turns; any will do. */
  private static final double STILL_DEG_PER_S = 5;

  /**
   * How maps are made.
   *
   * @param hdBins bins of head direction over the circle
   * @param avBins bins of angular velocity, an even number: 0 is an edge
   * @param minSamples a bin with fewer samples is empty
   * @param avRangeDegPerS the greatest velocity of the maps, to either side; NaN for twice the
   *     activity's own root mean square (2 sd: the mean is 0)
   */
  public record Options(int hdBins, int avBins, double minSamples, double avRangeDegPerS) {

    public Options {
      if (hdBins < 1) {
        throw new IllegalArgumentException("hdBins must be >= 1: " + hdBins);
      }
      if (avBins < 2 || avBins % 2 != 0) {
        throw new IllegalArgumentException("avBins must be even and >= 2: " + avBins);
      }
      if (!(minSamples > 0)) {
        throw new IllegalArgumentException("minSamples must be > 0: " + minSamples);
      }
      if (avRangeDegPerS <= 0 || Double.isInfinite(avRangeDegPerS)) {
        throw new IllegalArgumentException("avRangeDegPerS must be > 0, or NaN: " + avRangeDegPerS);
      }
    }

    /** 36 directions, 20 velocities up to the configuration's default range, 20 samples. */
    public static Options defaults() {
      return new Options(36, 20, 20, Config.defaults().analysis().avRangeDegPerS());
    }

    public Options withHdBins(int bins) {
      return new Options(bins, avBins, minSamples, avRangeDegPerS);
    }

    public Options withAvBins(int bins) {
      return new Options(hdBins, bins, minSamples, avRangeDegPerS);
    }

    public Options withMinSamples(double samples) {
      return new Options(hdBins, avBins, samples, avRangeDegPerS);
    }

    public Options withAvRangeDegPerS(double range) {
      return new Options(hdBins, avBins, minSamples, range);
    }

    /** With the range of the activity's own velocities. */
    public Options withOwnAvRange() {
      return withAvRangeDegPerS(Double.NaN);
    }
  }

  /**
   * The same samples over the true head direction and over the decoded one.
   *
   * @param decodedDirection none where the activity has none
   */
  public record TrueAndDecoded(JointTuning trueDirection, Attempt<JointTuning> decodedDirection) {}

  /** Maps over the true direction, with the usual options. */
  public static JointTuning of(Activity activity) {
    return of(activity, Options.defaults());
  }

  /** Maps over the true direction. A velocity of exactly 0 counts half to either side. */
  public static JointTuning of(Activity activity, Options options) {
    return trueAndDecoded(activity, options).trueDirection();
  }

  /** Both kinds of maps, read from the activity at once. */
  public static TrueAndDecoded trueAndDecoded(Activity activity, Options options) {
    double range =
        Double.isNaN(options.avRangeDegPerS())
            ? ownRangeDegPerS(activity)
            : options.avRangeDegPerS();
    Sums.Blocks byTruth = new Sums.Blocks(activity, options, range);
    Sums.Blocks byDecoded = new Sums.Blocks(activity, options, range);
    activity.forEach(
        (block, samples) -> {
          byTruth.of(block).add(samples, samples.headDirectionRad());
          if (samples.decodedRad() != null) {
            byDecoded.of(block).add(samples, samples.decodedRad());
          }
        });
    return new TrueAndDecoded(
        byTruth.total(),
        Attempt.of(
            () -> {
              activity
                  .undecoded()
                  .ifPresent(
                      why -> {
                        throw new CannotAnalyze(why);
                      });
              return byDecoded.total();
            }));
  }

  /** The range of an activity's own velocities: twice their root mean square, in deg/s. */
  public static double ownRangeDegPerS(Activity activity) {
    double rms = activity.rmsAngularVelocityDegPerS();
    return rms > 0 ? 2 * rms : STILL_DEG_PER_S;
  }

  private static double[] edges(int bins, double end) {
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> end * (2.0 * i / bins - 1));
    return edges;
  }

  public int units() {
    return maps.length;
  }

  /** Number of bins of head direction. */
  public int hdBins() {
    return hdEdgesRad.length - 1;
  }

  /** Number of bins of angular velocity. */
  public int avBins() {
    return avEdgesDegPerS.length - 1;
  }

  /** Whether no bin has enough samples. */
  public boolean isEmpty() {
    return Arrays.stream(occupancy).flatMapToDouble(Arrays::stream).max().orElse(0) < minSamples;
  }

  /** The greatest velocity of the maps. */
  public double avRangeDegPerS() {
    return avEdgesDegPerS[avEdgesDegPerS.length - 1];
  }

  /** Edges of the bins of angular velocity in rad/step, as a network is told velocities. */
  public double[] avEdgesRadPerStep(TimeStep step) {
    return Arrays.stream(avEdgesDegPerS).map(step::radPerStep).toArray();
  }

  /** Middles of the bins of head direction, in rad. */
  public double[] hdCentresRad() {
    return centres(hdEdgesRad);
  }

  /** Middles of the bins of angular velocity, in deg/s. */
  public double[] avCentresDegPerS() {
    return centres(avEdgesDegPerS);
  }

  private static double[] centres(double[] edges) {
    double[] centres = new double[edges.length - 1];
    Arrays.setAll(centres, i -> (edges[i] + edges[i + 1]) / 2);
    return centres;
  }

  /** H(h): mean over the bins of angular velocity [directions]. */
  public double[] hdCurve(int unit) {
    double[] curve = new double[hdBins()];
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

  /** V(v): mean over the bins of head direction [velocities]. */
  public double[] avCurve(int unit) {
    double[] curve = new double[avBins()];
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

  /** The greatest magnitude of a unit's mean rate in any bin; NaN without one. */
  public double maxMagnitude(int unit) {
    return Arrays.stream(maps[unit])
        .flatMapToDouble(Arrays::stream)
        .filter(Double::isFinite)
        .map(Math::abs)
        .max()
        .orElse(Double.NaN);
  }

  /** Whether any mean rate is below 0: then there are no tuning strengths and vector lengths. */
  public boolean hasNegativeRates() {
    return Arrays.stream(maps)
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .anyMatch(rate -> rate < 0);
  }

  /** Sums of rates and numbers of samples by bin. */
  private static final class Sums {
    private final Options options;
    private final double range;
    private final int units;
    private final double[] samples;
    private final double[] rates;

    Sums(Options options, double range, int units) {
      this.options = options;
      this.range = range;
      this.units = units;
      samples = new double[options.avBins() * options.hdBins()];
      rates = new double[samples.length * units];
    }

    void add(Activity.Samples from, double[] direction) {
      for (int k = 0; k < from.count(); k++) {
        double velocity = from.angularVelocityDegPerS()[k] / range;
        if (!Double.isNaN(direction[k]) && !Double.isNaN(velocity)) {
          add(direction[k], velocity, from.weight()[k], from.rates(), k * from.stride());
        }
      }
    }

    /** One sample at a direction in rad and a velocity from -1 to 1. */
    private void add(double direction, double velocity, double weight, float[] values, int from) {
      int hdBins = options.hdBins();
      int avBins = options.avBins();
      int hd =
          Math.floorMod((int) Math.floor((direction + Math.PI) / (2 * Math.PI) * hdBins), hdBins);
      if (velocity == 0) {
        // A pause is on the edge of the two middle bins.
        add((avBins / 2 - 1) * hdBins + hd, 0.5 * weight, values, from);
        add(avBins / 2 * hdBins + hd, 0.5 * weight, values, from);
      } else {
        int av = (int) Math.floor((velocity + 1) / 2 * avBins);
        if (av >= 0 && av < avBins) {
          add(av * hdBins + hd, weight, values, from);
        }
      }
    }

    private void add(int bin, double weight, float[] values, int from) {
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

    JointTuning means() {
      int hdBins = options.hdBins();
      double[][] occupancy = new double[options.avBins()][hdBins];
      double[][][] maps = new double[units][options.avBins()][hdBins];
      for (int bin = 0; bin < samples.length; bin++) {
        int av = bin / hdBins;
        int hd = bin % hdBins;
        occupancy[av][hd] = samples[bin];
        for (int i = 0; i < units; i++) {
          maps[i][av][hd] =
              samples[bin] < options.minSamples()
                  ? Double.NaN
                  : rates[bin * units + i] / samples[bin];
        }
      }
      return new JointTuning(
          options.minSamples(),
          edges(hdBins, Math.PI),
          edges(options.avBins(), range),
          occupancy,
          maps);
    }

    /** The sums of an activity, by block, so that threads do not show in them. */
    static final class Blocks {
      private final Sums[] blocks;
      private final Options options;
      private final double range;
      private final int units;

      Blocks(Activity activity, Options options, double range) {
        this.blocks = new Sums[activity.blocks()];
        this.options = options;
        this.range = range;
        this.units = activity.units();
      }

      Sums of(int block) {
        if (blocks[block] == null) {
          blocks[block] = new Sums(options, range, units);
        }
        return blocks[block];
      }

      JointTuning total() {
        Sums all = new Sums(options, range, units);
        for (Sums block : blocks) {
          if (block != null) {
            all.add(block);
          }
        }
        return all.means();
      }
    }
  }

  /**
   * Adds the edges of the bins.
   *
   * @param step in which velocities are told
   */
  void addEdges(Map<String, NpyArray> arrays, TimeStep step) {
    arrays.put("hd_edges_rad", Tables.vector(hdEdgesRad));
    arrays.put("av_edges_rad_per_step", Tables.vector(avEdgesRadPerStep(step)));
  }

  /** Adds occupancy [AV bins, HD bins] and maps [units, AV bins, HD bins]. */
  void addMaps(Map<String, NpyArray> arrays, String suffix) {
    float[] values = new float[units() * avBins() * hdBins()];
    int at = 0;
    for (double[][] map : maps) {
      for (double[] row : map) {
        for (double rate : row) {
          values[at++] = (float) rate;
        }
      }
    }
    arrays.put("occupancy" + suffix, Tables.matrix(occupancy));
    arrays.put("maps" + suffix, NpyArray.of(values, units(), avBins(), hdBins()));
  }

  @Override
  public String toString() {
    return text(
        "maps of %d units over %d directions and %d angular velocities up to +-%.0f deg/s",
        units(), hdBins(), avBins(), avRangeDegPerS());
  }
}
