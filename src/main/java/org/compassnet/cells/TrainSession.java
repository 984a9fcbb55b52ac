package org.compassnet.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.compassnet.config.UserError;
import org.compassnet.files.Text;
import org.compassnet.trajectory.recording.Recording;

/** A session in spike times and a tracked direction. */
final class TrainSession {

  // While the tracking is lost for no longer, bins go on without a direction.
  private static final double LONGEST_LOST_S = 60;

  // Fewer than this share of the spikes, or spikes in less of the tracked time, are told to look
  // at.
  private static final double FEW = 0.1;
  private static final double LITTLE_TIME = 0.5;

  // Fewer are no session's, but of times in another unit.
  private static final double TOO_FEW = 0.01;

  private static final String CAUSES =
      "are the times of the spikes in another unit (of ticks: --spike-rate HZ; in other files they"
          + " are in s), or from another start?";

  private TrainSession() {}

  /**
   * Counts the spikes while the direction was tracked, and those of the epochs of sleep.
   *
   * @param epochs of the session, where the file has some
   * @param observed when all cells were recorded; null where the file does not say
   * @param taken what was said so far
   * @throws UserError if under 1 % of the spikes are where the direction is tracked or in sleep
   */
  static CellRecording of(
      Path file,
      SpikeTrains trains,
      Recording recording,
      List<Epoch> epochs,
      Spans observed,
      CellOptions options,
      Taken taken) {
    if (trains.names().isEmpty() || trains.spikes() == 0) {
      throw new UserError(file + ": " + trains.names().size() + " cells and no spikes");
    }
    taken.say("spikes: %d of %d cells".formatted(trains.spikes(), trains.names().size()));
    taken.direction(recording);
    List<double[]> tracked =
        recording.stretches().stream()
            .map(s -> new double[] {s.timesS()[0], s.timesS()[s.timesS().length - 1]})
            .toList();
    Spans spans = Spans.joined(tracked, LONGEST_LOST_S);
    if (observed != null) {
      spans = narrowed(spans, observed, "the cells' times of observation", file, taken);
    }
    List<Epoch> awake =
        epochs.stream().filter(Epoch::isAwake).filter(e -> !isSleep(e, options)).toList();
    if (!awake.isEmpty()) {
      Spans awakeSpans = Spans.of(awake.stream().map(Epoch::span).toList());
      spans = narrowed(spans, awakeSpans, names(awake), file, taken);
    }
    List<Epoch> asleep = epochs.stream().filter(e -> isSleep(e, options)).toList();
    if (!asleep.isEmpty()) {
      Spans waking = spans.without(Spans.of(asleep.stream().map(Epoch::span).toList()));
      spans = narrowed(spans, waking, "what is not " + names(asleep), file, taken);
    }
    SpikeCounts counts = trains.count(spans, options.binS(), file.toString());
    requireSpikes(counts, trains, recording, file);
    double[] headDirectionRad = recording.directionsAt(counts.timeS());
    taken.say(
        Text.text(
            "bins of %.4g ms, %d in %d span%s",
            1e3 * options.binS(),
            counts.bins(),
            spans.list().size(),
            spans.list().size() == 1 ? "" : "s"));
    taken.lost(headDirectionRad);
    Map<String, SpikeCounts> sleep = sleep(file, trains, epochs, observed, options, taken);
    sayTracked(counts, sleep, trains, spans, file, taken);
    return new CellRecording(
        file.toString(), trains.names(), counts, headDirectionRad, sleep, taken.lines());
  }

