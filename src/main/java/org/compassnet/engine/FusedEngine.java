package org.compassnet.engine;

import java.util.Optional;
import org.compassnet.config.Activation;
import org.compassnet.config.EngineChoice;
import org.compassnet.config.NoiseKind;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Engine;
import org.compassnet.network.ForwardPass;
import org.compassnet.network.TrainingPass;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Backpropagation through time by hand, for the CPU, with the loops of {@link Kernels}: the same
 * bits for any number of threads and on any processor, with the JDK's Vector API or without. It is
 * tested against SameDiff's autodiff and against values in double precision.
 *
 * <p>The trials are split into shards of a fixed size, each computed by one thread from its first
 * step to its last. Buffers are time-major and are used again by the next pass. Every step is one
 * product of matrices and one loop over the shard; see {@link FusedShard} for their layout.
 *
 * <p>A training pass keeps two floats for each unit, trial and step (units rounded up to a multiple
 * of 16, with the inputs). Beyond a quarter of the heap, it keeps about the square root of the
 * steps instead, and computes the pass forward twice.
 */
public final class FusedEngine implements Engine {

  /** Of the heap, the history of a training pass may take one part in so many. */
  private static final int HEAP_SHARE = 4;

  /**
   * What a training pass keeps for its way back, on the heap.
   *
   * @param bytes of rates, inputs and slopes, and of the states from which segments are computed
   * @param segmentSteps steps that are kept at once
   * @param recomputed whether the pass forward is computed twice, since all steps have no room
   */
  public record History(long bytes, int segmentSteps, boolean recomputed) {}

  /** What passes of this size keep in this JVM. */
  public static History history(int trials, int steps, int units, int inputs, int outputs) {
    Dynamics any = new Dynamics(Activation.RETANH, 1, NoiseKind.RATE);
    FusedModel model = new FusedModel(units, inputs, outputs, any);
    int segment = FusedTraining.segment(model, trials, steps, historyBytes());
    int segments = steps / segment + 1;
    long bytes = FusedTraining.historyBytes(model, trials, segment);
    return segments == 1
        ? new History(bytes, segment, false)
        : new History(bytes + FusedTraining.historyBytes(model, trials, segments), segment, true);
  }

  /** The loops that run here: those of the Vector API and their lanes, or plain Java. */
  public static String kernels() {
    return Kernels.best().description();
  }

  private static long historyBytes() {
    return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
  }

  @Override
  public EngineChoice choice() {
    return EngineChoice.FUSED;
  }

  @Override
  public Optional<String> obstacle() {
    Object backend = Nd4j.getExecutioner().getEnvironmentInformation().get("backend");
    return "CPU".equals(backend)
        ? Optional.empty()
        : Optional.of("runs on ND4J's CPU backend; this one is " + backend);
  }

  @Override
  public ForwardPass forwardPass(Dynamics dynamics, int threads) {
    return new FusedForward(dynamics, threads, Kernels.best());
  }

  @Override
  public TrainingPass trainingPass(Dynamics dynamics, int threads) {
    return new FusedTraining(dynamics, threads, Kernels.best(), historyBytes());
  }
}
