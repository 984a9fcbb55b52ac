package org.compassnet.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.compassnet.config.yaml.Binder;
import org.compassnet.config.yaml.Node;
import org.compassnet.config.yaml.Refusal;

/**
 * Keys that files of older versions hold. Files that have them still open; nobody can set them
 * anew.
 */
final class RetiredKeys {

  private static final String DT_OVER_TAU = "dt_over_tau";
  private static final String KEY = "network." + DT_OVER_TAU;
  private static final double OLD_STEP_MS = 25;

  private static final String RATIO = "criteria.marginal_share";
  private static final String RATIO_DEFAULT = "0.2";

  private RetiredKeys() {}

  /** What to say of a key that is no more, or null for any other. */
  static String advice(String key) {
    return switch (key) {
      case KEY ->
          key + " is now network.tau_ms, the time constant in ms: task.step_ms / dt_over_tau";
      case RATIO ->
          key + " is no more: criteria.slow_tau and criteria.fast_tau judge by time constants";
      default -> null;
    };
  }

  /**
   * What a file says with {@code network.tau_ms} for {@code network.dt_over_tau}, and without a
   * criterion that is no more where it has the value that it had by default.
   *
   * @throws UserError if both keys are there, or the old one has no usable value
   */
  static Node.Mapping replaced(Node.Mapping file) {
    return withTau(withoutRatio(file));
  }

  /** A run of an older version wrote every key, and this one where it was never changed too. */
  private static Node.Mapping withoutRatio(Node.Mapping file) {
    Node old = file.find(RATIO);
    if (old == null || !old.text().equals(RATIO_DEFAULT)) {
      return file;
    }
    Node.Mapping criteria = (Node.Mapping) file.entries().get("criteria");
    Map<String, Node> keys = new LinkedHashMap<>(criteria.entries());
    keys.remove("marginal_share");
    Map<String, Node> sections = new LinkedHashMap<>(file.entries());
    sections.put("criteria", new Node.Mapping(keys, criteria.place()));
    return new Node.Mapping(sections, file.place());
  }

  private static Node.Mapping withTau(Node.Mapping file) {
    Node old = file.find(KEY);
    if (old == null) {
      return file;
    }
    if (file.find("network.tau_ms") != null) {
      throw new UserError(
          Refusal.at(old.place()) + KEY + " beside network.tau_ms; one of them is wanted: tau_ms");
    }
    String allowed = "a number > 0 and <= 1";
    double dtOverTau = Binder.number(old, KEY, allowed);
    if (!(dtOverTau > 0 && dtOverTau <= 1)) {
      throw Refusal.value(old, KEY, allowed);
    }
    Node step = file.find("task.step_ms");
    double stepMs =
        step == null ? OLD_STEP_MS : Binder.number(step, "task.step_ms", "a number > 0");
    Node tau = Binder.node(stepMs / dtOverTau).at(old.place());
    Node.Mapping network = (Node.Mapping) file.entries().get("network");
    Map<String, Node> keys = new LinkedHashMap<>(network.entries());
    keys.remove(DT_OVER_TAU);
    keys.put("tau_ms", tau);
    Map<String, Node> sections = new LinkedHashMap<>(file.entries());
    sections.put("network", new Node.Mapping(keys, network.place()));
    Node.Mapping replaced = new Node.Mapping(sections, file.place());
    // The velocities of such a file are for its own step.
    boolean ofItsStep = step != null && file.find("task.velocity.step_ms") == null;
    return ofItsStep ? replaced.with("task.velocity.step_ms", step) : replaced;
  }
}
