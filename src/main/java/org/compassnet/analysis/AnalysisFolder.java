package org.compassnet.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.training.Evaluation;
import org.compassnet.training.RunFolder;

/**
 * The results of an analysis as files: tables as CSV, arrays as npz, numbers as summary.json.
 * Angles are in degrees in tables and in rad in arrays, as the names say.
 */
public record AnalysisFolder(Path path) {

  private static final int FIRST_THRESHOLD_PERCENT = 20;
  private static final int LAST_THRESHOLD_PERCENT = 80;

  /** The folder of a run. */
  public static AnalysisFolder of(RunFolder run) {
    return new AnalysisFolder(run.analysis());
  }

  /** What an earlier analysis may have left that this one could not measure. */
  private static final List<String> OPTIONAL =
      List.of(
          "perturbations.csv",
          "perturbations.npz",
          "drift_field.csv",
          "gain.csv",
          "memory.csv",
          "diffusion.csv",
          "kick.csv",
          "error_over_time.csv",
          "error_by_length.csv",
          "fixed_points.csv",
          "fixed_points.npz",
          "population.npz");

  /** Writes everything that was measured, and nothing else of ours stays. */
  public void write(Analysis analysis) throws IOException {
    for (String file : OPTIONAL) {
      Files.deleteIfExists(path.resolve(file));
    }
    units(analysis);
    tuning(analysis.tuning(), "tuning.npz");
    tuning(analysis.tuningBefore(), "tuning_before.npz");
    wiring(analysis);
    if (analysis.lesions().succeeded()) {
      perturbations(analysis.lesions().orElseThrow());
    }
    curves(analysis);
    if (analysis.fixedPoints().succeeded()) {
      fixedPoints(analysis.fixedPoints().orElseThrow());
    }
    if (analysis.population().succeeded()) {
      population(analysis.population().orElseThrow());
    }
    findings(Findings.of(analysis));
    RunFolder.writeJson(path.resolve("summary.json"), Summary.of(analysis));
  }

  private void units(Analysis analysis) throws IOException {
    double[][] embedding = analysis.population().result().map(Population::embedding).orElse(null);
    unitTable(analysis.tuning(), embedding).write(path.resolve("units.csv"));
    unitTable(analysis.tuningBefore(), null).write(path.resolve("units_before.csv"));
    counts(analysis.tuning()).write(path.resolve("class_counts.csv"));
    counts(analysis.tuningBefore()).write(path.resolve("class_counts_before.csv"));
  }

  private static Csv counts(Tuning tuning) {
    Csv counts = new Csv("av_threshold", "compass", "ccw", "cw", "other", "inactive");
    for (int percent = FIRST_THRESHOLD_PERCENT; percent <= LAST_THRESHOLD_PERCENT; percent += 5) {
      Map<UnitClass, Integer> at = tuning.table().counts(percent / 100.0);
      counts.row(
          percent / 100.0,
          at.get(UnitClass.COMPASS),
          at.get(UnitClass.CCW),
          at.get(UnitClass.CW),
          at.get(UnitClass.OTHER),
          at.get(UnitClass.INACTIVE));
    }
    return counts;
  }

  private static Csv unitTable(Tuning tuning, double[][] embedding) {
    Csv csv =
        new Csv(
            "unit",
            "class",
            "preferred_direction_deg",
            "vector_length",
            "hd_strength",
            "av_strength",
            "av_asymmetry",
            "max_rate",
            "w_in_av",
            "preferred_direction_shift_s",
            "second_opinion",
            "embedding_1",
            "embedding_2",
            "embedding_3");
    double[] nowhere = {Double.NaN, Double.NaN, Double.NaN};
    for (Unit unit : tuning.table().units()) {
      double[] place = embedding == null ? nowhere : embedding[unit.unit()];
      csv.row(
          unit.unit(),
          unit.type().keyword(),
          Math.toDegrees(unit.preferredDirectionRad()),
          unit.vectorLength(),
          unit.hdStrength(),
          unit.avStrength(),
          unit.avAsymmetry(),
          unit.maxRate(),
          unit.avInputWeight(),
          unit.shiftS(),
          tuning.secondOpinion().types().get(unit.unit()).keyword(),
          place[0],
          place[1],
          place[2]);
    }
    return csv;
  }

  private void tuning(Tuning tuning, String name) throws IOException {
    JointTuning maps = tuning.byTrueDirection();
    int av = JointTuning.AV_BINS;
    int hd = JointTuning.HD_BINS;
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("hd_edges_rad", NpyArray.of(maps.hdEdgesRad(), hd + 1));
    arrays.put("av_edges_rad_per_step", NpyArray.of(maps.avEdgesRadPerStep(), av + 1));
    arrays.put("occupancy", matrix(maps.occupancy()));
    arrays.put("maps", maps(maps));
    tuning
        .byDecodedDirection()
        .ifPresent(
            decoded -> {
              arrays.put("occupancy_decoded", matrix(decoded.occupancy()));
              arrays.put("maps_decoded", maps(decoded));
            });
    Npz.write(path.resolve(name), arrays);
  }

