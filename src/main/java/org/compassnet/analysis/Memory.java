package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.compassnet.config.CriteriaConfig;

/**
 * How long a direction is kept with the head at rest, without noise.
 *
 * @param options how it was measured
 * @param timeS times after the cue, in rising order
 * @param meanErrorDeg mean absolute difference from the cued direction
 * @param readoutLength mean length of the output vector
 * @param bump mean size of the compass units' bump; 0 without compass units
 * @param trialErrorDeg mean error after a trial's length, or {@link Options#leastS} if that is
 *     longer
 * @param lifetimeS first time with a mean error above {@link Options#lostDeg}; infinite if there is
 *     none
 * @param persistence bump after {@link Options#persistenceTrials} trials' lengths over that after
 *     one, not finite if there is none then; the readout's length in the place of the bump where
 *     there are no compass units
 */
public record Memory(
    Options options,
    double[] timeS,
    double[] meanErrorDeg,
    double[] readoutLength,
    double[] bump,
    double trialErrorDeg,
    double lifetimeS,
    double persistence)
    implements Result {

  /** A mean error at which a direction is lost, unless another is asked for. */
  public static final double LOST_DEG = 30;

  /** A direction must be kept at least this long to speak of memory: the paper's trials. */
  public static final double LEAST_S = 12.5;

  /** Samples of a trial's length. */
  private static final int SAMPLES = 50;

  /**
   * How memory is measured.
   *
   * @param starts number of cued directions, evenly spaced
   * @param horizonTrials trials' lengths that are followed
   * @param persistenceTrials trials' lengths after which the bump should still be there
   * @param lostDeg mean error at which a direction is lost
   * @param leastS a direction must be kept at least this long to speak of memory
   */
  public record Options(
      int starts, int horizonTrials, int persistenceTrials, double lostDeg, double leastS) {

    public Options {
      if (starts < 1) {
        throw new IllegalArgumentException("starts must be >= 1: " + starts);
      }
      if (persistenceTrials < 1 || horizonTrials < persistenceTrials) {
        throw new IllegalArgumentException(
            "1 <= persistenceTrials <= horizonTrials must hold: "
                + persistenceTrials
                + ", "
                + horizonTrials);
      }
    }

    /** 128 directions for 40 trials' lengths; lost beyond 30 deg. */
    public static Options defaults() {
      return new Options(128, 40, 20, LOST_DEG, LEAST_S);
    }

    public Options withStarts(int count) {
      return new Options(count, horizonTrials, persistenceTrials, lostDeg, leastS);
    }

    /** With other numbers of trials' lengths that are followed, and that the bump should last. */
    public Options withTrials(int horizon, int persistence) {
      return new Options(starts, horizon, persistence, lostDeg, leastS);
    }

    public Options withLostDeg(double deg) {
      return new Options(starts, horizonTrials, persistenceTrials, deg, leastS);
    }

    public Options withLeastS(double seconds) {
      return new Options(starts, horizonTrials, persistenceTrials, lostDeg, seconds);
    }
  }

  /** With the usual options. */
  public static Memory of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** With the classes of the network's units on fresh trials. */
  public static Memory of(Specimen specimen, Options options) {
    return of(specimen, Tuning.of(specimen).table(), options);
  }

  /**
   * Follows directions with the head at rest.
   *
   * @param table whose compass units make the bump
   */
  public static Memory of(Specimen specimen, UnitTable table, Options options) {
    int starts = options.starts();
    double[] directions = Angles.evenlySpaced(starts);
    Probe probe = Probe.atRest(specimen, directions);
    Bump bump = Bump.of(table);
    probe.run(specimen.task().cueSteps());
    int trial = specimen.task().steps();
    int every = Math.max(1, trial / SAMPLES);
    int samples = options.horizonTrials() * trial / every;
    double[][] size = new double[starts][samples];
    double[] time = new double[samples];
    double[] error = new double[samples];
    double[] length = new double[samples];
    // A trial's length at a time, so that the outputs stay small.
    int chunk = Math.max(1, trial / every);
    for (int begin = 0; begin < samples; begin += chunk) {
      int first = begin;
      int count = Math.min(chunk, samples - begin);
      Probe.Piece piece =
          probe.run(
              specimen.weights(),
              count * every,
              (from, trials, step, rates, stride) -> {
                if ((step + 1) % every == 0) {
                  for (int k = 0; k < trials; k++) {
                    size[from + k][first + step / every] = bump.size(rates, k * stride);
                  }
                }
              });
      for (int s = 0; s < count; s++) {
        int at = (s + 1) * every - 1;
        time[begin + s] = (begin + s + 1) * every * specimen.stepS();
        for (int k = 0; k < starts; k++) {
          error[begin + s] +=
              Math.toDegrees(Math.abs(Angles.wrap(piece.decoded(k, at) - directions[k]))) / starts;
          length[begin + s] += piece.length(k, at) / starts;
        }
      }
    }
    double[] meanSize =
        IntStream.range(0, samples)
            .mapToDouble(s -> Arrays.stream(size).mapToDouble(row -> row[s]).average().orElse(0))
            .toArray();
    int lost =
        IntStream.range(0, samples)
            .filter(s -> error[s] > options.lostDeg())
            .findFirst()
            .orElse(-1);
    double needed = Math.max(options.leastS(), trial * specimen.stepS());
    int due =
        IntStream.range(0, samples).filter(s -> time[s] >= needed - 1e-9).findFirst().orElse(-1);
    double[] amplitude = bump.units().length > 0 ? meanSize : length;
    return new Memory(
        options,
        time,
        error,
        length,
        meanSize,
        due < 0 ? Double.NaN : error[due],
        lost < 0 ? Double.POSITIVE_INFINITY : time[lost],
        amplitude[options.persistenceTrials() * chunk - 1] / amplitude[chunk - 1]);
  }

  /** How much of the bump is left, if there is one. */
  private String persists() {
    return Double.isFinite(persistence)
        ? text("%.2f of the bump persists", persistence)
        : "after one length there is no bump to persist";
  }

  /** How long it was followed, in s. */
  public double followedS() {
    return timeS[timeS.length - 1];
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return List.of(
        Finding.of(
            Phenomenon.ATTRACTOR,
            () ->
                judge(
                    analysis.config().criteria(),
                    analysis.kick().orElseThrow().returned(),
                    analysis.drift())));
  }

  /**
   * @param returned share of a kick off the ring that is gone
   */
  Finding.Judgement judge(CriteriaConfig criteria, double returned, Attempt<DriftField> drift) {
    if (Double.isNaN(trialErrorDeg)) {
      throw new CannotAnalyze(
          text(
              "%d trials' lengths are %.1f s; %.1f s at rest are to be followed",
              options.horizonTrials(), followedS(), options.leastS()));
    }
    return new Finding.Judgement(
        trialErrorDeg < criteria.memoryDeg()
            && persistence >= criteria.persists()
            && returned >= criteria.persists(),
        text(
            "mean error %.1f deg after a trial's length at rest and %.1f after %.0f s;"
                + " %s; %.0f %% of a kick is gone%s",
            trialErrorDeg,
            meanErrorDeg[meanErrorDeg.length - 1],
            followedS(),
            persists(),
            100 * returned,
            drift.result().map(d -> text("; %d stable places", d.stableZeros())).orElse("")));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    numbers
        .in("attractor")
        .put("persistence", persistence)
        .put("error_after_a_trial_at_rest_deg", trialErrorDeg)
        .put("memory_lifetime_s", lifetimeS)
        .put("memory_outlives_measurement", Double.isInfinite(lifetimeS))
        .put("memory_followed_s", followedS());
  }

  @Override
  public void tabulate(Tables tables) {
    tables.columns(
        "memory.csv",
        new String[] {"time_s", "mean_error_deg", "readout_length", "bump"},
        timeS,
        meanErrorDeg,
        readoutLength,
        bump);
  }

  @Override
  public String toString() {
    return text(
        "error of a direction kept at rest %.1f deg after a trial's length; %s; after %d lengths"
            + " %s",
        trialErrorDeg,
        Double.isInfinite(lifetimeS)
            ? text("not lost within %.0f s", followedS())
            : text("lost after %.0f s", lifetimeS),
        options.persistenceTrials(),
        persists());
  }
}
