package org.compassnet.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.Numbers;
import org.compassnet.analysis.Tables;
import org.compassnet.config.Version;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.training.RunFolder;

/** The results of recorded cells as files. */
public record CellFolder(Path path) {

  /** Writes cells.csv, tuning.npz and summary.json. */
  public void write(CellAnalysis analysis) throws IOException {
    table(analysis).write(path.resolve("cells.csv"));
    Npz.write(path.resolve("tuning.npz"), arrays(analysis));
    RunFolder.writeJson(path.resolve("summary.json"), summary(analysis).tree());
  }

  /** A row for each cell, the columns of a network's units.csv first where a cell has them. */
  static Csv table(CellAnalysis analysis) {
    Csv csv =
        new Csv(
            "cell",
            "name",
            "class",
            "hd_cell",
            "preferred_direction_deg",
            "preferred_direction_low_deg",
            "preferred_direction_high_deg",
            "vector_length",
            "vector_length_low",
            "vector_length_high",
            "shuffle_p",
            "shuffle_vector_length_99",
            "circular_sd_deg",
            "fwhm_deg",
            "peak_rate_hz",
            "mean_rate_hz",
            "bits_per_spike",
            "bits_per_spike_noise",
            "hd_strength",
            "av_strength",
            "hd_strength_cv",
            "hd_strength_cv_low",
            "hd_strength_cv_high",
            "av_strength_cv",
            "av_strength_cv_low",
            "av_strength_cv_high",
            "av_asymmetry",
            "av_asymmetry_low",
            "av_asymmetry_high",
            "max_rate",
            "preferred_direction_shift_s",
            "anticipation_ms",
            "anticipation_low_ms",
            "anticipation_high_ms");
    for (Cell cell : analysis.cells()) {
      TuningCurve curve = cell.curve();
      Strengths strengths = cell.strengths();
      Interval direction = cell.directionInterval().times(180 / Math.PI);
      csv.row(
          cell.cell(),
          cell.name(),
          cell.type().keyword(),
          cell.isHeadDirectionCell() ? 1 : 0,
          Math.toDegrees(curve.preferredDirectionRad()),
          direction.low(),
          direction.high(),
          curve.vectorLength(),
          cell.vectorLengthInterval().low(),
          cell.vectorLengthInterval().high(),
          cell.shuffles().p(),
          cell.shuffles().percentile99(),
          Math.toDegrees(curve.circularSdRad()),
          Math.toDegrees(curve.fwhmRad()),
          curve.peakHz(),
          curve.meanHz(),
          curve.bitsPerSpike(),
          curve.noiseBitsPerSpike(),
          strengths.plain().hdStrength(),
          strengths.plain().avStrength(),
          strengths.hd(),
          strengths.hdInterval().low(),
          strengths.hdInterval().high(),
          strengths.av(),
          strengths.avInterval().low(),
          strengths.avInterval().high(),
          strengths.plain().avAsymmetry(),
          strengths.asymmetryInterval().low(),
          strengths.asymmetryInterval().high(),
          strengths.plain().maxRate(),
          strengths.plain().shiftS(),
          cell.anticipation().intervalMs(),
          cell.anticipation().confidenceMs().low(),
          cell.anticipation().confidenceMs().high());
    }
    return csv;
  }

