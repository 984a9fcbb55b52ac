package org.compassnet.training;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.engine.FusedEngine;
import org.compassnet.engine.MachineLimit;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.trajectory.TrialReader;
import org.compassnet.trajectory.Trials;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.hipparchus.stat.StatUtils;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Times updates by part.
 *
 * @param medianMs median wall-clock milliseconds of a part, by its name
 * @param leastMs the shortest: what they take while nothing else wants the machine
 * @param frameworkShare what Deeplearning4j adds around the engine: (optimiser + rest) / update
 * @param heapBytesPerUpdate bytes allocated on the Java heap, by all threads
 * @param offHeapBytes bytes held outside the heap
 * @param kernels the fused engine's loops
 * @param machineLimit what the products of an update alone take here, in the same run
 * @param limitRatio shortest update / machineLimit, which is a shortest time too
 * @param history what the fused engine's training pass keeps on the heap
 */
public record Bench(
    String engine,
    int threads,
    int updates,
    int trials,
    int steps,
    int units,
    Map<String, Double> medianMs,
    Map<String, Double> leastMs,
    double frameworkShare,
    double dataShare,
    long heapBytesPerUpdate,
    long offHeapBytes,
    String kernels,
    MachineLimit machineLimit,
    double limitRatio,
    FusedEngine.History history) {

  private static final String[] PARTS = {
    "data", "noise", "forward", "backward", "optimiser", "rest", "update"
  };
  private static final double WARM_UP = 0.5;
  private static final int LIMIT_REPEATS = 5;

  /**
   * Makes half as many updates to warm up, and then {@code updates} that count.
   *
   * @throws UserError if the memory has no room for them
   */
  public static Bench of(Config config, int updates) {
    MemoryNeed.ofBench(config, updates, Double.BYTES * PARTS.length).require();
    int steps = config.task().steps();
    int trials = config.training().batchTrials();
    TrialReader reader = new TrialSource(config).training(steps, 0);
    int warmUp = (int) Math.ceil(WARM_UP * updates);
    double[][] ms = new double[PARTS.length][updates];
    long heap = 0;
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      OptimiserClock clock = new OptimiserClock();
      network.network().addListeners(clock);
      for (int k = -warmUp; k < updates; k++) {
        if (k == 0) {
          heap = allocatedBytes();
        }
        long start = System.nanoTime();
        DataSet data = reader.nextDataSet();
        long ready = System.nanoTime();
        network.fit(data);
        long end = System.nanoTime();
        if (k >= 0) {
          long[] layer = network.layerNanos();
          long optimiser = clock.updated - clock.gradientReady;
          long[] nanos = {
            ready - start,
            layer[0],
            layer[1] - layer[0],
            layer[2],
            optimiser,
            end - ready - layer[1] - layer[2] - optimiser,
            end - start
          };
          for (int part = 0; part < PARTS.length; part++) {
            ms[part][k] = nanos[part] / 1e6;
          }
        }
      }
      heap = (allocatedBytes() - heap) / updates;
      Map<String, Double> medians = new LinkedHashMap<>();
      Map<String, Double> least = new LinkedHashMap<>();
      for (int part = 0; part < PARTS.length; part++) {
        medians.put(PARTS[part], StatUtils.percentile(ms[part], 50));
        least.put(PARTS[part], StatUtils.min(ms[part]));
      }
      int wanted = config.training().threads();
      int threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
      int units = config.network().units();
      MachineLimit limit =
          MachineLimit.measure(
              trials, steps, units, Trials.INPUTS, Trials.OUTPUTS, threads, LIMIT_REPEATS);
      return new Bench(
          network.engine().keyword(),
          threads,
          updates,
          trials,
          steps,
          units,
          medians,
          least,
          (medians.get("optimiser") + medians.get("rest")) / medians.get("update"),
          medians.get("data") / medians.get("update"),
          heap,
          Pointer.totalBytes(),
          FusedEngine.kernels(),
          limit,
          least.get("update") / limit.ms(),
          FusedEngine.history(trials, steps, units, Trials.INPUTS, Trials.OUTPUTS));
    }
  }

  private static long allocatedBytes() {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(bean.getThreadAllocatedBytes(bean.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  private static final class OptimiserClock extends BaseTrainingListener {
    private long gradientReady;
    private long updated;

    @Override
    public void onGradientCalculation(Model model) {
      gradientReady = System.nanoTime();
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      updated = System.nanoTime();
    }
  }
}
