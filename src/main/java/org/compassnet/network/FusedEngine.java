package org.compassnet.network;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Backpropagation through time by hand, for the CPU. It computes what {@link CtRnnLayer} defines,
 * and is tested against it.
 *
 * <p>The trials are split into shards of a fixed size, each computed by one thread from its first
 * step to its last, so that the results do not depend on the number of threads. Buffers are
 * time-major and are used again by the next pass. Every step is one product of matrices, one copy
 * in and out, and one loop over the shard; see {@link FusedShard} for their layout.
 */
final class FusedEngine implements AutoCloseable {

  /** What the engine needs to know of a layer. */
  record Model(int units, int inputs, int outputs, Dynamics dynamics) {}

  /** Takes the rates [trials, units] of a step for trials from {@code firstTrial} on. */
  interface RateSink {
    /**
     * @param rates rows are {@code stride} apart; read it at once, it is overwritten
     */
    void accept(int firstTrial, int trials, int step, float[] rates, int stride);
  }

  /** Gradients of the loss, laid out as in {@link CtRnnWeights}. */
  record Gradients(float[] wIn, float[] wRec, float[] b, float[] wOut, float[] x0) {}

  /** Wall-clock nanoseconds of the last pass. Noise is part of forward. */
  record Times(long noise, long forward, long backward) {}

  private static final int INFERENCE_STEPS = 256;

  private final Model model;
  private final int threads;
  private final ExecutorService pool;
  private FusedShard[] shards = new FusedShard[0];
  private FusedShard[] workers = new FusedShard[0];
  private int steps;
  private int trials;
  private long noiseNanos;
  private long forwardNanos;
  private long backwardNanos;

