package org.compassnet.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.TimeStep;
import org.compassnet.config.UserError;
import org.compassnet.config.Version;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;

/**
 * An npz archive of a network's weights, and what it says of the network besides.
 *
 * @param path the file
 * @param weights for an angular velocity in {@code velocityUnit}
 * @param activation if the file says it
 * @param stepMs duration of a step, if the file says it
 * @param tauMs time constant, if the file says it
 * @param velocityUnit {@code rad/step} where the file does not say it
 * @param remarks what a user should know of how it was read, a sentence each
 */
public record WeightsFile(
    Path path,
    CtRnnWeights weights,
    Optional<Activation> activation,
    OptionalDouble stepMs,
    OptionalDouble tauMs,
    VelocityUnit velocityUnit,
    List<String> remarks) {

  static final String ACTIVATION = "activation";
  static final String STEP_MS = "step_ms";
  static final String TAU_MS = "tau_ms";
  static final String VELOCITY_UNIT = "velocity_unit";
  static final String VERSION = "compassnet_version";

  /** At the end of the names of the weights before training. */
  static final String BEFORE = "_before";

  /** The unit of the angular velocity that W_in's first column is for. */
  public enum VelocityUnit implements Keyword {
    RAD_PER_STEP("rad/step"),
    RAD_PER_S("rad/s"),
    DEG_PER_S("deg/s");

    private final String symbol;

    VelocityUnit(String symbol) {
      this.symbol = symbol;
    }

    /** How many of it a velocity of one rad/step is. */
    public double perRadPerStep(TimeStep step) {
      return switch (this) {
        case RAD_PER_STEP -> 1;
        case RAD_PER_S -> step.radPerS(1);
        case DEG_PER_S -> step.degPerS(1);
      };
    }

    @Override
    public String keyword() {
      return symbol;
    }

    @Override
    public String toString() {
      return symbol;
    }
  }

  /** Writes the weights, for a velocity in rad/step, and what the network is. */
  public static void write(Path file, CtRnnWeights weights, Config config) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    put(arrays, weights, "", config);
    write(file, arrays, config);
  }

  /**
   * The same with the weights before training beside them, as {@code W_rec_before} and so on.
   *
   * @param before of the network that the training began with, in the same unit
   */
  public static void write(Path file, CtRnnWeights weights, CtRnnWeights before, Config config)
      throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    put(arrays, weights, "", config);
    put(arrays, before, BEFORE, config);
    write(file, arrays, config);
  }

  private static void put(
      Map<String, NpyArray> arrays, CtRnnWeights weights, String suffix, Config config) {
    int units = weights.units();
    arrays.put(CtRnnWeights.W_IN + suffix, NpyArray.of(weights.wIn(), units, weights.inputs()));
    arrays.put(CtRnnWeights.W_REC + suffix, NpyArray.of(weights.wRec(), units, units));
    arrays.put(CtRnnWeights.B + suffix, NpyArray.of(weights.b(), units));
    arrays.put(CtRnnWeights.W_OUT + suffix, NpyArray.of(weights.wOut(), weights.outputs(), units));
    arrays.put(CtRnnWeights.X0 + suffix, NpyArray.of(weights.x0(), units));
    if (config.network().outputBias()) {
      arrays.put(CtRnnWeights.B_OUT + suffix, NpyArray.of(weights.bOut(), weights.outputs()));
    }
  }

  private static void write(Path file, Map<String, NpyArray> arrays, Config config)
      throws IOException {
    arrays.put(STEP_MS, NpyArray.of(new double[] {config.task().stepMs()}));
    arrays.put(TAU_MS, NpyArray.of(new double[] {config.network().tauMs()}));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(ACTIVATION, config.network().activation().keyword());
    texts.put(VELOCITY_UNIT, VelocityUnit.RAD_PER_STEP.keyword());
    texts.put(VERSION, Version.number());
    Npz.write(file, arrays, texts);
  }

  /**
   * Reads weights by the names W_in, W_rec, b, W_out, x0 and b_out, or those of PyTorch's RNN or of
   * PsychRNN. Vectors may be rows or columns; b, x0 and b_out may be missing.
   *
   * @throws UserError for a missing array, a wrong shape or a value that is not finite
   */
  public static WeightsFile read(Path file) {
    return new WeightsReader(file).read();
  }

  /** The weights for a velocity in rad per step of this duration. */
  public CtRnnWeights perStep(TimeStep step) {
    TimeStep own = stepMs.isPresent() ? new TimeStep(stepMs.getAsDouble()) : step;
    return weights.withVelocityScaled(velocityUnit.perRadPerStep(own)).atStep(own, step);
  }

  /** Values of configuration keys that the file gives. */
  public Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("network.units", weights.units());
    activation.ifPresent(a -> keys.put("network.activation", a.keyword()));
    tauMs.ifPresent(tau -> keys.put("network.tau_ms", tau));
    stepMs.ifPresent(step -> keys.put("task.step_ms", step));
    if (weights.hasSelfConnections()) {
      keys.put("network.self_connections", true);
    }
    if (weights.hasOutputBias()) {
      keys.put("network.output_bias", true);
    }
    return keys;
  }
}
