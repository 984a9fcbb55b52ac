package org.compassnet.connectome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.compassnet.analysis.CosineRegression;
import org.compassnet.files.Csv;
import org.compassnet.training.RunFolder;

/**
 * A comparison with the fly as files: pathways.csv and kernels.csv, and comparison.json.
 *
 * @param path where they are
 */
public record FlyFolder(Path path) {

  /** Writes all files. */
  public void write(FlyComparison comparison) throws IOException {
    pathways(comparison).write(path.resolve("pathways.csv"));
    kernels(comparison).write(path.resolve("kernels.csv"));
    RunFolder.writeJson(path.resolve("comparison.json"), tree(comparison));
  }

  private static Csv pathways(FlyComparison comparison) {
    Csv csv =
        new Csv(
            "pathway",
            "from",
            "to",
            "fly_cells",
            "pairs",
            "correlation",
            "p",
            "peak_deg",
            "peak_low_deg",
            "peak_high_deg",
            "fly_peak_deg",
            "harmonic_amplitude",
            "harmonic_r2",
            "fly_harmonic_amplitude",
            "fly_harmonic_r2",
            "motif",
            "motif_low",
            "motif_high",
            "fly_motif",
            "sign");
    for (BesideFly of : comparison.pathways()) {
      CosineRegression.Cosine network = of.network().harmonic();
      CosineRegression.Cosine fly = of.fly().harmonic();
      csv.row(
          of.pathway().keyword(),
          of.pathway().from().keyword(),
          of.pathway().to().keyword(),
          of.pathway().cells(),
          of.pairs(),
          of.correlation(),
          of.p(),
          of.peakDeg().value(),
          of.peakDeg().low(),
          of.peakDeg().high(),
          of.fly().peakDeg(),
          network.amplitude(),
          network.r2(),
          fly.amplitude(),
          fly.r2(),
          of.motif().value(),
          of.motif().low(),
          of.motif().high(),
          of.flyMotif(),
          FlyComparison.MOTIFS.contains(of.pathway()) ? of.sign().keyword() : "");
    }
    return csv;
  }

  private static Csv kernels(FlyComparison comparison) {
    Csv csv = new Csv("pathway", "offset_deg", "weight", "fly_synapses");
    double[] offsets = RingKernel.offsetsDeg();
    for (BesideFly of : comparison.pathways()) {
      for (int bin = 0; bin < offsets.length; bin++) {
        csv.row(
            of.pathway().keyword(),
            offsets[bin],
            of.network().values()[bin],
            of.fly().values()[bin]);
      }
    }
    return csv;
  }

  /** Null for what was not measured. */
  private static Double known(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  private static Map<String, Object> tree(FlyComparison comparison) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("fly", comparison.source());
    tree.put("answer", comparison.answer());
    tree.put("likeness", known(comparison.likeness()));
    tree.put("p", known(comparison.p()));
    tree.put("motifs_as_in_fly", comparison.motifsAsInFly());
    for (RoundTrip trip : comparison.roundTrips()) {
      Map<String, Object> displaced = new LinkedHashMap<>();
      displaced.put(
          "network", Double.isFinite(trip.networkDeg().value()) ? trip.networkDeg() : null);
      displaced.put("fly", known(trip.flyDeg()));
      tree.put("round_trip_" + trip.there().to().keyword() + "_deg", displaced);
    }
    comparison.missing().forEach((pathway, why) -> tree.put("missing_" + pathway.keyword(), why));
    tree.put("options", comparison.options());
    return tree;
  }
}
