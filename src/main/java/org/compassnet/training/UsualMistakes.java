package org.compassnet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.TimeStep;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.UnboundedRates;
import org.compassnet.network.WeightsFile.VelocityUnit;
import org.compassnet.trajectory.Trials;

/**
 * What is usually wrong with weights from elsewhere that do not do the task: each mistake is undone
 * by itself, and the network is tried again.
 */
public final class UsualMistakes {

  /** A network with a larger mean angular error does not do the task; chance is 90 deg. */
  public static final double FAILS_DEG = 30;

  /** Undoing a mistake counts if it leaves less than this share of the error. */
  private static final double MUCH_LESS = 0.5;

  private final Config config;
  private final CtRnnWeights weights;
  private final Trials trials;

  /**
   * @param weights for a velocity in rad/step
   * @param trials noise-free ones, a few dozen are enough
   */
  public UsualMistakes(Config config, CtRnnWeights weights, Trials trials) {
    this.config = config;
    this.weights = weights;
    this.trials = trials;
  }

  /**
   * A mistake, and how the network does without it.
   *
   * @param undone what to change, as the end of a sentence
   * @param angularErrorDeg mean angular error then; infinite if the rates grow without bound
   */
  public record Tried(String undone, double angularErrorDeg) {}

  /** Those whose undoing makes the network do the task, the best first. */
  public static List<Tried> helpful(List<Tried> tried, double errorDeg) {
    return tried.stream()
        .filter(t -> t.angularErrorDeg < Math.min(FAILS_DEG, MUCH_LESS * errorDeg))
        .sorted((a, b) -> Double.compare(a.angularErrorDeg, b.angularErrorDeg))
        .toList();
  }

  /** All of them. */
  public List<Tried> tryAll() {
    List<Tried> tried = new ArrayList<>();
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      variants().forEach((undone, variant) -> tried.add(tryOne(network, undone, variant)));
    }
    for (Activation other : Activation.values()) {
      if (other != config.network().activation()) {
        tried.add(tryWith("network.activation", other.keyword()));
      }
    }
    if (config.network().tauMs() != config.task().stepMs()) {
      tried.add(tryWith("network.tau_ms", config.task().stepMs()));
    }
    return tried;
  }

  private Tried tryWith(String key, Object value) {
    try (HeadDirectionNetwork network =
        HeadDirectionNetwork.create(config.with(Map.of(key, value)))) {
      return tryOne(network, key + ": " + value, weights);
    }
  }

  private Tried tryOne(HeadDirectionNetwork network, String undone, CtRnnWeights variant) {
    network.setWeights(variant);
    try {
      return new Tried(undone, Evaluation.of(network, trials).angularErrorDeg().mean());
    } catch (UnboundedRates e) {
      return new Tried(undone, Double.POSITIVE_INFINITY);
    }
  }

  private Map<String, CtRnnWeights> variants() {
    TimeStep step = config.task().timeStep();
    Map<String, CtRnnWeights> variants = new LinkedHashMap<>();
    variants.put("W_rec transposed", transposed(weights));
    variants.put("the rows of W_out swapped (sine first)", swapped(weights, false, true));
    variants.put("W_in's last two columns swapped (sine first)", swapped(weights, true, false));
    variants.put(
        "sine and cosine swapped in W_in and W_out (sine first)", swapped(weights, true, true));
    for (VelocityUnit unit : List.of(VelocityUnit.RAD_PER_S, VelocityUnit.DEG_PER_S)) {
      variants.put(
          "weights for a velocity in " + unit + " (say so: velocity_unit in the file)",
          weights.withVelocityScaled(unit.perRadPerStep(step)));
    }
    variants.put("the velocity's sign turned", weights.withVelocityScaled(-1));
    return variants;
  }

  private static CtRnnWeights transposed(CtRnnWeights weights) {
    int units = weights.units();
    float[] turned = new float[units * units];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        turned[j * units + i] = weights.wRec()[i * units + j];
      }
    }
    return weights.with(turned, weights.wOut());
  }

  /** Sine and cosine swapped in what goes in and in what comes out. */
  private static CtRnnWeights swapped(CtRnnWeights weights, boolean in, boolean out) {
    int units = weights.units();
    float[] wIn = weights.wIn().clone();
    float[] wOut = weights.wOut().clone();
    float[] bOut = weights.bOut().clone();
    if (in) {
      for (int i = 0; i < units; i++) {
        int row = i * Trials.INPUTS;
        wIn[row + 1] = weights.wIn()[row + 2];
        wIn[row + 2] = weights.wIn()[row + 1];
      }
    }
    if (out) {
      System.arraycopy(weights.wOut(), 0, wOut, units, units);
      System.arraycopy(weights.wOut(), units, wOut, 0, units);
      bOut[0] = weights.bOut()[1];
      bOut[1] = weights.bOut()[0];
    }
    return new CtRnnWeights(units, wIn, weights.wRec(), weights.b(), wOut, weights.x0(), bOut);
  }
}
