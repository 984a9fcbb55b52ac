package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.files.TextTable;

/**
 * What an intervention in mid-trial does to bump, decoded direction, drift and gain, over several
 * initial directions, each with the head at rest and turning to either side.
 *
 * <p>The bump is that of all active units whose output is not cut, and only its part that tells the
 * direction ({@link Window#bump}); drift and gain are those of this bump, because a lesion takes
 * units out of the readout too.
 *
 * @param options how it was measured
 * @param windowS begin and end of the intervention, in s; an infinite end is for good
 * @param before the second half of the time before
 * @param onset a short time into the intervention
 * @param during the second half of its time
 * @param after the second half of as much time after it
 * @param example the trial to look at
 */
public record Perturbation(
    Intervention intervention,
    Options options,
    double[] windowS,
    Window before,
    Window onset,
    Window during,
    Window after,
    Example example) {

  /**
   * How a perturbation is measured.
   *
   * @param directions number of initial directions, evenly spaced
   * @param turnDegPerS angular velocity of the turning trials; NaN for one standard deviation of
   *     those of the network's task
   * @param forGood whether what is done is not taken back
   * @param settleS time after the cue, in s
   * @param windowS time before, during and after, in s each
   * @param onsetS from so much of the intervention on the onset is measured, in s
   * @param onsetLengthS for so long, in s
   * @param gone share of the bump before below which it is gone, and has no gain
   */
  public record Options(
      int directions,
      double turnDegPerS,
      boolean forGood,
      double settleS,
      double windowS,
      double onsetS,
      double onsetLengthS,
      double gone) {

    public Options {
      if (directions < 2) {
        throw new IllegalArgumentException("directions must be >= 2: " + directions);
      }
      if (!(settleS > 0 && windowS > 0)) {
        throw new IllegalArgumentException(
            "settleS and windowS must be > 0: " + settleS + ", " + windowS);
      }
      if (!(onsetS >= 0 && onsetLengthS > 0)) {
        throw new IllegalArgumentException(
            "onsetS must be >= 0 and onsetLengthS > 0: " + onsetS + ", " + onsetLengthS);
      }
    }

    /**
     * 36 directions, windows of 2.5 s, the onset from 0.1 to 0.6 s; taken back. A bump is gone by
     * the configuration's default.
     */
    public static Options defaults() {
      double gone = Config.defaults().criteria().gone();
      return new Options(36, Double.NaN, false, 2.5, 2.5, 0.1, 0.5, gone);
    }

    public Options withDirections(int count) {
      return new Options(count, turnDegPerS, forGood, settleS, windowS, onsetS, onsetLengthS, gone);
    }

    public Options withTurnDegPerS(double degPerS) {
      return new Options(
          directions, degPerS, forGood, settleS, windowS, onsetS, onsetLengthS, gone);
    }

    public Options withForGood(boolean stays) {
      return new Options(
          directions, turnDegPerS, stays, settleS, windowS, onsetS, onsetLengthS, gone);
    }

    public Options withSettleS(double seconds) {
      return new Options(
          directions, turnDegPerS, forGood, seconds, windowS, onsetS, onsetLengthS, gone);
    }

    public Options withWindowS(double seconds) {
      return new Options(
          directions, turnDegPerS, forGood, settleS, seconds, onsetS, onsetLengthS, gone);
    }

    /** With the onset measured from so much of the intervention on, for so long, in s. */
    public Options withOnset(double fromS, double lengthS) {
      return new Options(directions, turnDegPerS, forGood, settleS, windowS, fromS, lengthS, gone);
    }

    /** With another share of the bump below which it is gone. */
    public Options withGone(double share) {
      return new Options(
          directions, turnDegPerS, forGood, settleS, windowS, onsetS, onsetLengthS, share);
    }

    /** With the turn of the network's task where none is asked for. */
    Options of(Specimen specimen) {
      return Double.isNaN(turnDegPerS) ? withTurnDegPerS(Defaults.turnDegPerS(specimen)) : this;
    }
  }

  /**
   * What is measured in a stretch of the trials.
   *
   * @param bump of the units whose output is not cut, at rest: each start's population vector, mean
   *     of rate x e^{i PD}, less the mean of all starts, whose length counts. What all starts have
   *     in common tells no direction, and is no bump
   * @param coherence of the directions of the whole vectors with those that the starts were told,
   *     but for a turn that all have in common: 1 if all starts are kept apart, 0 if all have come
   *     to one place
   * @param readoutLength length of the output vector at rest; 1 is what training asks for
   * @param estimate mean length of what each start's output vector has beyond the mean of all
   * @param errorDeg mean absolute difference between decoded and true direction, over all trials
   * @param driftDegPerS mean velocity of the bump at rest, CCW positive
   * @param driftSd its standard deviation over starts, which are no independent samples
   * @param gain velocity of the bump over the true one, from the turning trials; NaN where the bump
   *     is gone ({@link Options#gone}), because what is left has a velocity, and no direction
   */
  public record Window(
      double bump,
      double coherence,
      double readoutLength,
      double estimate,
      double errorDeg,
      double driftDegPerS,
      double driftSd,
      double gain) {

    /** Without a gain, if less than a share of the bump before is there. */
    Window unlessGone(Window before, double gone) {
      return CutEffect.share(bump, before.bump) < gone
          ? new Window(
              bump, coherence, readoutLength, estimate, errorDeg, driftDegPerS, driftSd, Double.NaN)
          : this;
    }
  }

  /**
   * One trial.
   *
   * @param bumpPdDeg preferred directions of the compass units, in rising order
   * @param bump rates of the compass units [steps, compass units]
   */
  public record Example(
      double[] timeS,
      double[] trueDeg,
      double[] decodedDeg,
      double[] readoutLength,
      double[] bumpPdDeg,
      double[][] bump) {}

  /** With the usual options. */
  public static Perturbation of(Specimen specimen, UnitTable table, Intervention intervention) {
    return of(specimen, table, intervention, Options.defaults());
  }

  /**
   * Runs the trials: settling, before, during and after.
   *
   * @param table whose active units make the bump
   */
  public static Perturbation of(
      Specimen specimen, UnitTable table, Intervention intervention, Options options) {
    return new PerturbationTrials(specimen, table, options)
        .perturb(intervention, options.forGood());
  }

  /** What a window has left of a number before the intervention, as a share. */
  public double kept(Window window, ToDoubleFunction<Window> number) {
    return number.applyAsDouble(window) / number.applyAsDouble(before);
  }

  /** What it does, in the numbers that cuts are judged by. */
  CutEffect effect(int units) {
    return CutEffect.of(units, before, onset, during);
  }

  /** How far the onset changes the drift at rest, CCW positive. */
  public double driftChangeDegPerS() {
    return onset.driftDegPerS - before.driftDegPerS;
  }

  /** Adds a row for each window, and the example's course as rows and as arrays. */
  void tabulate(Tables tables) {
    Csv csv =
        tables.table(
            "perturbations.csv",
            "perturbation",
            "window",
            "bump",
            "coherence",
            "readout_length",
            "estimate",
            "error_deg",
            "drift_deg_per_s",
            "drift_sd",
            "gain",
            "from_s",
            "to_s",
            "units_cut",
            "arrays");
    row(csv, "before", before);
    row(csv, "onset", onset);
    row(csv, "during", during);
    row(csv, "after", after);
    Csv course =
        tables.table(
            "perturbation_examples.csv",
            "perturbation",
            "time_s",
            "true_deg",
            "decoded_deg",
            "readout_length");
    for (int t = 0; t < example.timeS.length; t++) {
      course.row(
          intervention.name(),
          example.timeS[t],
          example.trueDeg[t],
          example.decodedDeg[t],
          example.readoutLength[t]);
    }
    Map<String, NpyArray> arrays = tables.arrays("perturbations.npz");
    String key = key();
    arrays.put("time_s", Tables.vector(example.timeS));
    arrays.put("compass_preferred_direction_deg", Tables.vector(example.bumpPdDeg));
    arrays.put(key + "_true_deg", Tables.vector(example.trueDeg));
    arrays.put(key + "_decoded_deg", Tables.vector(example.decodedDeg));
    arrays.put(key + "_readout_length", Tables.vector(example.readoutLength));
    arrays.put(key + "_compass_rates", Tables.matrix(example.bump));
  }

  /** What the names of its arrays begin with. */
  private String key() {
    return intervention.name().replace(' ', '_');
  }

  private void row(Csv csv, String when, Window w) {
    csv.row(
        intervention.name(),
        when,
        w.bump,
        w.coherence,
        w.readoutLength,
        w.estimate,
        w.errorDeg,
        w.driftDegPerS,
        w.driftSd,
        w.gain,
        windowS[0],
        windowS[1],
        intervention.silenced().length,
        key());
  }

  /** A row for each window. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            intervention.name(),
            "bump",
            "coherence",
            "readout",
            "error (deg)",
            "drift (deg/s)",
            "SD",
            "gain");
    row(table, "before", before);
    row(table, "first 0.5 s", onset);
    row(table, "during", during);
    row(table, Double.isFinite(windowS[1]) ? "after" : "later", after);
    if (Stream.of(onset, during, after).anyMatch(w -> Double.isNaN(w.gain))) {
      table.line(
          text(
              "no gain: less than %.0f %% of the bump is left, too little to turn",
              100 * options.gone));
    }
    return table.toString();
  }

  private static void row(TextTable table, String name, Window w) {
    table.row(
        name, w.bump, w.coherence, w.readoutLength, w.errorDeg, w.driftDegPerS, w.driftSd, w.gain);
  }
}
