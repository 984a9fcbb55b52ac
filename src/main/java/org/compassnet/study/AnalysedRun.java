package org.compassnet.study;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Histogram;
import org.compassnet.analysis.LesionKind;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.files.CsvTable;
import org.compassnet.files.Failure;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.files.Text;
import org.compassnet.training.RunFolder;

/**
 * What the analysis of a run has written of it, as far as runs are held side by side.
 *
 * @param counts units of each class
 * @param strengths how S_AV is distributed among the units of each class, in bins from 0 to 1
 * @param kernels mean weights onto compass units by the class that they come from; none that were
 *     not measured
 * @param kernelsBefore the same between the same units before training
 * @param lesions what came of each lesion, by its name
 * @param bumps what is left of the bump over time after each lesion, and with nothing cut
 * @param drift drift at rest in deg/s over the direction in deg, if it was measured
 * @param memory mean error in deg over the time at rest in s, if it was measured
 * @param omitted what was not measured, and why
 */
public record AnalysedRun(
    Map<UnitClass, Integer> counts,
    Map<UnitClass, Histogram> strengths,
    Map<UnitClass, double[]> kernels,
    Map<UnitClass, double[]> kernelsBefore,
    Map<String, Lesion> lesions,
    Map<String, Curve> bumps,
    Optional<Curve> drift,
    Optional<Curve> memory,
    Map<String, String> omitted) {

  /** Bins of S_AV, as wide as in the report of a run. */
  public static final int STRENGTH_BINS = 20;

  private static final double MOST = 1e9;

  /**
   * What came of a lesion.
   *
   * @param words whether it did as in the paper
   * @param whyNot why nothing can be concluded from it; empty if something can
   */
  public record Lesion(String words, Optional<String> whyNot) {}

  /** A curve. */
  public record Curve(double[] x, double[] y) {}

  /** Whether the results of an analysis are in a run's folder. */
  static boolean isThere(RunFolder run) {
    return Files.isRegularFile(summary(run));
  }

  private static Path summary(RunFolder run) {
    return run.analysis().resolve("summary.json");
  }

  /**
   * Reads the results of an analysis.
   *
   * @throws UserError if a file is damaged
   */
  static AnalysedRun read(RunFolder run) {
    JsonNode summary = json(summary(run));
    CsvTable units = CsvTable.read(run.analysis().resolve("units.csv"), "class", "av_strength");
    requireClasses(units);
    Map<UnitClass, Integer> counts = new EnumMap<>(UnitClass.class);
    Map<UnitClass, Histogram> strengths = new EnumMap<>(UnitClass.class);
    for (UnitClass type : UnitClass.values()) {
      CsvTable of = units.where("class", type.keyword());
      counts.put(type, of.rows().size());
      strengths.put(type, Histogram.clamped(of.numbers("av_strength"), 0, 1, STRENGTH_BINS));
    }
    Map<String, NpyArray> wiring = arrays(run.analysis().resolve("connectivity.npz"));
    Map<String, String> omitted = new LinkedHashMap<>();
    summary
        .path("omitted")
        .fields()
        .forEachRemaining(e -> omitted.put(e.getKey(), e.getValue().asText()));
    return new AnalysedRun(
        counts,
        strengths,
        kernels(wiring, ""),
        kernels(wiring, "_before"),
        lesions(summary),
        bumps(run.analysis().resolve("lesion_courses.csv")),
        curve(run.analysis().resolve("drift_field.csv"), "direction_deg", "drift_deg_per_s"),
        curve(run.analysis().resolve("memory.csv"), "time_s", "mean_error_deg"),
        omitted);
  }

  private static void requireClasses(CsvTable units) {
    List<String> known = Arrays.stream(UnitClass.values()).map(UnitClass::keyword).toList();
    List<String> classes = units.words("class");
    for (int k = 0; k < classes.size(); k++) {
      if (!known.contains(classes.get(k))) {
        throw new UserError(
            "%s:%d: class %s; allowed: %s"
                .formatted(units.file(), k + 2, classes.get(k), String.join(", ", known)));
      }
    }
  }

  /** The network's units. */
  public int units() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, NpyArray> arrays(Path file) {
    return Files.isRegularFile(file) ? Npz.read(file, name -> name.endsWith("_mean")) : Map.of();
  }

  private static Map<UnitClass, double[]> kernels(Map<String, NpyArray> wiring, String suffix) {
    Map<UnitClass, double[]> kernels = new EnumMap<>(UnitClass.class);
    for (UnitClass from : Connectivity.CLASSES) {
      NpyArray mean = wiring.get(from.keyword() + "_to_compass" + suffix + "_mean");
      if (mean != null && mean.length() == KernelCurves.differencesDeg().length) {
        kernels.put(from, mean.values());
      }
    }
    return kernels;
  }

  private static Map<String, Lesion> lesions(JsonNode summary) {
    Map<String, Lesion> lesions = new LinkedHashMap<>();
    for (JsonNode lesion : summary.path("lesions")) {
      String name = lesion.path("name").asText();
      Optional<String> whyNot = whyNot(name, summary.path("findings"));
      String words =
          whyNot.isPresent()
              ? "nothing can be concluded: it keeps no direction"
              : (lesion.path("as_expected").asBoolean() ? "" : "not ")
                  + "as in the paper, p "
                  + p(lesion.path("p"));
      lesions.put(name, new Lesion(words, whyNot));
    }
    return lesions;
  }

  /** Of a network that has lost its direction before a lesion, no lesion is judged. */
  private static Optional<String> whyNot(String lesion, JsonNode findings) {
    for (JsonNode finding : findings) {
      if (finding.path("outcome").asText().equals(Finding.Outcome.NOT_MEASURED.keyword())
          && Stream.of(LesionKind.values())
              .filter(kind -> kind.title().equals(lesion))
              .anyMatch(kind -> kind.phenomenon().keyword().equals(finding.path("id").asText()))) {
        return Optional.of(finding.path("evidence").asText());
      }
    }
    return Optional.empty();
  }

  private static String p(JsonNode p) {
    return p.isNumber() ? Text.p(p.doubleValue()) : Text.NOT_DEFINED;
  }

  private static Map<String, Curve> bumps(Path file) {
    Map<String, Curve> bumps = new LinkedHashMap<>();
    if (Files.isRegularFile(file)) {
      CsvTable courses = CsvTable.read(file, "lesion", "time_s", "bump");
      for (String lesion : new LinkedHashSet<>(courses.words("lesion"))) {
        CsvTable of = courses.where("lesion", lesion);
        bumps.put(lesion, curve(of, "time_s", "bump"));
      }
    }
    return bumps;
  }

  private static Optional<Curve> curve(Path file, String x, String y) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(curve(CsvTable.read(file, x, y), x, y));
  }

  private static Curve curve(CsvTable table, String x, String y) {
    Curve curve = new Curve(table.numbers(x), table.numbers(y));
    for (int i = 0; i < curve.x().length; i++) {
      require(table.file(), curve.x()[i], -MOST, MOST);
      require(table.file(), curve.y()[i], -MOST, MOST);
    }
    return curve;
  }

  /** Refuses a number that no run has, which no figure could show either. */
  static void require(Path file, double value, double least, double most) {
    if (value < least || value > most) {
      throw new UserError(
          "%s: %s in it; a run has %s to %s there".formatted(file, value, least, most));
    }
  }

  static JsonNode json(Path file) {
    try {
      return Config.json().readTree(file.toFile());
    } catch (JacksonException e) {
      throw new UserError(file + ": damaged: no JSON, or one cut short", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + Failure.reason(e), e);
    }
  }
}
