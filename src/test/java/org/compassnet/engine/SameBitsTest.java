package org.compassnet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.compassnet.config.Activation;
import org.compassnet.config.NoiseKind;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Dynamics;
import org.compassnet.network.Gradients;
import org.compassnet.network.Noise;
import org.compassnet.network.Penalties;
import org.compassnet.network.Penalty;
import org.compassnet.network.SeededNoise;
import org.compassnet.trajectory.TimeSeries;
import org.junit.jupiter.api.Test;

/**
 * A short training in JVMs of their own, which take the processor for one with fewer lanes, or do
 * without the Vector API: its weights have the same bits, which stand here too, since they must be
 * those of every machine.
 */
class SameBitsTest {

  private static final String WEIGHTS = "2e9e3215";

  /** Gradient descent on random targets; prints a hash of the weights after some updates. */
  static final class Training {

    private static final Penalties PENALTY = Penalties.of(Penalty.SQUARED_RATES, 0.1);

    private Training() {}

    public static void main(String[] arguments) {
      int threads = Integer.parseInt(arguments[0]);
      System.out.println(Kernels.best().description() + ": " + hash(threads));
    }

    static String hash(int threads) {
      int hash = 0;
      for (Activation activation : Activation.values()) {
        for (NoiseKind kind : NoiseKind.values()) {
          hash = 31 * hash + train(threads, activation, kind);
        }
      }
      return Integer.toHexString(hash);
    }

    private static int train(int threads, Activation activation, NoiseKind kind) {
      int units = 21;
      int trials = 103;
      int steps = 11;
      Random random = new Random(1);
      float[][] p = {
        new float[units * 3],
        new float[units * units],
        new float[units],
        new float[2 * units],
        new float[units]
      };
      for (float[] values : p) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (random.nextFloat() - 0.5f) * 0.6f;
        }
      }
      TimeSeries inputs = new TimeSeries(trials, steps, 3);
      TimeSeries targets = new TimeSeries(trials, steps, 2);
      for (TimeSeries series : new TimeSeries[] {inputs, targets}) {
        for (int i = 0; i < series.values().length; i++) {
          series.values()[i] = random.nextFloat() - 0.5f;
        }
      }
      Dynamics dynamics = new Dynamics(activation, 0.1, kind);
      TimeSeries outputs = new TimeSeries(trials, steps, 2);
      // Room for a part of the history: segments are tried too.
      try (FusedTraining training = new FusedTraining(dynamics, threads, Kernels.best(), 1 << 17)) {
        for (int update = 0; update < 3; update++) {
          CtRnnWeights weights = new CtRnnWeights(units, p[0], p[1], p[2], p[3], p[4]);
          Noise noise = new SeededNoise(new RandomStreams(1), update, 0.1f);
          training.forward(weights, inputs, noise, PENALTY, outputs);
          float[] y = outputs.values();
          for (int i = 0; i < y.length; i++) {
            y[i] = (y[i] - targets.values()[i]) / y.length;
          }
          Gradients g = training.backward(outputs);
          float[][] gradients = {g.wIn(), g.wRec(), g.b(), g.wOut(), g.x0()};
          for (int k = 0; k < p.length; k++) {
            for (int i = 0; i < p[k].length; i++) {
              p[k][i] -= 3f * gradients[k][i];
            }
          }
        }
      }
      return Arrays.deepHashCode(p);
    }
  }

  private static String inJvm(int threads, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Training.class.getName(), Integer.toString(threads)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static void sameIn(String kernels, int threads, String... options) throws Exception {
    String[] lines = inJvm(threads, options).strip().split("\n");
    String last = lines[lines.length - 1];
    assertThat(last).startsWith(kernels).endsWith(": " + WEIGHTS);
  }

  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @Test
  void bitsStandFast() {
    assertThat(Training.hash(2)).isEqualTo(WEIGHTS);
  }

  @Test
  void bitsDoNotDependOnLanes() throws Exception {
    sameIn("Vector API, 4 lanes", 1, MODULE, "-XX:MaxVectorSize=16");
    sameIn("Vector API", 2, MODULE, "-XX:MaxVectorSize=32");
    if (System.getProperty("os.arch").equals("amd64")) {
      for (int level = 1; level <= 3; level++) {
        sameIn("Vector API", 2, MODULE, "-XX:UseAVX=" + level);
      }
    }
  }

  @Test
  void bitsDoNotDependOnTheVectorApiNorOnTheCompiler() throws Exception {
    sameIn("plain Java", 2);
    sameIn("plain Java", 4, MODULE, "-Dcompassnet.kernels=plain");
    sameIn("plain Java", 1, "-XX:TieredStopAtLevel=1");
  }
}
