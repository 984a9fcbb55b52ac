package org.compassnet.cells;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compassnet.config.RecordingConfig;
import org.compassnet.config.RecordingConfig.AngleUnit;
import org.compassnet.config.UserError;
import org.compassnet.files.Failure;
import org.compassnet.files.Heap;
import org.compassnet.files.Text;
import org.compassnet.trajectory.recording.ArrayTable;
import org.compassnet.trajectory.recording.Asked;
import org.compassnet.trajectory.recording.Recording;
import org.compassnet.trajectory.recording.Table;

/**
 * A session as CRCNS's th-1 has it: BASENAME.ang, the direction in rad, -1 where lost, a line each
 * 1/39.06 s (the EEG's 1250 Hz over 32); BASENAME.res.N, times of the spikes of shank N in ticks of
 * 20 kHz; BASENAME.clu.N, after a line with their number, the cluster of each. Clusters 0 and 1 are
 * noise.
 */
final class CrcnsText implements CellReader {

  private static final Pattern NAME = Pattern.compile("(.+)\\.(ang|(?:res|clu)\\.(\\d{1,4}))");
  private static final double TRACKER_HZ = 1250.0 / 32;
  private static final int NOISE = 1;

  /** Whether a file is one of such a session. */
  static boolean isOne(Path file) {
    return file.getFileName() != null && NAME.matcher(file.getFileName().toString()).matches();
  }

  @Override
  public CellRecording read(Path file, CellOptions options) {
    options.requireUnsaid(file, "--counts", options.counts(), "holds spike times, no counts");
    Matcher name = NAME.matcher(file.getFileName().toString());
    String base = name.matches() ? name.group(1) : "";
    Path folder = file.toAbsolutePath().getParent();
    Map<Integer, Path> shanks = shanks(folder, base);
    if (shanks.isEmpty()) {
      throw new UserError(
          "%s: no %s.res.N with a %s.clu.N beside it: the spikes".formatted(file, base, base));
    }
    Path ang = folder.resolve(base + ".ang");
    if (options.directionFile() == null && !Files.isRegularFile(ang)) {
      throw new UserError(
          "%s: no %s.ang beside it: the direction (--direction-file FILE if it is elsewhere)"
              .formatted(file, base));
    }
    double spikeHz = options.spikeHz() == null ? CellOptions.SPIKE_HZ : options.spikeHz();
    Taken taken = new Taken();
    Map<String, double[]> cells = new LinkedHashMap<>();
    shanks.forEach((shank, res) -> addClusters(cells, shank, res, spikeHz));
    taken.say(
        Text.text(
            "cells: clusters of shanks %s but 0 and 1, spike times in ticks of %.6g Hz",
            shanks.keySet(), spikeHz));
    Recording recording =
        options.directionFile() != null ? DirectionFile.read(options) : angles(ang, options, taken);
    return TrainSession.of(
        file,
        new SpikeTrains(List.copyOf(cells.keySet()), List.copyOf(cells.values())),
        recording,
        List.of(),
        null,
        options,
        taken);
  }