  FusedEngine(Model model, int threads) {
    this.model = model;
    this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    // ND4J loads the same library; its products stay on the calling thread from here on.
    openblas_nolapack.blas_set_num_threads(1);
    Nd4j.getBackend();
    // Its OpenMP threads go on spinning after each operation, on the cores that ours need.
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    this.pool =
        this.threads == 1
            ? null
            : Executors.newFixedThreadPool(
                this.threads,
                task -> {
                  Thread thread = new Thread(task, "compassnet-engine");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  Times times() {
    return new Times(noiseNanos, forwardNanos, backwardNanos);
  }

  /**
   * A training pass forward; {@link #backward} may follow.
   *
   * @param inputs [trials, inputs, steps], as the network sees them
   * @param noise the noise of this pass, or null
   * @param outputs [trials, outputs, steps], overwritten
   * @return the mean squared rate over trials, steps and units
   */
  double forward(
      CtRnnWeights weights, float[] inputs, int trials, int steps, Noise noise, float[] outputs) {
    long start = System.nanoTime();
    prepareShards(trials, steps);
    float[] forwardMatrix = forwardMatrix(weights);
    float[] backwardMatrix = backwardMatrix(weights);
    run(
        shards.length,
        (index, worker) -> {
          FusedShard shard = shards[index];
          shard.setWeights(forwardMatrix, backwardMatrix, weights.x0());
          shard.begin(firstTrial(index), trialsOf(index));
          shard.forward(
              inputs, steps, 0, steps, noise == null ? null : noise.shard(index), outputs, null);
        });
    double squares = 0;
    long drawing = 0;
    long computing = 0;
    for (int i = 0; i < shards.length; i++) {
      squares += shards[i].sumOfSquaredRates();
      drawing += shards[i].noiseNanos();
      computing += shards[i].forwardNanos();
    }
    forwardNanos = System.nanoTime() - start;
    noiseNanos = computing == 0 ? 0 : forwardNanos * drawing / computing;
    return squares / ((double) trials * steps * model.units());
  }

  /**
   * The gradients of sum(outputs * outputGradient) + penaltyWeight * mean squared rate of the last
   * {@link #forward} pass.
   *
   * @param outputGradient [trials, outputs, steps]
   */
  Gradients backward(float[] outputGradient, double penaltyWeight) {
    long start = System.nanoTime();
    float perRate = (float) (2 * penaltyWeight / ((double) trials * steps * model.units()));
    run(shards.length, (index, worker) -> shards[index].backward(outputGradient, steps, perRate));
    int units = model.units();
    int columns = units + model.inputs() + 1;
    double[] sum = new double[(units + model.outputs()) * columns];
    double[] x0 = new double[units];
    for (int i = 0; i < shards.length; i++) {
      shards[i].addGradients(sum, x0);
    }
    Gradients gradients =
        new Gradients(
            new float[units * model.inputs()],
            new float[units * units],
            new float[units],
            new float[model.outputs() * units],
            new float[units]);
    double alpha = model.dynamics().dtOverTau();
    for (int i = 0; i < units; i++) {
      int row = i * columns;
      for (int j = 0; j < units; j++) {
        gradients.wRec[i * units + j] = (float) (alpha * sum[row + j]);
      }
      for (int k = 0; k < model.inputs(); k++) {
        gradients.wIn[i * model.inputs() + k] = (float) (alpha * sum[row + units + k]);
      }
      gradients.b[i] = (float) (alpha * sum[row + units + model.inputs()]);
      gradients.x0[i] = (float) x0[i];
    }
    for (int o = 0; o < model.outputs(); o++) {
      for (int j = 0; j < units; j++) {
        gradients.wOut[o * units + j] = (float) sum[(units + o) * columns + j];
      }
    }
    backwardNanos = System.nanoTime() - start;
    return gradients;
  }

  /**
   * A pass forward that keeps nothing, in memory that does not grow with trials or steps.
   *
   * @param noise the noise, or null for none
   * @param states x [trials, units] before the first step, overwritten with those after the last;
   *     or null to begin at x0
   * @param sink takes the rates, from several threads; or null
   */
  void simulate(
      CtRnnWeights weights,
      float[] inputs,
      int trials,
      int steps,
      Noise noise,
      float[] states,
      float[] outputs,
      RateSink sink) {
    int segment = Math.min(steps, INFERENCE_STEPS);
    int shardCount = shardCount(trials);
    float[] forwardMatrix = forwardMatrix(weights);
    float[] backwardMatrix = backwardMatrix(weights);
    if (workers.length == 0 || workers[0].capacitySteps() < segment) {
      close(workers);
      workers = new FusedShard[threads];
      for (int i = 0; i < threads; i++) {
        workers[i] = new FusedShard(model, Noise.SHARD_TRIALS, segment, false);
      }
    }
    run(
        shardCount,
        (index, worker) -> {
          FusedShard shard = workers[worker];
          int first = index * Noise.SHARD_TRIALS;
          int count = Math.min(Noise.SHARD_TRIALS, trials - first);
          shard.setWeights(forwardMatrix, backwardMatrix, weights.x0());
          shard.begin(first, count, states);
          Noise.Steps shardNoise = noise == null ? null : noise.shard(index);
          for (int from = 0; from < steps; from += segment) {
            int to = Math.min(steps, from + segment);
            shard.forward(inputs, steps, from, to, shardNoise, outputs, sink);
          }
          if (states != null) {
            shard.copyStates(states);
          }
        });
  }

  private void prepareShards(int trials, int steps) {
    int count = shardCount(trials);
    int shardTrials = Math.min(trials, Noise.SHARD_TRIALS);
    if (shards.length != count
        || shards[0].capacitySteps() < steps
        || shards[0].capacityTrials() != shardTrials) {
      close(shards);
      shards = new FusedShard[count];
      for (int i = 0; i < count; i++) {
        shards[i] = new FusedShard(model, shardTrials, steps, true);
      }
    }
    this.trials = trials;
    this.steps = steps;
  }

  private static int shardCount(int trials) {
    return (trials + Noise.SHARD_TRIALS - 1) / Noise.SHARD_TRIALS;
  }

  private static int firstTrial(int shard) {
    return shard * Noise.SHARD_TRIALS;
  }

  private int trialsOf(int shard) {
    return Math.min(Noise.SHARD_TRIALS, trials - firstTrial(shard));
  }

  /** [units + outputs, units + inputs + 1]: dt/tau [W_rec | W_in | b], and under it [W_out | 0]. */
  private float[] forwardMatrix(CtRnnWeights weights) {
    int units = model.units();
    int inputs = model.inputs();
    int columns = units + inputs + 1;
    float alpha = (float) model.dynamics().dtOverTau();
    float[] matrix = new float[(units + model.outputs()) * columns];
    for (int i = 0; i < units; i++) {
      int row = i * columns;
      for (int j = 0; j < units; j++) {
        matrix[row + j] = alpha * weights.wRec()[i * units + j];
      }
      for (int k = 0; k < inputs; k++) {
        matrix[row + units + k] = alpha * weights.wIn()[i * inputs + k];
      }
      matrix[row + units + inputs] = alpha * weights.b()[i];
    }
    for (int o = 0; o < model.outputs(); o++) {
      System.arraycopy(weights.wOut(), o * units, matrix, (units + o) * columns, units);
    }
    return matrix;
  }

  /** [units + outputs, units]: dt/tau W_rec, and under it W_out. */
  private float[] backwardMatrix(CtRnnWeights weights) {
    int units = model.units();
    float alpha = (float) model.dynamics().dtOverTau();
    float[] matrix = Arrays.copyOf(weights.wRec(), (units + model.outputs()) * units);
    for (int i = 0; i < units * units; i++) {
      matrix[i] *= alpha;
    }
    System.arraycopy(weights.wOut(), 0, matrix, units * units, model.outputs() * units);
    return matrix;
  }

  private interface Work {
    void run(int index, int worker);
  }

  /** Runs indices 0 to count - 1; a worker's indices follow one another on one thread. */
  private void run(int count, Work work) {
    int helpers = Math.min(threads, count);
    if (helpers == 1) {
      for (int i = 0; i < count; i++) {
        work.run(i, 0);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Future<?>[] futures = new Future<?>[helpers];
    for (int w = 0; w < helpers; w++) {
      int worker = w;
      futures[w] =
          pool.submit(
              () -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                  work.run(i, worker);
                }
              });
    }
    for (Future<?> future : futures) {
      join(future);
    }
  }

  private static void join(Future<?> future) {
    boolean interrupted = false;
    while (true) {
      try {
        future.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(FusedShard[] shards) {
    for (FusedShard shard : shards) {
      shard.close();
    }
  }

  @Override
  public void close() {
    close(shards);
    close(workers);
    shards = new FusedShard[0];
    workers = new FusedShard[0];
    if (pool != null) {
      pool.shutdown();
    }
  }
}
