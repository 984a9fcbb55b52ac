package org.compassnet.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.UserError;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.Writable;

/**
 * The head direction of an animal, unwrapped and resampled to the task's step by linear
 * interpolation. A gap in the recording ends a stretch; no trial crosses one.
 */
public final class RecordedTrajectory implements VelocityProcess {

  private final Path file;
  private final double stepMs;
  private final List<double[]> stretches;

  private RecordedTrajectory(Path file, double stepMs, List<double[]> stretches) {
    this.file = file;
    this.stepMs = stepMs;
    this.stretches = stretches;
  }

  /**
   * Reads a CSV with a header of two columns or more: the first is the time in s, the second the
   * head direction, whose name tells the unit (it contains {@code rad} or {@code deg}).
   *
   * @param maxGapS a longer time between two samples ends a stretch
   * @throws UserError naming the row and the value for anything that is no such recording
   */
  public static RecordedTrajectory read(Path file, double stepMs, double maxGapS) {
    List<List<Writable>> rows = readCsv(file);
    double unit = directionUnit(file, rows);
    List<double[]> stretches = new ArrayList<>();
    List<double[]> samples = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      String where = file + ":" + (i + 1);
      if (rows.get(i).size() < 2) {
        throw new UserError(
            where + ": " + rows.get(i).size() + " column; time and direction wanted");
      }
      double time = number(rows.get(i).get(0), where, "time");
      double direction = unit * number(rows.get(i).get(1), where, "head direction");
      if (!samples.isEmpty()) {
        double[] previous = samples.get(samples.size() - 1);
        if (time <= previous[0]) {
          throw new UserError(
              where + ": time " + time + " s after " + previous[0] + " s; times must increase");
        }
        if (time - previous[0] > maxGapS) {
          addStretch(stretches, samples, stepMs);
          samples.clear();
        } else {
          direction = previous[1] + Math.IEEEremainder(direction - previous[1], 2 * Math.PI);
        }
      }
      samples.add(new double[] {time, direction});
    }
    addStretch(stretches, samples, stepMs);
    if (stretches.isEmpty()) {
      throw new UserError(
          file
              + ": "
              + Math.max(0, rows.size() - 1)
              + " rows; at least two samples that span a step of "
              + stepMs
              + " ms are wanted");
    }
    return new RecordedTrajectory(file, stepMs, stretches);
  }

  private static List<List<Writable>> readCsv(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserError(
          file + ": no readable file; a CSV with time and head direction is wanted");
    }
    List<List<Writable>> rows = new ArrayList<>();
    try (CSVRecordReader reader = new CSVRecordReader()) {
      reader.initialize(new FileSplit(file.toFile()));
      while (reader.hasNext()) {
        rows.add(reader.next());
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw new UserError(file + ":" + (rows.size() + 1) + ": not CSV: " + e.getMessage(), e);
    }
    return rows;
  }

  private static double directionUnit(Path file, List<List<Writable>> rows) {
    String name =
        rows.isEmpty() || rows.get(0).size() < 2
            ? ""
            : rows.get(0).get(1).toString().toLowerCase(Locale.ROOT);
    if (name.contains("rad")) {
      return 1;
    }
    if (name.contains("deg")) {
      return Math.PI / 180;
    }
    throw new UserError(
        file
            + ":1: second column '"
            + name
            + "'; a header such as t_s,hd_rad or t_s,hd_deg is wanted, to tell the unit");
  }

  private static double number(Writable cell, String where, String what) {
    double value;
    try {
      value = Double.parseDouble(cell.toString().trim());
    } catch (NumberFormatException e) {
      throw new UserError(where + ": " + what + " '" + cell + "' is not a number", e);
    }
    if (!Double.isFinite(value)) {
      throw new UserError(where + ": " + what + " " + cell + "; a finite number is wanted");
    }
    return value;
  }

  /**
   * Appends the samples (time in s, unwrapped direction in rad), resampled, if they span a step.
   */
  private static void addStretch(List<double[]> stretches, List<double[]> samples, double stepMs) {
    if (samples.size() < 2) {
      return;
    }
    double start = samples.get(0)[0];
    double duration = samples.get(samples.size() - 1)[0] - start;
    // A hundredth of a step of slack: times are decimal numbers, and their sums are not exact.
    int points = (int) Math.floor(duration * 1000 / stepMs + 0.01) + 1;
    double[] directions = new double[points];
    for (int i = 0, k = 0; i < points; i++) {
      double time = Math.min(start + i * stepMs / 1000, start + duration);
      while (k + 2 < samples.size() && samples.get(k + 1)[0] <= time) {
        k++;
      }
      double[] a = samples.get(k);
      double[] b = samples.get(k + 1);
      directions[i] = a[1] + (b[1] - a[1]) * (time - a[0]) / (b[0] - a[0]);
    }
    if (points >= 2) {
      stretches.add(directions);
    }
  }

  /** Stretches without gaps: unwrapped head direction in rad, one value per step. */
  public List<double[]> stretches() {
    return List.copyOf(stretches);
  }

  /** A stretch of the recording from a random place. */
  @Override
  public double fill(double[] velocity, int from, UniformRandomProvider random) {
    int moves = velocity.length - from;
    long places = 0;
    for (double[] stretch : stretches) {
      places += Math.max(0, stretch.length - moves);
    }
    if (places == 0) {
      throw tooShort(moves);
    }
    long place = random.nextLong(places);
    for (double[] stretch : stretches) {
      long here = Math.max(0, stretch.length - moves);
      if (place < here) {
        return copy(stretch, (int) place, velocity, from);
      }
      place -= here;
    }
    throw new IllegalStateException("place beyond the recording");
  }

  /** The recording from its start to its end as trials that do not overlap. */
  public int consecutiveTrials(int moves) {
    int trials = 0;
    for (double[] stretch : stretches) {
      trials += (stretch.length - 1) / moves;
    }
    if (trials == 0) {
      throw tooShort(moves);
    }
    return trials;
  }

  /** A process whose k-th trial is the k-th of {@link #consecutiveTrials}. */
  public VelocityProcess consecutive() {
    return new VelocityProcess() {
      private int stretch;
      private int place;

      @Override
      public double fill(double[] velocity, int from, UniformRandomProvider random) {
        int moves = velocity.length - from;
        while (stretches.get(stretch).length - 1 - place < moves) {
          stretch++;
          place = 0;
        }
        double direction = copy(stretches.get(stretch), place, velocity, from);
        place += moves;
        return direction;
      }
    };
  }

  private static double copy(double[] stretch, int place, double[] velocity, int from) {
    for (int t = from; t < velocity.length; t++) {
      velocity[t] = stretch[place + t - from + 1] - stretch[place + t - from];
    }
    return stretch[place];
  }

  private UserError tooShort(int moves) {
    int longest = stretches.stream().mapToInt(s -> s.length - 1).max().orElse(0);
    return new UserError(
        "%s: the longest stretch without a gap is %d steps of %s ms; a trial needs %d after the cue"
            .formatted(file, longest, stepMs, moves));
  }

  @Override
  public String toString() {
    int samples = stretches.stream().mapToInt(s -> s.length).sum();
    return String.format(
        Locale.ROOT,
        "%s: %.1f s in %d stretch%s without a gap, on a grid of %s ms",
        file.getFileName(),
        samples * stepMs / 1000,
        stretches.size(),
        stretches.size() == 1 ? "" : "es",
        stepMs);
  }
}