  /** Curves, maps, and the decoded direction. Angles are in rad, from -pi on. */
  static Map<String, NpyArray> arrays(CellAnalysis analysis) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    TuningCurve first = analysis.cells().get(0).curve();
    arrays.put("direction_rad", Tables.vector(first.centresRad()));
    arrays.put("direction_occupancy_s", Tables.vector(first.occupancyS()));
    arrays.put("spikes", curves(analysis, TuningCurve::spikes));
    arrays.put("rate_hz", curves(analysis, TuningCurve::rateHz));
    arrays.put("smoothed_rate_hz", curves(analysis, TuningCurve::smoothedHz));
    JointTuning maps = analysis.maps();
    arrays.put("hd_edges_rad", Tables.vector(maps.hdEdgesRad()));
    arrays.put("av_edges_deg_per_s", Tables.vector(maps.avEdgesDegPerS()));
    double binS = analysis.turns().binS();
    double[][] seconds =
        Arrays.stream(maps.occupancy())
            .map(row -> Arrays.stream(row).map(bins -> bins * binS).toArray())
            .toArray(double[][]::new);
    arrays.put("occupancy_s", Tables.matrix(seconds));
    double[] values =
        Arrays.stream(maps.maps())
            .flatMap(Arrays::stream)
            .flatMapToDouble(Arrays::stream)
            .toArray();
    arrays.put("maps_hz", NpyArray.of(values, maps.units(), maps.avBins(), maps.hdBins()));
    Decoding decoding = analysis.decoding();
    arrays.put("decoding_time_s", Tables.vector(decoding.timeS()));
    arrays.put("decoding_true_rad", Tables.vector(decoding.trueRad()));
    arrays.put("decoding_decoded_rad", Tables.vector(decoding.decodedRad()));
    arrays.put("drift_time_s", Tables.vector(decoding.drift().timeS()));
    arrays.put("drift_rad", Tables.vector(decoding.drift().driftRad()));
    for (PopulationRing ring : analysis.rings()) {
      arrays.put("ring_" + ring.epoch(), Tables.matrix(ring.place()));
      arrays.put("ring_" + ring.epoch() + "_direction_rad", Tables.vector(ring.directionRad()));
    }
    return arrays;
  }

  private static NpyArray curves(CellAnalysis analysis, Function<TuningCurve, double[]> values) {
    return Tables.matrix(
        analysis.cells().stream().map(cell -> values.apply(cell.curve())).toArray(double[][]::new));
  }

  /** The numbers of the session, with how they were made. */
  static Numbers summary(CellAnalysis analysis) {
    CellRecording recording = analysis.recording();
    CellAnalysis.Options options = analysis.options();
    Numbers all = new Numbers();
    all.put("source", recording.source())
        .put("version", Version.number())
        .put("commit", Version.commit())
        .put("taken", (Object) recording.taken())
        .put("cells", recording.awake().cells())
        .put("hd_cells", analysis.headDirectionCells())
        .put("sessions", 1)
        .put("tracked_s", analysis.turns().trackedS())
        .put("stretches", analysis.turns().stretches().size())
        .put("bin_s", recording.awake().binS());
    Numbers counts = all.in("class_counts");
    analysis.counts().forEach((type, count) -> counts.put(type.keyword(), count));
    all.put("median_anticipation_ms", analysis.medianAnticipationMs());
    Decoding decoding = analysis.decoding();
    all.in("decoding")
        .put("window_s", decoding.windowS())
        .put("windows", decoding.timeS().length)
        .put("median_error_deg", decoding.medianErrorDeg())
        .put("mean_error_deg", decoding.meanErrorDeg())
        .put("poisson_median_error_deg", decoding.poissonMedianErrorDeg())
        .put("slow_drift_deg", decoding.drift().rangeDeg())
        .put("about_drift_median_error_deg", decoding.aboutDriftMedianErrorDeg())
        .put(
            "by_cells",
            decoding.byCells().stream()
                .map(
                    by ->
                        new Numbers()
                            .put("cells", by.cells())
                            .put("subsets", by.medianErrorDeg().length)
                            .put("median_error_deg", by.median()))
                .toList());
    all.put("population", analysis.rings().stream().map(CellFolder::ring).toList());
    all.in("options")
        .put("tuning_bins", options.tuning().bins())
        .put("tuning_smoothing_bins", options.tuning().smoothingBins())
        .put("velocity_smoothing_s", options.velocitySmoothingS())
        .put("av_range_deg_per_s", options.avRangeDegPerS())
        .put("least_occupancy_s", Strengths.LEAST_S)
        .put("inactive_below_mean_hz", Cell.INACTIVE_HZ)
        .put("hd_cell_vector_length", Cell.HD_VECTOR_LENGTH)
        .put("hd_cell_peak_hz", Cell.HD_PEAK_HZ)
        .put("shuffle_level", ShuffleTest.LEVEL)
        .put("turning_deg_per_s", Anticipation.TURNING_DEG_PER_S)
        .put("shuffles", options.shuffles())
        .put("bootstrap_draws", options.draws())
        .put("confidence_percent", Interval.CONFIDENCE_PERCENT)
        .put("prior", options.flatPrior() ? "flat" : "occupancy");
    return all;
  }

  private static Numbers ring(PopulationRing ring) {
    double[] shares = ring.pca().shares();
    return new Numbers()
        .put("epoch", ring.epoch())
        .put("duration_s", ring.durationS())
        .put("participation_ratio", ring.pca().participationRatio())
        .put("variance_shares", (Object) List.of(boxed(shares)))
        .put("hole_ratio", ring.ringness().ratio())
        .put("hole_size", ring.ringness().size())
        .put("p_shuffled", ring.ringness().p());
  }

  private static Double[] boxed(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).boxed().toArray(Double[]::new);
  }
}