  private static NpyArray maps(JointTuning tuning) {
    float[] values = new float[tuning.units() * JointTuning.AV_BINS * JointTuning.HD_BINS];
    int at = 0;
    for (double[][] map : tuning.maps()) {
      for (double[] row : map) {
        for (double rate : row) {
          values[at++] = (float) rate;
        }
      }
    }
    return NpyArray.of(values, tuning.units(), JointTuning.AV_BINS, JointTuning.HD_BINS);
  }

  private static NpyArray matrix(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    return NpyArray.of(
        Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows.length, columns);
  }

  private static NpyArray vector(double[] values) {
    return NpyArray.of(values, values.length);
  }

  private void wiring(Analysis analysis) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    double[] order = Arrays.stream(analysis.tuning().table().sorted()).asDoubleStream().toArray();
    arrays.put("order", vector(order));
    arrays.put("eigenvalues", matrix(analysis.eigenvalues()));
    arrays.put("eigenvalues_before", matrix(analysis.eigenvaluesBefore()));
    Csv csv =
        new Csv(
            "network",
            "from",
            "to",
            "pairs",
            "offset",
            "amplitude",
            "shift_deg",
            "r2",
            "p",
            "ccw_side",
            "cw_side",
            "p_sides",
            "near",
            "far",
            "p_near");
    kernels(csv, arrays, "trained", "", analysis.connectivity());
    kernels(csv, arrays, "untrained", "_before", analysis.connectivityBefore());
    Npz.write(path.resolve("connectivity.npz"), arrays);
    csv.write(path.resolve("kernels.csv"));
  }

  private static void kernels(
      Csv csv,
      Map<String, NpyArray> arrays,
      String network,
      String suffix,
      Attempt<Connectivity> attempt) {
    List<Connectivity.Kernel> kernels =
        attempt.result().map(Connectivity::kernels).orElse(List.of());
    for (Connectivity.Kernel kernel : kernels) {
      String pair = kernel.from().keyword() + "_to_" + kernel.to().keyword() + suffix;
      arrays.put("difference_rad", vector(kernel.differenceRad()));
      arrays.put(pair + "_mean", vector(kernel.mean()));
      arrays.put(pair + "_sem", vector(kernel.sem()));
      csv.row(
          network,
          kernel.from().keyword(),
          kernel.to().keyword(),
          kernel.pairs(),
          kernel.offset(),
          kernel.amplitude(),
          Math.toDegrees(kernel.shiftRad()),
          kernel.r2(),
          kernel.p(),
          kernel.ccwSide(),
          kernel.cwSide(),
          kernel.pSides(),
          kernel.near(),
          kernel.far(),
          kernel.pNear());
    }
  }

  private void perturbations(Lesions lesions) throws IOException {
    Csv csv =
        new Csv(
            "perturbation",
            "window",
            "bump",
            "readout_length",
            "error_deg",
            "drift_deg_per_s",
            "drift_sem",
            "gain");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (Perturbation perturbation : lesions.all()) {
      String name = perturbation.intervention().name();
      row(csv, name, "before", perturbation.before());
      row(csv, name, "onset", perturbation.onset());
      row(csv, name, "during", perturbation.during());
      row(csv, name, "after", perturbation.after());
      Perturbation.Example example = perturbation.example();
      String key = name.replace(' ', '_');
      arrays.put("time_s", vector(example.timeS()));
      arrays.put("compass_preferred_direction_deg", vector(example.bumpPdDeg()));
      arrays.put(key + "_true_deg", vector(example.trueDeg()));
      arrays.put(key + "_decoded_deg", vector(example.decodedDeg()));
      arrays.put(key + "_readout_length", vector(example.readoutLength()));
      arrays.put(key + "_compass_rates", matrix(example.bump()));
    }
    csv.write(path.resolve("perturbations.csv"));
    Npz.write(path.resolve("perturbations.npz"), arrays);
  }

  private static void row(Csv csv, String name, String when, Perturbation.Window window) {
    csv.row(
        name,
        when,
        window.bump(),
        window.readoutLength(),
        window.errorDeg(),
        window.driftDegPerS(),
        window.driftSem(),
        window.gain());
  }

  /** The dynamics that are curves, each as a table. */
  private void curves(Analysis analysis) throws IOException {
    Map<String, Csv> tables = new LinkedHashMap<>();
    analysis
        .drift()
        .ifPresent(
            d ->
                tables.put(
                    "drift_field.csv",
                    columns(
                        new String[] {"direction_deg", "drift_deg_per_s"},
                        degrees(d.directionRad()),
                        d.driftDegPerS())));
    analysis
        .gain()
        .ifPresent(
            g ->
                tables.put(
                    "gain.csv",
                    columns(
                        new String[] {"true_deg_per_s", "decoded_deg_per_s", "decoded_sd"},
                        g.trueDegPerS(),
                        g.decodedDegPerS(),
                        g.sdDegPerS())));
    analysis
        .memory()
        .ifPresent(
            m ->
                tables.put(
                    "memory.csv",
                    columns(
                        new String[] {"time_s", "mean_error_deg", "readout_length", "bump"},
                        m.timeS(),
                        m.meanErrorDeg(),
                        m.readoutLength(),
                        m.bump())));
    analysis
        .diffusion()
        .ifPresent(
            d ->
                tables.put(
                    "diffusion.csv",
                    columns(
                        new String[] {"time_s", "variance_deg2"}, d.timeS(), d.varianceDeg2())));
    analysis
        .kick()
        .ifPresent(
            k ->
                tables.put(
                    "kick.csv",
                    columns(
                        new String[] {"time_s", "distance", "distance_unkicked"},
                        k.timeS(),
                        k.distance(),
                        k.restDistance())));
    analysis.errorGrowth().ifPresent(e -> errorGrowth(e, tables));
    for (Map.Entry<String, Csv> table : tables.entrySet()) {
      table.getValue().write(path.resolve(table.getKey()));
    }
  }

  private static void errorGrowth(ErrorGrowth growth, Map<String, Csv> tables) {
    tables.put(
        "error_over_time.csv",
        columns(new String[] {"time_s", "mean_error_deg"}, growth.timeS(), growth.meanErrorDeg()));
    Csv byLength =
        new Csv("steps", "trials", "mean_error_deg", "final_error_deg", "normalized_error");
    for (Evaluation evaluation : growth.byLength()) {
      byLength.row(
          evaluation.steps(),
          evaluation.trials(),
          evaluation.angularErrorDeg().mean(),
          evaluation.angularErrorDeg().finalMean(),
          evaluation.normalizedError());
    }
    tables.put("error_by_length.csv", byLength);
  }

  private static double[] degrees(double[] rad) {
    return Arrays.stream(rad).map(Math::toDegrees).toArray();
  }

  private static Csv columns(String[] header, double[]... columns) {
    Csv csv = new Csv(header);
    for (int k = 0; k < columns[0].length; k++) {
      int row = k;
      csv.row(IntStream.range(0, columns.length).mapToObj(c -> columns[c][row]).toArray());
    }
    return csv;
  }

  private void fixedPoints(FixedPoints points) throws IOException {
    Csv csv =
        new Csv(
            "q",
            "kind",
            "starts",
            "direction_deg",
            "readout_length",
            "stable",
            "marginal_directions",
            "eigenvalue_1",
            "eigenvalue_2",
            "tangent_cosine");
    for (FixedPoints.Point point : points.points()) {
      csv.row(
          point.q(),
          point.fixed() ? "fixed" : "slow",
          point.starts(),
          Math.toDegrees(point.directionRad()),
          point.readoutLength(),
          point.stable(),
          point.marginal(),
          point.eigenvalues()[0][0],
          point.gap(),
          point.tangentCosine());
    }
    csv.write(path.resolve("fixed_points.csv"));
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("states", matrix(rows(points, FixedPoints.Point::state)));
    arrays.put("eigenvalues_real", matrix(rows(points, p -> p.eigenvalues()[0])));
    arrays.put("eigenvalues_imaginary", matrix(rows(points, p -> p.eigenvalues()[1])));
    Npz.write(path.resolve("fixed_points.npz"), arrays);
  }

  private static double[][] rows(FixedPoints points, Function<FixedPoints.Point, double[]> of) {
    return points.points().stream().map(of).toArray(double[][]::new);
  }

  private void population(Population population) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("pca_mean", vector(population.pca().mean()));
    arrays.put("pca_variance", vector(population.pca().variance()));
    arrays.put("pca_components", matrix(population.pca().components()));
    arrays.put("samples", matrix(population.samples()));
    arrays.put("sample_direction_rad", vector(population.sampleDirectionRad()));
    arrays.put("embedding", matrix(population.embedding()));
    arrays.put("hole_lifetimes", vector(population.ringness().lifetimes()));
    arrays.put("hole_ratios_shuffled", vector(population.ringness().nullRatios()));
    Npz.write(path.resolve("population.npz"), arrays);
  }

  private void findings(List<Finding> findings) throws IOException {
    Csv csv = new Csv("finding", "outcome", "title", "criterion", "evidence");
    for (Finding finding : findings) {
      csv.row(
          finding.id(),
          finding.outcome().keyword(),
          finding.title(),
          finding.criterion(),
          finding.evidence());
    }
    csv.write(path.resolve("findings.csv"));
  }
}
