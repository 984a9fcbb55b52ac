package org.compassnet.training;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.HeadDirectionNetwork;

/**
 * The configuration.json of a model file, as a tree of values. It is held against the run's
 * configuration; no class that it names is looked for.
 */
final class ModelConfiguration {

  private static final String UNITS = "units";

  /**
   * What may differ: the engine is chosen by the machine, penalties change in a training, and
   * clipping, which Deeplearning4j did in earlier versions, is no part of a network.
   */
  private static final Set<String> FREE =
      Set.of(
          "engine",
          "activityPenalty",
          "rateL1Penalty",
          "rateGroupPenalty",
          "outgoingL1Penalty",
          "outgoingGroupPenalty",
          "clipNorm",
          "gradientNormalization",
          "gradientNormalizationThreshold");

  private final JsonNode root;
  private final Path file;

  private ModelConfiguration(JsonNode root, Path file) {
    this.root = root;
    this.file = file;
  }

  /**
   * @throws UserError if it is not that of a CompassNet network
   */
  static ModelConfiguration parse(byte[] json, Path file) {
    JsonNode root;
    try {
      root = Config.json().readTree(json);
    } catch (JacksonException e) {
      throw new UserError(file + ": damaged model: its configuration is no JSON", e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    ModelConfiguration parsed = new ModelConfiguration(root, file);
    if (!parsed.layer().path(UNITS).isInt()) {
      throw new UserError(file + ": no model of CompassNet: its first layer is no CT-RNN");
    }
    return parsed;
  }

  static ModelConfiguration of(HeadDirectionNetwork network, Path file) {
    String json = network.network().getLayerWiseConfigurations().toJson();
    return parse(json.getBytes(StandardCharsets.UTF_8), file);
  }

  private JsonNode layer() {
    return root.path("confs").path(0).path("layer");
  }

  /** Updates that the network has seen. */
  int updates() {
    return root.path("iterationCount").asInt(-1);
  }

  void requireUnits(Config config) {
    int units = layer().path(UNITS).asInt();
    if (units != config.network().units()) {
      throw new UserError(
          "%s: %d units; config.yaml says network.units: %d"
              .formatted(file, units, config.network().units()));
    }
    if (updates() < 0 || updates() > config.training().updates()) {
      throw new UserError(
          "%s: a network after %s updates; config.yaml says training.updates: %d"
              .formatted(file, root.path("iterationCount"), config.training().updates()));
    }
  }

  /**
   * Compares what both say of the recurrent layer. What only one of them says is passed over:
   * versions differ in what they write.
   *
   * @param wanted what the run's configuration gives
   * @throws UserError naming the first difference
   */
  void requireSame(ModelConfiguration wanted) {
    for (Iterator<Map.Entry<String, JsonNode>> it = wanted.layer().fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      JsonNode here = layer().get(field.getKey());
      if (here != null && !FREE.contains(field.getKey()) && !same(here, field.getValue())) {
        throw new UserError(
            "%s: made with another configuration than config.yaml beside it: %s is %s, not %s"
                .formatted(file, field.getKey(), here.asText(), field.getValue().asText()));
      }
    }
  }

  private static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Math.abs(a.asDouble() - b.asDouble()) <= 1e-9 * Math.abs(b.asDouble());
    }
    // Of what is no single value, such as the optimiser, the run's own configuration is used.
    return !a.isValueNode() || !b.isValueNode() || a.asText().equalsIgnoreCase(b.asText());
  }
}
