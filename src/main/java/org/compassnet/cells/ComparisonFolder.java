package org.compassnet.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.Numbers;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Version;
import org.compassnet.files.Csv;
import org.compassnet.training.RunFolder;

/**
 * Networks beside cells as files: differences.csv, units.csv and comparison.json.
 *
 * @param path where they are
 */
public record ComparisonFolder(Path path) {

  /** Writes all files. */
  public void write(CellComparison comparison) throws IOException {
    differences(comparison).write(path.resolve("differences.csv"));
    units(comparison).write(path.resolve("units.csv"));
    RunFolder.writeJson(path.resolve("comparison.json"), summary(comparison).tree());
  }

  private static Csv differences(CellComparison comparison) {
    Csv csv =
        new Csv(
            "statistic",
            "cells_median",
            "units_median",
            "difference",
            "difference_low",
            "difference_high",
            "p",
            "p_holm",
            "cliffs_delta",
            "answer");
    for (CellDifference of : comparison.differences()) {
      csv.row(
          of.statistic().keyword(),
          of.cells(),
          of.units(),
          of.value(),
          of.confidence().low(),
          of.confidence().high(),
          of.p(),
          of.correctedP(),
          of.cliffsDelta(),
          of.words());
    }
    return csv;
  }

  /** A row for each cell and each unit, the former first. */
  private static Csv units(CellComparison comparison) {
    Csv csv =
        new Csv(
            "population",
            "name",
            "class",
            "hd_cell",
            "preferred_direction_deg",
            "mean_rate_hz",
            "vector_length",
            "fwhm_deg",
            "av_strength_cv",
            "av_asymmetry",
            "anticipation_ms",
            "bits_per_spike",
            "bits_per_spike_noise",
            "nearest_cell_distance",
            "counterpart");
    comparison.cells().cells().forEach(cell -> row(csv, "cells", cell, null));
    for (ComparedNetwork network : comparison.networks()) {
      List<Counterparts.Neighbour> neighbours =
          network.counterparts().result().map(Counterparts::units).orElse(List.of());
      for (Cell unit : network.units().cells()) {
        Counterparts.Neighbour neighbour =
            neighbours.stream().filter(n -> n.unit() == unit.cell()).findFirst().orElse(null);
        row(csv, network.name(), unit, neighbour);
      }
    }
    return csv;
  }

  private static void row(Csv csv, String population, Cell cell, Counterparts.Neighbour neighbour) {
    TuningCurve curve = cell.curve();
    CellNumbers numbers = CellNumbers.of(cell);
    csv.row(
        population,
        cell.name(),
        cell.type().keyword(),
        cell.isHeadDirectionCell() ? 1 : 0,
        Math.toDegrees(curve.preferredDirectionRad()),
        curve.meanHz(),
        curve.vectorLength(),
        Math.toDegrees(curve.fwhmRad()),
        numbers.avStrength(),
        numbers.avAsymmetry(),
        numbers.anticipationMs(),
        curve.bitsPerSpike(),
        curve.noiseBitsPerSpike(),
        neighbour == null ? Double.NaN : neighbour.distance(),
        neighbour == null ? "" : neighbour.found() ? 1 : 0);
  }

  static Numbers summary(CellComparison comparison) {
    Numbers all = new Numbers();
    CellAnalysis cells = comparison.cells();
    all.put("source", cells.recording().source())
        .put("version", Version.number())
        .put("commit", Version.commit())
        .put("cells", cells.cells().size())
        .put("hd_cells", cells.headDirectionCells())
        .put("sessions", 1)
        .put("animals", 1)
        .put("networks", comparison.networks().size())
        .put("units", comparison.units())
        .put("intervals", comparison.over())
        .put("limits", CellComparison.LIMITS)
        .put("level", CellDifference.LEVEL)
        .put("confidence_percent", Interval.CONFIDENCE_PERCENT);
    Numbers counts = all.in("class_counts");
    for (UnitClass type : UnitClass.values()) {
      counts
          .in(type.keyword())
          .put("cells", cells.counts().get(type))
          .put("units", comparison.units(type));
    }
    for (CellDifference of : comparison.differences()) {
      all.in("differences")
          .in(of.statistic().keyword())
          .put("cells", of.cells())
          .put("networks", finite(of.networks()))
          .put("difference", of.value())
          .put("low", of.confidence().low())
          .put("high", of.confidence().high())
          .put("p", of.p())
          .put("p_holm", of.correctedP())
          .put("cliffs_delta", of.cliffsDelta())
          .put("answer", of.words());
    }
    counterparts(comparison, all.in("counterparts"));
    all.put("decoding", decoding(comparison));
    Numbers rings = all.in("hole_ratio");
    CellComparison.awake(cells.rings())
        .ifPresent(ring -> rings.put("cells", ring.ringness().ratio()));
    for (ComparedNetwork network : comparison.networks()) {
      CellComparison.awake(network.rings())
          .ifPresent(ring -> rings.put(network.name(), ring.ringness().ratio()));
    }
    return all;
  }

  private static Object finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).boxed().toList();
  }

  private static void counterparts(CellComparison comparison, Numbers numbers) {
    if (!comparison.space().succeeded()) {
      numbers.put("not_measured", comparison.space().whyNot());
      return;
    }
    CellSpace space = comparison.space().orElseThrow();
    Counterparts.Count count = comparison.withoutCounterpart().orElseThrow();
    numbers
        .put("radius", space.radius())
        .put("noise_vector_length", space.noise()[0])
        .put("noise_av_strength", space.noise()[1])
        .put("noise_av_asymmetry", space.noise()[2])
        .put("noise_width_deg", Math.toDegrees(space.noise()[3]))
        .put("cells", space.cells())
        .put("cells_without", space.alone())
        .put("units", count.of())
        .put("units_without", count.without())
        .put("share_without", count.share());
    comparison
        .withoutCounterpartByClass()
        .forEach(
            (type, of) ->
                numbers
                    .in("by_class")
                    .in(type.keyword())
                    .put("units", of.of())
                    .put("units_without", of.without()));
  }

  private static List<Numbers> decoding(CellComparison comparison) {
    return comparison.cells().decoding().byCells().stream()
        .map(
            by -> {
              Numbers of =
                  new Numbers().put("cells", by.cells()).put("cells_error_deg", by.median());
              comparison
                  .networks()
                  .forEach(
                      network ->
                          of.put(
                              network.name() + "_error_deg",
                              CellComparison.errorDeg(network.units(), by.cells())));
              return of;
            })
        .toList();
  }
}
