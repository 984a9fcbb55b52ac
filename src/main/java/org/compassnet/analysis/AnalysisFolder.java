package org.compassnet.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;
import org.compassnet.training.RunFolder;

/** The results of an analysis as files: tables as CSV, arrays as npz, numbers as summary.json. */
public record AnalysisFolder(Path path) {

  /** The folder of a run. */
  public static AnalysisFolder of(RunFolder run) {
    return new AnalysisFolder(run.analysis());
  }

  /**
   * Writes everything that was measured. What an earlier analysis wrote and this one could not
   * measure goes when all else is there.
   */
  public void write(Analysis analysis) throws IOException {
    Set<String> written = Tables.of(analysis).write(path);
    findings(analysis).write(path.resolve("findings.csv"));
    RunFolder.writeJson(path.resolve("summary.json"), Summary.of(analysis));
    for (String file : Measurements.files()) {
      if (!written.contains(file)) {
        Files.deleteIfExists(path.resolve(file));
      }
    }
  }

  private static Csv findings(Analysis analysis) {
    CriteriaConfig criteria = analysis.config().criteria();
    Csv csv = new Csv("finding", "outcome", "title", "criterion", "evidence");
    for (Finding finding : analysis.findings()) {
      csv.row(
          finding.phenomenon().keyword(),
          finding.outcome().keyword(),
          finding.phenomenon().title(),
          finding.phenomenon().criterion(criteria),
          finding.evidence());
    }
    return csv;
  }
}
