package org.compassnet.analysis;

import java.util.Map;
import org.compassnet.config.AnalysisConfig;

/** The numbers of an analysis as a tree for JSON. */
final class Summary {

  private Summary() {}

  static Map<String, Object> of(Analysis analysis) {
    Numbers all = new Numbers();
    Numbers before = all.in("before_training");
    for (Measurement<?> measurement : Measurements.ALL) {
      analysis.get(measurement).ifPresent(result -> result.summarize(all, analysis));
      if (measurement.untrainedToo()) {
        analysis.before(measurement).ifPresent(result -> result.summarize(before, analysis));
      }
    }
    AnalysisConfig config = analysis.config().analysis();
    all.in("thresholds")
        .put("inactive_rate", config.inactiveRate())
        .put("hd_strength", config.hdThreshold())
        .put("av_strength", config.avThreshold());
    all.put(
        "findings",
        analysis.findings().stream()
            .map(
                f ->
                    new Numbers()
                        .put("id", f.phenomenon().keyword())
                        .put("outcome", f.outcome().keyword())
                        .put("title", f.phenomenon().title())
                        .put("criterion", f.phenomenon().criterion(analysis.config().criteria()))
                        .put("evidence", f.evidence()))
            .toList());
    all.put("omitted", analysis.omitted());
    return all.tree();
  }
}
