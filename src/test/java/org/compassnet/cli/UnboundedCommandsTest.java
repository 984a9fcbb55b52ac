package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that grow without bound, or of which little can be measured, through the commands. */
class UnboundedCommandsTest {

  private static final int UNITS = 8;

  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] placed =
        Arrays.stream(args).map(a -> a.replace("@", folder + "/")).toArray(String[]::new);
    int status = CompassNet.run(new PrintWriter(out, true), new PrintWriter(err, true), placed);
    return new Result(status, out.toString(), err.toString());
  }

  private Result importing(String activation, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("import-weights", "@w.npz", "--out", "@run", "--set", "task.steps=60"));
    for (String set :
        List.of(
            "evaluation.trials=20",
            "analysis.trials=40",
            "analysis.shuffles=20",
            "analysis.random_cuts=5",
            "network.activation=" + activation)) {
      args.addAll(List.of("--set", set));
    }
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /** Units that excite themselves by {@code self}; the output is of the first two. */
  private void weights(float self, float bias) throws IOException {
    Random random = new Random(5);
    float[] wIn = new float[UNITS * 3];
    float[] wRec = new float[UNITS * UNITS];
    float[] wOut = new float[2 * UNITS];
    float[] b = new float[UNITS];
    for (int i = 0; i < UNITS; i++) {
      for (int k = 0; k < 3; k++) {
        wIn[3 * i + k] = (float) random.nextGaussian();
      }
      wRec[i * UNITS + i] = self;
      wRec[i * UNITS + (i + 1) % UNITS] = 0.2f * (float) random.nextGaussian();
      b[i] = bias;
    }
    wOut[0] = 1;
    wOut[UNITS + 1] = 1;
    Npz.write(
        folder.resolve("w.npz"),
        Map.of(
            CtRnnWeights.W_IN, NpyArray.of(wIn, UNITS, 3),
            CtRnnWeights.W_REC, NpyArray.of(wRec, UNITS, UNITS),
            CtRnnWeights.B, NpyArray.of(b, UNITS),
            CtRnnWeights.W_OUT, NpyArray.of(wOut, 2, UNITS),
            CtRnnWeights.X0, NpyArray.of(new float[UNITS], UNITS)));
  }

  private void inputs(double value) throws IOException {
    double[] values = new double[2 * 100 * 3];
    values[2 * 3 + 1] = value;
    Npz.write(folder.resolve("u.npz"), Map.of("inputs", NpyArray.of(values, 2, 100, 3)));
  }

  private void nothingIsWritten(String... names) {
    for (String name : names) {
      assertThat(folder.resolve(name)).doesNotExist();
    }
  }

  private static void oneLine(Result result, String... words) {
    assertThat(result.status).isEqualTo(2);
    assertThat(result.err.strip().lines()).hasSize(1);
    assertThat(result.err).contains(words).doesNotContain("NaN", "Infinity");
  }

  private void nothingIsNoNumber(Result result) throws IOException {
    assertThat(result.out + result.err)
        .doesNotContain("NaN", "Infinity", "not defined deg", "null", "defect");
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(html|json|csv)")).toList()) {
        // The explorer's program has names of its own, and letters of a picture may spell anything.
        String text =
            Files.readString(file)
                .replaceAll("(?s)<script.*?</script>", "")
                .replaceAll("data:image/[^\"]*", "");
        assertThat(text).as("%s", file).doesNotContain("NaN", "Infinity", "not defined deg");
      }
    }
  }

  @Test
  void growthWithoutBoundIsNamedAndNothingIsImported() throws IOException {
    weights(40, 0);
    for (String activation : List.of("relu", "softplus")) {
      oneLine(
          importing(activation),
          "w.npz: with network.activation " + activation,
          "the rates grow without bound: they pass 1.7e+07 at step ");
      nothingIsWritten("run");
    }
    assertThat(importing("retanh").status).isZero();
  }

  @Test
  void aNetworkThatGrowsInLongerTrialsIsToldSo() throws IOException {
    weights(1.5f, 0.1f);
    assertThat(importing("relu").status).isZero();
    oneLine(run("evaluate", "@run", "--steps", "2000"), "run: the rates grow without bound");
    Result analyzed = run("analyze", "@run");
    assertThat(analyzed.status).isZero();
    assertThat(analyzed.out).contains("the rates grow without bound: they pass 1.7e+07 at step ");
    nothingIsNoNumber(analyzed);
  }

  @Test
  void aSimulationThatOverflowsWritesNothing() throws IOException {
    weights(40, 0);
    inputs(1);
    String[] simulate = {
      "simulate",
      "--weights",
      "@w.npz",
      "--inputs",
      "@u.npz",
      "--out",
      "@y.npz",
      "--set",
      "network.activation=relu"
    };
    oneLine(run(simulate), "w.npz: the rates grow without bound: they pass");
    inputs(1e300);
    oneLine(
        run(simulate),
        "u.npz: inputs: element [0, 2, 1] is 1.0E300; allowed: finite numbers up to 1000000");
    inputs(Double.NaN);
    assertThat(run(simulate).err).contains("element [0, 2, 1] is NaN");
    nothingIsWritten("y.npz");
  }

  @Test
  void statisticsOfPositiveRatesAreNotMeasuredOfNegativeOnes() throws IOException {
    weights(1.5f, 0);
    assertThat(importing("tanh", "--set", "analysis.dynamics=false").status).isZero();
    Result analyzed = run("analyze", "@run");
    assertThat(analyzed.status).isZero();
    assertThat(analyzed.out)
        .contains("0 inactive units", "8 other units")
        .contains("not measured  Compass units and both kinds of shifters emerge")
        .contains("not measured: tuning strengths: vector lengths, tuning strengths and classes");
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("Not measured: vector lengths, tuning strengths and classes");
    assertThat(Files.readAllLines(folder.resolve("run/analysis/units.csv")))
        .hasSize(UNITS + 1)
        .element(1)
        .asString()
        .matches("0,other,[-0-9.E]+,,,,,[-0-9.E]+,.*");
    nothingIsNoNumber(analyzed);
  }

  @Test
  void aHeadAtRestAndASilentNetworkGiveNoNumbersThatAreNone() throws IOException {
    weights(0, 0);
    assertThat(
            importing(
                    "retanh",
                    "--set",
                    "task.velocity.kind=constant",
                    "--set",
                    "task.velocity.constant_deg_per_s=0")
                .status)
        .isZero();
    Result analyzed = run("analyze", "@run");
    assertThat(analyzed.err).isEmpty();
    nothingIsNoNumber(analyzed);
  }

  private void givenWeights(String name) throws IOException {
    try (InputStream weights = getClass().getResourceAsStream("weights/" + name + ".npz")) {
      Files.copy(weights, folder.resolve("w.npz"));
    }
  }

  /**
   * The rates of limitcycle and line turn or stay as no head direction does; tanhneg has tuned
   * rates below 0.
   */
  @ParameterizedTest
  @ValueSource(strings = {"limitcycle", "line", "tanhneg"})
  void dynamicsOfAllKindsAreReportedWithoutNumbersThatAreNone(String name) throws IOException {
    givenWeights(name);
    assertThat(importing("tanh").status).isZero();
    Result analyzed = run("analyze", "@run");
    assertThat(analyzed.status).isZero();
    assertThat(analyzed.out)
        .contains("not measured  Compass units and both kinds of shifters emerge");
    if (name.equals("tanhneg")) {
      assertThat(analyzed.out).contains(" 0 inactive units");
    }
    nothingIsNoNumber(analyzed);
  }

  /** |1 + dt/tau lambda| is 1.039: stable in continuous time, and orbits as it is simulated. */
  @Test
  void aSpiralIsNotStableAsSimulated() throws IOException {
    givenWeights("spiral");
    assertThat(importing("tanh").status).isZero();
    Result analyzed = run("analyze", "@run");
    assertThat(analyzed.status).isZero();
    nothingIsNoNumber(analyzed);
    List<String> points = Files.readAllLines(folder.resolve("run/analysis/fixed_points.csv"));
    List<String> header = List.of(points.get(0).split(","));
    assertThat(points).hasSize(2);
    String[] point = points.get(1).split(",");
    assertThat(point[header.indexOf("stable")]).isEqualTo("false");
    assertThat(point[header.indexOf("stable_in_continuous_time")]).isEqualTo("true");
    assertThat(Double.parseDouble(point[header.indexOf("multiplier")]))
        .isCloseTo(1.039, within(0.001));
  }

  @Test
  void aGivenNetworkThatGrowsIsRefused() throws IOException {
    givenWeights("diverge");
    oneLine(importing("relu"), "the rates grow without bound: they pass 1.7e+07 at step ");
    nothingIsWritten("run");
  }
}
