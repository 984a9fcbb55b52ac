package org.compassnet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.junit.jupiter.api.Test;

/**
 * ND4J sums in as many parts as it has threads, which is decided when a process begins. Nothing
 * that a training keeps may come of such a sum.
 */
class ThreadsOfNd4jTest {

  /** Updates whose gradients are clipped; prints what they give. */
  static final class Training {

    private Training() {}

    public static void main(String[] arguments) {
      Config config =
          Config.of(
              Map.of(
                  "network.units", 130,
                  "task.steps", 60,
                  "training.batch_trials", 30,
                  "training.clip_norm", 0.01));
      TrialBatches batches = new TrialBatches(config, new TrialSource(config));
      StringBuilder found = new StringBuilder("found");
      try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
        for (int update = 0; update < 3; update++) {
          network.fit(batches.of(update));
          if (network.gradientNorm() <= config.training().clipNorm()) {
            throw new IllegalStateException("nothing to clip: " + network.gradientNorm());
          }
          found.append(' ').append(network.error()).append(' ').append(network.gradientNorm());
        }
        CtRnnWeights w = network.weights();
        float[][] all = {w.wIn(), w.wRec(), w.b(), w.wOut(), w.x0()};
        System.out.println(found + " " + Integer.toHexString(Arrays.deepHashCode(all)));
      }
    }
  }

  private static String found(int threads) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Training.class.getName());
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.lines().filter(line -> line.startsWith("found ")).findFirst().orElseThrow();
  }

  @Test
  void clippedUpdatesAreTheSameForAnyNumberOfThem() throws Exception {
    assertThat(found(4)).isEqualTo(found(1));
  }
}