  /** The files of spike times that have clusters, by their shank. */
  private static Map<Integer, Path> shanks(Path folder, String base) {
    Map<Integer, Path> shanks = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path other : files) {
        Matcher name = NAME.matcher(other.getFileName().toString());
        if (name.matches()
            && name.group(1).equals(base)
            && name.group(2).startsWith("res")
            && Files.isRegularFile(folder.resolve(base + ".clu." + name.group(3)))) {
          shanks.put(Integer.parseInt(name.group(3)), other);
        }
      }
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be read (" + Failure.reason(e) + ")", e);
    }
    return shanks;
  }

  private static void addClusters(
      Map<String, double[]> cells, int shank, Path res, double spikeHz) {
    String name = res.getFileName().toString();
    Path clu = res.resolveSibling(name.substring(0, name.lastIndexOf("res.")) + "clu." + shank);
    double[] ticks = column(res);
    double[] clusters = column(clu);
    if (clusters.length != ticks.length + 1) {
      throw new UserError(
          "%s: %d clusters after the first line, and %s has %d spikes; as many are wanted"
              .formatted(clu, Math.max(0, clusters.length - 1), name, ticks.length));
    }
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 1; i < clusters.length; i++) {
      if (!(clusters[i] >= 0) || clusters[i] > 1e6 || clusters[i] != Math.rint(clusters[i])) {
        throw new UserError(
            "%s:%d: %s; allowed: a cluster, a whole number from 0"
                .formatted(clu, i + 1, clusters[i]));
      }
      if (clusters[i] > NOISE) {
        counts.merge((int) clusters[i], 1, Integer::sum);
      }
    }
    counts.forEach(
        (cluster, count) -> {
          double[] times = new double[count];
          int n = 0;
          for (int i = 0; i < ticks.length; i++) {
            if (clusters[i + 1] == cluster) {
              times[n++] = ticks[i] / spikeHz;
            }
          }
          cells.put(shank + "." + cluster, times);
        });
  }

  private static Recording angles(Path ang, CellOptions options, Taken taken) {
    RecordingConfig said = options.recording();
    if (said.direction() != null || said.time() != null || !said.points().isEmpty()) {
      throw new UserError(
          ang + ": --direction, --time and --points have no effect: it holds the direction alone");
    }
    options.requireUnsaid(
        ang,
        "--time-unit",
        said.timeUnit() == RecordingConfig.TimeUnit.AUTO ? null : said.timeUnit().keyword(),
        "is in s");
    options.requireNoSeparator(ang, "holds a direction in each line");
    Table table = Table.read(ang, RecordingConfig.BY_NAMES, Asked.OPTIONS);
    int columns = table.names().size();
    if (table.named() || columns < 1 || columns > 2) {
      throw new UserError(
          "%s: %s; allowed: a direction in each line, or a time in s and a direction"
              .formatted(ang, table.describe()));
    }
    if (columns == 2) {
      options.requireUnsaid(ang, "--fps", said.fps(), "has the times of its samples");
    }
    double[] angles = new double[table.rows(0)];
    double[] times = new double[angles.length];
    double hz = said.fps() == null ? TRACKER_HZ : said.fps();
    for (int i = 0; i < angles.length; i++) {
      angles[i] = table.value(i, columns - 1);
      times[i] = columns == 2 ? table.value(i, 0) : i / hz;
    }
    taken.say(
        columns == 2
            ? "time: the first of two columns, taken to be in s"
            : Text.text("time: %.4f samples of the direction per s, the first at 0 s", hz));
    Map<String, double[]> named = new LinkedHashMap<>();
    named.put("time_s", times);
    named.put("ang", angles);
    RecordingConfig how =
        new RecordingConfig(
            RecordingConfig.Separator.AUTO,
            "time_s",
            RecordingConfig.TimeUnit.S,
            null,
            "ang",
            said.unit(),
            List.of(),
            null);
    return Recording.read(
        new ArrayTable(ang, named, Map.of("ang", AngleUnit.RAD)),
        options.maxGapS(),
        how,
        Asked.OPTIONS);
  }

  /** A number in each line. */
  private static double[] column(Path file) {
    double[] values = new double[1024];
    int n = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      Heap.requireRoom(4 * Files.size(file), file.toString());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String text = line.strip();
        if (text.isEmpty()) {
          continue;
        }
        if (n == values.length) {
          values = Arrays.copyOf(values, 2 * n);
        }
        values[n++] = number(text, file, n);
      }
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + Failure.reason(e) + ")", e);
    }
    return Arrays.copyOf(values, n);
  }

  private static double number(String text, Path file, int line) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
    throw new UserError("%s:%d: '%s'; allowed: one number a line".formatted(file, line, shown));
  }
}
