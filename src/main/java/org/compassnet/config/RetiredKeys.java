package org.compassnet.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * Keys that files of older versions hold. Files that have them still open; nobody can set them
 * anew.
 */
final class RetiredKeys {

  private static final String DT_OVER_TAU = "dt_over_tau";
  private static final double OLD_STEP_MS = 25;

  private RetiredKeys() {}

  /** What to say of a key that is no more, or null for any other. */
  static String advice(String key) {
    return key.equals("network." + DT_OVER_TAU)
        ? key + " is now network.tau_ms, the time constant in ms: task.step_ms / dt_over_tau"
        : null;
  }

  /**
   * Replaces {@code network.dt_over_tau} in what a file says by {@code network.tau_ms}.
   *
   * @param where file and line of a key
   * @throws UserError if both keys are there, or the old one has no usable value
   */
  static void replace(ObjectNode file, UnaryOperator<String> where) {
    if (file.get("criteria") instanceof ObjectNode criteria) {
      // A ratio of eigenvalues; points are judged by their time constants now.
      criteria.remove("marginal_share");
    }
    if (!(file.get("network") instanceof ObjectNode network) || !network.has(DT_OVER_TAU)) {
      return;
    }
    String key = "network." + DT_OVER_TAU;
    if (network.has("tau_ms")) {
      throw new UserError(
          where.apply(key) + ": " + key + " beside network.tau_ms; one of them is wanted: tau_ms");
    }
    JsonNode ratio = network.remove(DT_OVER_TAU);
    double dtOverTau = ratio.isNumber() ? ratio.doubleValue() : Double.NaN;
    if (!(dtOverTau > 0 && dtOverTau <= 1)) {
      throw new UserError(
          where.apply(key)
              + ": "
              + key
              + ": "
              + ratio.asText()
              + "; allowed: a number > 0 and <= 1");
    }
    JsonNode stepMs = file.path("task").path("step_ms");
    network.put("tau_ms", (stepMs.isNumber() ? stepMs.doubleValue() : OLD_STEP_MS) / dtOverTau);
    // The velocities of such a file are for its own step.
    if (stepMs.isNumber()
        && file.get("task") instanceof ObjectNode task
        && !task.withObject("/velocity").has("step_ms")) {
      task.withObject("/velocity").set("step_ms", stepMs);
    }
  }
}