  /** How many spikes are of use; few, or none in most of the time, is likely an error of units. */
  private static void sayTracked(
      SpikeCounts awake,
      Map<String, SpikeCounts> sleep,
      SpikeTrains trains,
      Spans spans,
      Path file,
      Taken taken) {
    int all = trains.spikes();
    long tracked = awake.spikes();
    long asleep = sleep.values().stream().mapToLong(SpikeCounts::spikes).sum();
    double share = (tracked + asleep) / (double) all;
    double[] range = trains.rangeS();
    String said =
        Text.text("%d of %d spikes (%.3g %%)", tracked, all, 100.0 * tracked / all)
            + " while the direction is tracked"
            + (sleep.isEmpty() ? "" : Text.text(", %.3g %% in sleep", 100.0 * asleep / all));
    if (share < TOO_FEW) {
      throw new UserError(
          Text.text(
              "%s: only %s (from %.1f to %.1f s; spikes from %.1f to %.1f s): %s",
              file, said, start(spans), end(spans), range[0], range[1], CAUSES));
    }
    taken.say("used: " + said);
    if (share < FEW) {
      taken.say(
          Text.text(
              "warning: the direction is tracked from %.1f to %.1f s, and most spikes are outside"
                  + " (from %.1f to %.1f s): %s",
              start(spans), end(spans), range[0], range[1], CAUSES));
    }
    double withSpikesS =
        range[1] > range[0] ? spans.within(Spans.of(List.of(range))).durationS() : 0;
    if (share >= FEW && withSpikesS < LITTLE_TIME * spans.durationS()) {
      taken.say(
          Text.text(
              "warning: all spikes are from %.1f to %.1f s, in %.1f s of %.1f s of tracked time:"
                  + " %s",
              range[0], range[1], withSpikesS, spans.durationS(), CAUSES));
    }
  }

  private static Spans narrowed(Spans spans, Spans to, String what, Path file, Taken taken) {
    Spans common = spans.within(to);
    if (common.isEmpty()) {
      throw new UserError(
          Text.text(
              "%s: the direction is tracked from %.1f to %.1f s, and nowhere within %s",
              file, start(spans), end(spans), what));
    }
    if (common.durationS() < spans.durationS() - 1e-6) {
      taken.say(
          Text.text(
              "awake: %.1f of %.1f s of the tracking, within %s",
              common.durationS(), spans.durationS(), what));
    }
    return common;
  }

  private static double start(Spans spans) {
    return spans.list().get(0)[0];
  }

  private static double end(Spans spans) {
    return spans.list().get(spans.list().size() - 1)[1];
  }

  private static void requireSpikes(
      SpikeCounts counts, SpikeTrains trains, Recording recording, Path file) {
    if (counts.spikes() > 0) {
      return;
    }
    double[] range = trains.rangeS();
    throw new UserError(
        Text.text(
            "%s: no spikes (they are from %.1f to %.1f s) while the direction is tracked (%s); %s",
            file, range[0], range[1], recording.summary(), CAUSES));
  }

  private static Map<String, SpikeCounts> sleep(
      Path file,
      SpikeTrains trains,
      List<Epoch> epochs,
      Spans observed,
      CellOptions options,
      Taken taken) {
    Map<String, List<double[]>> spans = new LinkedHashMap<>();
    for (Epoch epoch : epochs) {
      if (isSleep(epoch, options)) {
        spans.computeIfAbsent(epoch.name(), name -> new ArrayList<>()).add(epoch.span());
      }
    }
    for (String name : options.sleep()) {
      if (!spans.containsKey(name)) {
        throw new UserError(
            "%s: --sleep %s: no such epoch; the file has %s"
                .formatted(file, name, epochs.isEmpty() ? "none" : names(epochs)));
      }
    }
    Map<String, SpikeCounts> sleep = new LinkedHashMap<>();
    spans.forEach(
        (name, list) -> {
          Spans asleep = observed == null ? Spans.of(list) : Spans.of(list).within(observed);
          SpikeCounts counts = trains.count(asleep, options.binS(), file + ": " + name);
          if (counts.bins() > 0) {
            sleep.put(name, counts);
            taken.say(
                Text.text(
                    "sleep: %s, %.1f s in %d spans",
                    name, asleep.durationS(), asleep.list().size()));
          }
        });
    List<Epoch> left = epochs.stream().filter(e -> !e.isAwake() && !isSleep(e, options)).toList();
    if (!left.isEmpty()) {
      taken.say("left: epochs " + names(left));
    }
    return sleep;
  }

  private static boolean isSleep(Epoch epoch, CellOptions options) {
    return options.sleep().isEmpty() ? epoch.isSleep() : options.sleep().contains(epoch.name());
  }

  private static String names(List<Epoch> epochs) {
    return epochs.stream().map(Epoch::name).distinct().limit(20).collect(Collectors.joining(", "));
  }
}
