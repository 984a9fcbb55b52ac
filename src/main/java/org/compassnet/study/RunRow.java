package org.compassnet.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.config.VelocityConfig;
import org.compassnet.files.Failure;
import org.compassnet.files.FolderLock;
import org.compassnet.training.Provenance;
import org.compassnet.training.RunFolder;

/**
 * What a list of runs says of one. Only small files are read for it, and the end of a long one; a
 * folder that cannot be read is a row too.
 *
 * @param folder as it was found
 * @param name by its configuration; null where that cannot be read, as all that follows
 * @param condition of a study, or the velocity that it was trained with
 * @param updatesDone null where the weights came from elsewhere
 * @param errorDeg mean angular error of its last evaluation; null before that
 * @param classCounts units of each class; empty before its analysis
 * @param from run whose finished weights it began with; null where they were random, or not known
 * @param note why it is in its state, where that is not plain; empty otherwise
 */
public record RunRow(
    String folder,
    String name,
    String condition,
    Long seed,
    Integer units,
    Integer updatesDone,
    Integer updates,
    Double errorDeg,
    Map<UnitClass, Integer> classCounts,
    String from,
    State state,
    String note) {

  private static final long MOST_BYTES = 16 << 20;
  private static final int TAIL_BYTES = 4096;

  /** Where a run is. */
  public enum State {
    /** Trained and analysed. */
    FINISHED,
    /** Trained, and not taken apart. */
    NOT_ANALYSED,
    /** Its training has not ended; it can be resumed. */
    UNFINISHED,
    /** A process is in its folder. */
    IN_USE,
    /** Its training went bad. */
    FAILED,
    /** A file is missing or cannot be read. */
    DAMAGED;

    /** As a table writes it. */
    @JsonValue
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Of a run folder, whatever is in it. */
  static RunRow of(Path path) {
    try {
      return read(new RunFolder(path));
    } catch (UserError e) {
      return damaged(path, e.getMessage());
    } catch (IOException e) {
      return damaged(path, Failure.reason(e));
    } catch (RuntimeException e) {
      // Whatever stands in a stranger's file: this list goes on.
      return damaged(path, "a file of it cannot be read");
    }
  }

  static RunRow damaged(Path path, String why) {
    String place = Failure.line(path.toString());
    String line = Failure.line(why);
    String note = line.startsWith(place) ? line.substring(place.length() + 1).strip() : line;
    return new RunRow(
        shown(path), null, null, null, null, null, null, null, Map.of(), null, State.DAMAGED, note);
  }

  private static String shown(Path path) {
    Path plain = path.normalize();
    return plain.toString().isEmpty() ? "." : plain.toString();
  }

  private static RunRow read(RunFolder run) throws IOException {
    if (!Files.isRegularFile(run.config())) {
      throw new UserError("no config.yaml in it");
    }
    Config config = run.readConfig();
    Optional<NetworkSummary> outcome =
        Files.isRegularFile(run.path().resolve(NetworkSummary.FILE))
            ? Optional.of(NetworkSummary.read(run))
            : Optional.empty();
    boolean trained = run.hasModel();
    if (trained) {
      requireZip(run.model());
    }
    Path summary = run.analysis().resolve("summary.json");
    boolean analysed = Files.isRegularFile(summary);
    Optional<String> holder = FolderLock.holder(run.path());
    boolean failed = outcome.map(o -> o.state() == NetworkSummary.State.FAILED).orElse(false);
    State state =
        holder.isPresent()
            ? State.IN_USE
            : failed
                ? State.FAILED
                : !trained ? State.UNFINISHED : analysed ? State.FINISHED : State.NOT_ANALYSED;
    return new RunRow(
        shown(run.path()),
        config.name(),
        outcome.map(NetworkSummary::condition).orElse(velocity(config.task().velocity())),
        config.seed(),
        config.network().units(),
        updatesDone(run, config.training().updates()),
        config.training().updates(),
        errorDeg(run),
        analysed ? counts(json(summary), config.network().units()) : Map.of(),
        from(run),
        state,
        holder.orElse(failed ? outcome.orElseThrow().reason() : ""));
  }

  private static String from(RunFolder run) {
    String from = Provenance.from(run);
    return from.isEmpty() ? null : from;
  }

  private static String velocity(VelocityConfig velocity) {
    String kind = velocity.kind().keyword();
    return switch (velocity.kind()) {
      case MOMENTUM, ORNSTEIN_UHLENBECK -> kind + " " + velocity.sigmaRadPerStep();
      default -> kind;
    };
  }

  /** A zip's list of contents is at its end, so one that was cut short is known by it. */
  private static void requireZip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() == 0) {
        throw new UserError(file.getFileName() + ": empty");
      }
    } catch (IOException e) {
      throw new UserError(file.getFileName() + ": " + Failure.reason(e), e);
    }
  }

  /** The first number of the last row of metrics.csv. */
  private static Integer updatesDone(RunFolder run, int updates) throws IOException {
    if (!Files.isRegularFile(run.metrics())) {
      return Files.exists(run.model()) ? null : 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(run.metrics().toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      String text = new String(tail, StandardCharsets.UTF_8).stripTrailing();
      String last = text.substring(text.lastIndexOf('\n') + 1);
      String number = last.split(",", 2)[0];
      int done = number.equals("update") ? 0 : Integer.parseInt(number);
      if (done < 0 || done > updates) {
        throw new UserError(
            "metrics.csv: update %d; the run has %d of them".formatted(done, updates));
      }
      return done;
    } catch (NumberFormatException e) {
      throw new UserError("metrics.csv: not the metrics of a run", e);
    }
  }

  private static Double errorDeg(RunFolder run) throws IOException {
    if (!Files.isRegularFile(run.evaluation())) {
      return null;
    }
    JsonNode error = json(run.evaluation()).at("/angular_error_deg/mean");
    if (!error.isNumber() || !(error.doubleValue() >= 0 && error.doubleValue() <= 180)) {
      throw new UserError(
          "evaluation.json: angular_error_deg.mean: %s; 0 to 180 is wanted".formatted(said(error)));
    }
    return error.doubleValue();
  }

  private static String said(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }

  private static Map<UnitClass, Integer> counts(JsonNode summary, int units) {
    Map<UnitClass, Integer> counts = new EnumMap<>(UnitClass.class);
    for (UnitClass type : UnitClass.values()) {
      JsonNode count = summary.path("class_counts").path(type.keyword());
      if (!count.isInt() || count.intValue() < 0 || count.intValue() > units) {
        throw new UserError(
            "summary.json: class_counts.%s: %s; 0 to %d is wanted, as many as there are units"
                .formatted(type.keyword(), said(count), units));
      }
      counts.put(type, count.intValue());
    }
    return counts;
  }

  private static JsonNode json(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new UserError(file.getFileName() + ": too large for a file of a run");
    }
    try {
      return Config.json().readTree(file.toFile());
    } catch (IOException e) {
      throw new UserError(file.getFileName() + ": no JSON, or one cut short", e);
    }
  }

  /** Updates made of all, or a dash. */
  @JsonIgnore
  public String progress() {
    return updates == null ? "-" : (updatesDone == null ? "-" : updatesDone + "/" + updates);
  }
}
