package org.compassnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.compassnet.config.Config;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.network.CtRnnWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a user gives them: what they write, what they print, and how they end. */
class CommandsTest {

  @TempDir static Path shared;

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

  private Result done(String... args) {
    Result result = run(args);
    assertThat(result.err).isEmpty();
    assertThat(result.status).isZero();
    return result;
  }

  private void smallConfiguration() throws IOException {
    Files.writeString(
        folder.resolve("small.yaml"),
        """
        name: small
        task: {steps: 40}
        network: {units: 10, velocity_input_gain: 20}
        training: {updates: 20, batch_trials: 20, validation: {every_updates: 10}}
        evaluation: {trials: 30}
        analysis: {trials: 50, shuffles: 20, random_cuts: 20}
        """);
  }

  /** A copy of a run that is trained and analyzed once for all tests. */
  private void smallRun() throws IOException {
    smallConfiguration();
    Path trained = shared.resolve("run");
    if (!Files.exists(trained)) {
      done("train", "@small.yaml", "--out", trained.toString());
    }
    try (Stream<Path> files = Files.walk(trained)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("run").resolve(trained.relativize(file)));
      }
    }
  }

  private JsonNode json(String file) throws IOException {
    return Config.json().readTree(folder.resolve(file).toFile());
  }

  @Test
  void trainWritesTheRunFolder() throws IOException {
    smallConfiguration();
    Result result = done("train", "@small.yaml", "--out", "@run", "--set", "seed=4");
    assertThat(result.out).contains("10 units", "seed 4", "normalized error", "report.html");
    for (String file :
        List.of(
            "config.yaml",
            "provenance.json",
            "metrics.csv",
            "checkpoints/last.zip",
            "model.zip",
            "evaluation.json",
            "analysis/units.csv",
            "analysis/summary.json",
            "analysis/tuning.npz",
            "report.html",
            "figures/example_trial.svg",
            "figures/learning_curve.svg",
            "figures/maps.svg")) {
      assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
    }
    for (String figure : List.of("example_trial", "learning_curve")) {
      Path png = folder.resolve("run/figures/" + figure + ".png");
      assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(1000);
    }
    JsonNode evaluation = json("run/evaluation.json");
    assertThat(evaluation.at("/normalized_error").isNumber()).isTrue();
    for (String key : List.of("mean", "median", "p95", "final_mean")) {
      assertThat(evaluation.at("/angular_error_deg/" + key).asDouble(-1)).isBetween(0.0, 180.0);
    }
    assertThat(evaluation.at("/trials").asInt()).isEqualTo(30);
    assertThat(evaluation.at("/steps").asInt()).isEqualTo(40);
    assertThat(json("run/provenance.json").at("/seed").asLong()).isEqualTo(4);
    assertThat(Files.readAllLines(folder.resolve("run/metrics.csv")).get(0))
        .isEqualTo("update,steps,error,penalty,gradient_norm,learning_rate,seconds");
  }

  @Test
  void resumeNeedsTheConfigurationOfTheRun() throws IOException {
    smallRun();
    assertThat(done("train", "@small.yaml", "--out", "@run", "--resume").out)
        .contains("evaluation");
    Result other = run("train", "@small.yaml", "--out", "@run", "--resume", "--set", "seed=9");
    assertThat(other.status).isEqualTo(2);
    assertThat(other.err).contains("another configuration");
  }

  @Test
  void evaluateMeasuresFreshLongerAndRecordedTrials() throws IOException {
    smallRun();
    String own = Files.readString(folder.resolve("run/evaluation.json"));
    assertThat(done("evaluate", "@run", "--trials", "7", "--steps", "90").out)
        .contains("7 trials of 90 steps", "evaluation_steps=90,trials=7.json");
    assertThat(json("run/evaluation_steps=90,trials=7.json").at("/steps").asInt()).isEqualTo(90);
    StringBuilder csv = new StringBuilder("t,hd_deg\n");
    for (int k = 0; k <= 400; k++) {
      csv.append(k * 0.025).append(',').append((k * 2) % 360).append('\n');
    }
    Files.writeString(folder.resolve("r.csv"), csv);
    assertThat(done("evaluate", "@run", "--data", "@r.csv").out).contains("13 trials of 40 steps");
    // The record of the standard evaluation stays, whatever else was asked.
    assertThat(Files.readString(folder.resolve("run/evaluation.json"))).isEqualTo(own);
  }

  /** At half the step a trial has twice the steps, and the run's own files stay. */
  @Test
  void evaluateInFinerStepsGoesBesideTheRun() throws IOException {
    smallRun();
    String before = Files.readString(folder.resolve("run/evaluation.json"));
    Result finer = done("evaluate", "@run", "--set", "task.step_ms=12.5", "--trials", "7");
    assertThat(finer.out)
        .contains("7 trials of 80 steps", "evaluation_task.step_ms=12.5,trials=7.json");
    assertThat(json("run/evaluation_task.step_ms=12.5,trials=7.json").at("/steps").asInt())
        .isEqualTo(80);
    assertThat(Files.readString(folder.resolve("run/evaluation.json"))).isEqualTo(before);
    Result none = run("evaluate", "@run", "--set", "training.updates=3");
    assertThat(none.status).isEqualTo(2);
    assertThat(none.err).contains("training.updates=3: no effect on an evaluation");
  }

  @Test
  void trajectoriesAreTheSameTrialsAsCsvAndAsNpz() throws IOException {
    smallConfiguration();
    done("trajectories", "@small.yaml", "--out", "@t.csv", "--trials", "3");
    done("trajectories", "@small.yaml", "--out", "@t.npz", "--trials", "3");
    Map<String, NpyArray> npz = Npz.read(folder.resolve("t.npz"));
    assertThat(npz.get("inputs").shape()).containsExactly(3, 40, 3);
    assertThat(npz.get("targets").shape()).containsExactly(3, 40, 2);
    assertThat(npz.get("mask").shape()).containsExactly(3, 40);
    List<String> rows = Files.readAllLines(folder.resolve("t.csv"));
    assertThat(rows).hasSize(1 + 3 * 40);
    for (int k = 0; k < 3; k++) {
      for (int t = 0; t < 40; t++) {
        String[] cells = rows.get(1 + k * 40 + t).split(",");
        assertThat(cells[0] + " " + cells[1]).isEqualTo(k + " " + t);
        for (int i = 0; i < 3; i++) {
          assertThat(Float.parseFloat(cells[2 + i]))
              .isEqualTo((float) npz.get("inputs").values()[(k * 40 + t) * 3 + i]);
        }
        assertThat(Float.parseFloat(cells[6]))
            .isEqualTo((float) npz.get("targets").values()[(k * 40 + t) * 2 + 1]);
      }
    }
  }

  /** Export, import and export again; simulate against the independent float64 computation. */
  @Test
  void weightsGoOutAndInAndSimulateToTheTruth() throws Exception {
    Path truthFile = Path.of(CtRnnWeights.class.getResource("blocks.npz").toURI());
    done(
        "import-weights",
        truthFile.toString(),
        "--out",
        "@imported",
        "--set",
        "network.velocity_input_gain=20",
        "--set",
        "evaluation.trials=20");
    done("export", "@imported", "--out", "@w.npz");
    Map<String, NpyArray> truth = Npz.read(truthFile);
    Map<String, NpyArray> exported = Npz.read(folder.resolve("w.npz"), truth::containsKey);
    for (String name : List.of("W_in", "W_rec", "b", "W_out", "x0")) {
      assertThat(exported.get(name).shape()).containsExactly(truth.get(name).shape());
      for (int i = 0; i < truth.get(name).values().length; i++) {
        double value = truth.get(name).values()[i];
        assertThat(exported.get(name).values()[i])
            .isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
      }
    }
    int trials = truth.get("inputs").shape()[0];
    int steps = truth.get("inputs").shape()[1];
    int units = truth.get("b").shape()[0];
    done(
        "simulate",
        "--weights",
        "@w.npz",
        "--inputs",
        truthFile.toString(),
        "--out",
        "@out.npz",
        "--set",
        "network.noise.kind=state");
    Map<String, NpyArray> simulated = Npz.read(folder.resolve("out.npz"));
    assertThat(simulated.get("rates").shape()).containsExactly(trials, steps, units);
    assertThat(simulated.get("outputs").shape()).containsExactly(trials, steps, 2);
    assertThat(simulated.get("outputs").values())
        .containsExactly(truth.get("outputs").values(), within(2e-5));
  }

  /** What trajectories writes, simulate reads; a run knows all that it takes to run it. */
  @Test
  void aRunSimulatesTheTrajectoriesThatWereWritten() throws IOException {
    smallConfiguration();
    done("train", "@small.yaml", "--out", "@run", "--set", "network.tau_ms=125");
    done("trajectories", "@small.yaml", "--out", "@t.npz", "--trials", "3");
    done("simulate", "--run", "@run", "--inputs", "@t.npz", "--out", "@out.npz");
    Map<String, NpyArray> simulated = Npz.read(folder.resolve("out.npz"));
    assertThat(simulated.get("outputs").shape()).containsExactly(3, 40, 2);
    assertThat(simulated.get("rates").shape()).containsExactly(3, 40, 10);

    done("export", "@run", "--out", "@w.npz");
    String[] ofWeights = {
      "simulate", "--weights", "@w.npz", "--inputs", "@t.npz", "--out", "@w-out.npz"
    };
    assertThat(done(ofWeights).out)
        .contains(
            "10 units, activation retanh, tau 125.0 ms, steps of 25.0 ms; from the defaults: noise"
                + " of kind rate");
    assertThat(outputs("w-out.npz")).isEqualTo(outputs("out.npz"));
    String[] otherTau = Arrays.copyOf(ofWeights, ofWeights.length + 2);
    otherTau[ofWeights.length] = "--set";
    otherTau[ofWeights.length + 1] = "network.tau_ms=250";
    Result refused = run(otherTau);
    assertThat(refused.status).isEqualTo(2);
    assertThat(refused.err)
        .contains("--set network.tau_ms=250: network.tau_ms: 250.0; allowed: 125.0, as ");
  }

  private double[] outputs(String file) {
    return Npz.read(folder.resolve(file)).get("outputs").values();
  }

  /** Steps of half the length, twice as many of them, at the same velocity in deg/s. */
  @Test
  void aRunIsSimulatedAtAFinerStep() throws IOException {
    smallRun();
    float[] velocity = {0.02f, 0.01f, 0.02f};
    int[] steps = {40, 80, 80};
    for (int k = 0; k < 3; k++) {
      float[] inputs = new float[steps[k] * 3];
      for (int t = 0; t < steps[k]; t++) {
        inputs[t * 3] = velocity[k];
      }
      Npz.write(
          folder.resolve("in" + k + ".npz"), Map.of("inputs", NpyArray.of(inputs, 1, steps[k], 3)));
    }
    done("simulate", "--run", "@run", "--inputs", "@in0.npz", "--out", "@coarse.npz");
    String[] finer = {
      "simulate",
      "--run",
      "@run",
      "--inputs",
      "@in1.npz",
      "--out",
      "@fine.npz",
      "--set",
      "task.step_ms=12.5"
    };
    done(finer);
    done("simulate", "--run", "@run", "--inputs", "@in2.npz", "--out", "@longer.npz");
    double[] coarse = Npz.read(folder.resolve("coarse.npz")).get("rates").values();
    double[] fine = Npz.read(folder.resolve("fine.npz")).get("rates").values();
    double[] longer = Npz.read(folder.resolve("longer.npz")).get("rates").values();
    // At the same times, while the rates still move, the two differ by the step's error only;
    // the coarse run's own rates twice as late differ by far more.
    double error = 0;
    double moved = 0;
    for (int t = 1; t <= 10; t++) {
      for (int i = 0; i < 10; i++) {
        double rate = coarse[(t - 1) * 10 + i];
        error = Math.max(error, Math.abs(fine[(2 * t - 1) * 10 + i] - rate));
        moved = Math.max(moved, Math.abs(longer[(2 * t - 1) * 10 + i] - rate));
      }
    }
    assertThat(error).isLessThan(0.25 * moved);
  }

  /** Weights that went out and came in again are taken apart like those of the run itself. */
  @Test
  void importedWeightsAreAnalyzedLikeARun() throws IOException {
    smallRun();
    done("export", "@run", "--out", "@w.npz");
    done("import-weights", "@w.npz", "--out", "@imported", "--config", "@small.yaml");
    assertThat(done("analyze", "@imported").out).contains("report.html");
    assertThat(names("imported/analysis")).isEqualTo(names("run/analysis"));
    List<String> units = Files.readAllLines(folder.resolve("run/analysis/units.csv"));
    assertThat(units.get(0))
        .startsWith(
            "unit,class,preferred_direction_deg,vector_length,hd_strength,av_strength,"
                + "av_asymmetry,max_rate,w_in_av");
    assertThat(units).hasSize(11);
    List<String> imported = Files.readAllLines(folder.resolve("imported/analysis/units.csv"));
    for (int i = 1; i < units.size(); i++) {
      assertThat(imported.get(i).split(",")[1]).isEqualTo(units.get(i).split(",")[1]);
    }
    assertThat(Files.readString(folder.resolve("imported/report.html")))
        .contains("the weights were imported")
        .doesNotContain("http://www.w3.org/1999", "learning_curve");
    // Once more gives the same bits.
    String before = Files.readString(folder.resolve("run/analysis/summary.json"));
    done("analyze", "@run");
    assertThat(Files.readString(folder.resolve("run/analysis/summary.json"))).isEqualTo(before);
  }

  @Test
  void reproduceAnswersTheQuestionsAndGoesOnWhereItWas() throws IOException {
    String[] command = {
      "reproduce",
      "--seeds",
      "1",
      "--out",
      "@re",
      "--set",
      "network.units=8",
      "--set",
      "training.updates=40",
      "--set",
      "training.curriculum=[]",
      "--set",
      "task.steps=60",
      "--set",
      "training.batch_trials=10",
      "--set",
      "analysis.trials=300",
      "--set",
      "analysis.shuffles=20",
      "--set",
      "analysis.random_cuts=20",
      "--set",
      "analysis.dynamics=false"
    };
    Result result = done(command);
    assertThat(result.out).contains("low-seed1", "main-seed1", "high-seed1", "5. Does a simple");
    assertThat(Files.readAllLines(folder.resolve("re/networks.csv"))).hasSize(4);
    assertThat(Files.readString(folder.resolve("re/verdicts.csv"))).startsWith("question,verdict");
    String page = Files.readString(folder.resolve("re/report.html"));
    assertThat(page)
        .contains("criteria.alpha", "undecided with these seeds", "Question 5")
        .contains("<a href=\"low-seed1/report.html\">", "The whole configuration of high");
    assertThat(names("re/figures")).contains("conditions.svg", "kernels.png", "cross.png");
    assertThat(done(command).out).doesNotContain("training  ");
  }

  @Test
  void modelOfAnotherSizeIsRefused() throws IOException {
    smallRun();
    Path config = folder.resolve("run/config.yaml");
    Files.writeString(config, Files.readString(config).replace("units: 10", "units: 11"));
    Result result = run("analyze", "@run");
    assertThat(result.status).isEqualTo(2);
    assertThat(result.err).contains("10 units; config.yaml says network.units: 11");
  }

  private List<String> names(String path) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(path))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void benchReportsEveryPart() throws IOException {
    smallConfiguration();
    done("bench", "--config", "@small.yaml", "--updates", "3", "--out", "@bench.json");
    JsonNode bench = json("bench.json");
    for (String part : List.of("data", "noise", "forward", "backward", "optimiser", "rest")) {
      assertThat(bench.at("/median_ms/" + part).isNumber()).as(part).isTrue();
    }
    assertThat(bench.at("/heap_bytes_per_update").asLong()).isPositive();
  }

  @Test
  void helpAndVersionAreThere() {
    assertThat(run().out).contains("train", "evaluate", "simulate", "bench");
    assertThat(done("train", "--help").out).contains("--resume");
    assertThat(done("--version").out).contains("CompassNet");
  }

  /** A row: the arguments, and what the one line must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian @small.yaml                                         | trian
          train                                                     | CONF
          train @none.yaml                                          | none.yaml: no such file
          train @small.yaml --set network.unit=3                    | did you mean network.units?
          train @small.yaml --set network.units=-3                  | network.units: -3; allowed: an integer >= 2
          train @small.yaml --out @text                             | text: a file
          train @small.yaml --out @full                             | full: not empty
          train @small.yaml --out @text/run                         | cannot be written
          train @small.yaml --out @none --resume                    | none: no such folder
          evaluate @none                                            | none: no such folder
          evaluate @full                                            | full: no config.yaml
          evaluate @untrained                                       | untrained: no model.zip
          evaluate @small.yaml                                      | small.yaml: no such folder
          analyze @none                                             | none: no such folder
          analyze @untrained                                        | untrained: no model.zip
          train @small.yaml --set analysis.av_threshold=1.5         | analysis.av_threshold: 1.5; allowed: a number from 0.0 to 1.0
          trajectories @small.yaml --out @t.txt                     | .csv or .npz
          trajectories @small.yaml --out @t.csv --trials 0          | --trials 0
          train @small.yaml --set training.optimiser=null           | --set training.optimiser=null: training.optimiser: null; allowed: adamw, adam
          train @small.yaml --set network.noise.sd=.nan             | network.noise.sd: .nan; allowed: a number >= 0
          train @small.yaml --set seed=1 --set seed=2               | --set seed=2: seed twice
          train @small.yaml --set task.velocity.sd_deg_per_s=90     | an effect only with task.velocity.kind gaussian_process
          train @full/a                                             | a:1: a: not a configuration
          search @full/a                                            | a:1: a: not a search
          reproduce --set training.threads=2                        | --set training.threads=2: no effect on a reproduction
          import-weights @good.npz --out @run --set network.units=5 | --set network.units=5: network.units: 5; allowed: 4, as
          import-weights @good.npz --out @run --config @small.yaml  | small.yaml:3: network.units: 10; allowed: 4, as
          import-weights @none.npz --out @run                       | none.npz: no such file
          import-weights @text --out @run                           | text: not an npz archive
          import-weights @shapes.npz --out @run                     | W_in: shape [4, 2]; allowed: [4, 3]
          import-weights @missing.npz --out @run                    | no array W_rec
          import-weights @nan.npz --out @run                        | b: element 1 is NaN
          export @untrained --out @w.npz                            | untrained: no model.zip
          simulate --inputs @good.npz --out @o.npz                       | --weights=FILE.npz
          simulate --run @full --weights @good.npz --inputs @good.npz --out @o.npz | mutually exclusive
          simulate --run @untrained --inputs @good.npz --out @o.npz      | untrained: no model.zip
          simulate --run @untrained --config @small.yaml --inputs @good.npz --out @o.npz | with --weights only
          simulate --weights @good.npz --inputs @good.npz --out @o.npz   | no array inputs
          simulate --weights @good.npz --inputs @flat.npz --out @o.npz   | inputs: shape [6]; allowed: [trials, steps, 3]
          simulate --weights @good.npz --inputs @noise.npz --out @o.npz  | noise: shape [1, 2, 5]; allowed: [1, 2, 4]
          simulate --weights @good.npz --inputs @badnoise.npz --out @o.npz | noise: element [0, 0, 3] is NaN
          reproduce --connectome @none.csv --out @re                | none.csv: no such file; a table of synapse counts
          compare-fly @full --connectome @text                      | text:
          compare-fly @untrained                                    | untrained: no model.zip
          reproduce --seeds 0                                       | --seeds 0: at least 1
          reproduce --workers 0                                     | --workers 0: at least 1
          reproduce --conf @none                                    | low.yaml: no such file
          reproduce --recorded @none.csv --out @re                  | --recorded
          reproduce --set network.unit=3                            | did you mean network.units?
          bench --updates 0                                         | --updates 0
          bench --config @none.yaml                                 | none.yaml: no such file
          """)
  void unusableInputIsOneLineAndStatus2(String arguments, String message) throws IOException {
    smallConfiguration();
    Files.writeString(folder.resolve("text"), "text");
    Files.createDirectories(folder.resolve("full"));
    Files.writeString(folder.resolve("full/a"), "a");
    Files.createDirectories(folder.resolve("untrained"));
    Files.writeString(folder.resolve("untrained/config.yaml"), "name: untrained\n");
    weights("good.npz", 3, 0);
    weights("shapes.npz", 2, 0);
    weights("nan.npz", 3, Float.NaN);
    Npz.write(folder.resolve("missing.npz"), Map.of("b", NpyArray.of(new float[4], 4)));
    Npz.write(folder.resolve("flat.npz"), Map.of("inputs", NpyArray.of(new float[6], 6)));
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("inputs", NpyArray.of(new float[6], 1, 2, 3));
    arrays.put("noise", NpyArray.of(new float[10], 1, 2, 5));
    Npz.write(folder.resolve("noise.npz"), arrays);
    float[] noise = new float[8];
    noise[3] = Float.NaN;
    arrays.put("noise", NpyArray.of(noise, 1, 2, 4));
    Npz.write(folder.resolve("badnoise.npz"), arrays);
    List<Path> before = files();

    Result result = run(arguments.trim().split(" +"));

    assertThat(result.status).as(result.err).isEqualTo(2);
    assertThat(result.err).contains(message).doesNotContain("Exception", "\tat ");
    assertThat(result.err.lines().filter(line -> !line.startsWith("Try "))).hasSize(1);
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  private void weights(String name, int inputs, float bias) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("W_in", NpyArray.of(new float[4 * inputs], 4, inputs));
    arrays.put("W_rec", NpyArray.of(new float[16], 4, 4));
    arrays.put("b", NpyArray.of(new float[] {0, bias, 0, 0}, 4));
    arrays.put("W_out", NpyArray.of(new float[8], 2, 4));
    Npz.write(folder.resolve(name), arrays);
  }

  @Test
  void trainingPageIsServedOnLoopbackOnly() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (TrainingPage page = TrainingPage.serve(port)) {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(page.address() + "/train/overview").toURL().openConnection();
      int status = connection.getResponseCode();
      assertThat(status).as(() -> said(connection)).isEqualTo(200);
      for (InetAddress address : otherAddresses()) {
        try (Socket socket = new Socket()) {
          assertThat(catchConnect(socket, new InetSocketAddress(address, port)))
              .as("connection to %s", address)
              .isInstanceOf(IOException.class);
        }
      }
      Result taken = runWithPortTaken(port);
      assertThat(taken.status).isEqualTo(2);
      assertThat(taken.err).contains("--ui-port " + port);
      assertThat(folder.resolve("ui")).doesNotExist();
    }
  }

  private static String said(HttpURLConnection connection) {
    try (InputStream error = connection.getErrorStream()) {
      return error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Result runWithPortTaken(int port) throws IOException {
    smallConfiguration();
    return run("train", "@small.yaml", "--out", "@ui", "--ui", "--ui-port", "" + port);
  }

  private static Exception catchConnect(Socket socket, InetSocketAddress address) {
    try {
      socket.connect(address, 1000);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
        .toList();
  }
}
