package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Optional;
import org.compassnet.network.Engine;
import org.compassnet.trajectory.TimeSeries;
import org.compassnet.trajectory.Trials;

/**
 * The activity of a network that follows trials without noise. The network is run each time that
 * the activity is read, and its rates are kept nowhere: 1000 trials of 500 steps of 1000 units
 * would be 2 GB. A block is a number of trials that are run together.
 */
public final class NetworkActivity implements Activity {

  /** Outputs that differ by less, where 1 is asked for, are constant. */
  private static final double CONSTANT = 1e-5;

  private final Specimen specimen;
  private final Trials trials;
  private final int begin;
  private final int every;

  /** Number of samples before those of a trial. */
  private final int[] before;

  private volatile Response response;

  private NetworkActivity(Specimen specimen, Trials trials, int begin, int every) {
    this.specimen = specimen;
    this.trials = trials;
    this.begin = begin;
    this.every = every;
    before = new int[trials.trials() + 1];
    for (int trial = 0; trial < trials.trials(); trial++) {
      int taken = 0;
      for (int step = 0; step < trials.steps(); step++) {
        taken += takes(trial, step) ? 1 : 0;
      }
      before[trial + 1] = Math.addExact(before[trial], taken);
    }
  }

  /** Every step after the cue. */
  public static NetworkActivity of(Specimen specimen, Trials trials) {
    return new NetworkActivity(specimen, trials, 0, 1);
  }

  /**
   * Evenly spaced times in the second half of the last trials. The first half is left out because
   * any network, untrained too, still rings with the cue there; the last trials hold no pause.
   *
   * @param samples how many there are about
   * @param samplesPerTrial how many of them are of one trial, about
   */
  public static NetworkActivity settled(
      Specimen specimen, Trials trials, int samples, int samplesPerTrial) {
    int steps = trials.steps();
    int begin = specimen.task().cueSteps() + (steps - specimen.task().cueSteps()) / 2;
    int every = Math.max(1, (steps - begin) / samplesPerTrial);
    int perTrial = Math.max(1, (steps - begin) / every);
    int count = Math.min(trials.trials(), (samples - 1) / perTrial + 1);
    return new NetworkActivity(specimen, last(trials, count), begin, every);
  }

  private static Trials last(Trials trials, int count) {
    Trials last = new Trials(count, trials.steps());
    copyEnd(trials.inputs().values(), last.inputs().values());
    copyEnd(trials.targets().values(), last.targets().values());
    copyEnd(trials.mask(), last.mask());
    return last;
  }

  private static void copyEnd(float[] from, float[] to) {
    System.arraycopy(from, from.length - to.length, to, 0, to.length);
  }

  /** What the network follows. */
  Trials trials() {
    return trials;
  }

  private boolean takes(int trial, int step) {
    int after = step + 1 - begin;
    return after > 0 && after % every == 0 && trials.counts(trial, step);
  }

  @Override
  public int units() {
    return specimen.units();
  }

  @Override
  public int samples() {
    return before[trials.trials()];
  }

  @Override
  public int blocks() {
    return (trials.trials() - 1) / Engine.TRIALS_TOGETHER + 1;
  }

  @Override
  public double rmsAngularVelocityDegPerS() {
    double squares = 0;
    for (int trial = 0; trial < trials.trials(); trial++) {
      for (int t = 0; t < trials.steps(); t++) {
        if (takes(trial, t)) {
          double av = trials.angularVelocity(trial, t);
          squares += av * av;
        }
      }
    }
    return squares > 0 ? specimen.degPerS(Math.sqrt(squares / samples())) : 0;
  }

  @Override
  public void forEach(Reader reader) {
    int[] next = before.clone();
    TimeSeries outputs =
        specimen
            .simulator()
            .run(
                trials.inputs(),
                null,
                null,
                (first, count, step, rates, stride) ->
                    read(reader, next, new int[] {first, count, step}, rates, stride));
    response = new Response(specimen, trials, outputs);
  }

  /**
   * @param next place of the next sample of each trial
   * @param at first trial, number of trials, step
   */
  private void read(Reader reader, int[] next, int[] at, float[] rates, int stride) {
    int step = at[2];
    int[] taken = new int[at[1]];
    int n = 0;
    for (int k = 0; k < at[1]; k++) {
      if (takes(at[0] + k, step)) {
        taken[n++] = k;
      }
    }
    if (n == 0) {
      return;
    }
    int[] index = new int[n];
    double[] head = new double[n];
    double[] velocity = new double[n];
    double[] time = new double[n];
    double[] decoded = new double[n];
    double[] weight = new double[n];
    Arrays.fill(time, (step + 1) * specimen.stepS());
    Arrays.fill(weight, 1);
    for (int s = 0; s < n; s++) {
      int trial = at[0] + taken[s];
      double[] y = specimen.readout(rates, taken[s] * stride);
      index[s] = next[trial]++;
      head[s] = trials.headDirection(trial, step);
      velocity[s] = specimen.degPerS(trials.angularVelocity(trial, step));
      decoded[s] = Math.atan2(y[0], y[1]);
    }
    reader.accept(
        at[0] / Engine.TRIALS_TOGETHER,
        new Samples(
            n,
            index,
            head,
            velocity,
            time,
            decoded,
            weight,
            rowsOf(rates, taken, n, stride),
            stride));
  }

  /** The rates themselves where all trials are taken, as they mostly are. */
  private float[] rowsOf(float[] rates, int[] taken, int n, int stride) {
    if (n == taken.length) {
      return rates;
    }
    float[] rows = new float[n * stride];
    for (int s = 0; s < n; s++) {
      System.arraycopy(rates, taken[s] * stride, rows, s * stride, units());
    }
    return rows;
  }

  /** What the network made of the trials. Runs it, unless the activity has been read before. */
  public Response response() {
    if (response == null) {
      forEach((block, samples) -> {});
    }
    return response;
  }

  /** A readout of zeros, for one, is the same at all times. */
  @Override
  public Optional<String> undecoded() {
    TimeSeries outputs = response().outputs();
    int last = outputs.steps() - 1;
    for (int trial = 0; trial < outputs.trials(); trial++) {
      for (int t = 0; t < outputs.steps(); t++) {
        for (int o = 0; o < outputs.channels() && trials.counts(trial, t); o++) {
          if (Math.abs(outputs.get(trial, t, o) - outputs.get(0, last, o)) > CONSTANT) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of("the output is constant: it tells no direction");
  }

  @Override
  public String toString() {
    return "activity of " + specimen + " on " + trials;
  }
}
