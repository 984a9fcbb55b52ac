package org.compassnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;

/**
 * Inputs for every command, each made of a sound one by {@link Damage}. An input depends on the
 * seed and its index alone, so that it can be made again.
 */
final class FuzzInputs {

  /** What is damaged. */
  enum Kind {
    CONFIGURATION,
    SET,
    SEARCH,
    REPRODUCE,
    RECORDING,
    RECORDING_OPTION,
    WEIGHTS,
    INPUTS,
    RUN,
    OPTION,
    CELLS,
    SYNAPSES
  }

  /**
   * What the program is called with.
   *
   * @param folder holds the files of this input, and is where its output would go
   */
  record Input(Kind kind, Path folder, List<String> args) {}

  /** A network so small, and so little done with it, that what is usable takes no time. */
  static final List<String> SMALL =
      List.of(
          "task.steps=12",
          "task.cue_steps=3",
          "network.units=4",
          "training.updates=2",
          "training.batch_trials=4",
          "training.curriculum=[]",
          "training.validation.every_updates=2",
          "training.validation.trials=4",
          "training.threads=1",
          "evaluation.trials=4",
          "analysis.trials=10",
          "analysis.shuffles=5",
          "analysis.random_cuts=5",
          "analysis.dynamics=false");

  private static final String CONFIGURATION =
      """
      name: tiny
      seed: 3
      task:
        steps: 12
        cue_steps: 3
        step_ms: 25
        velocity:
          kind: momentum
          sigma_rad_per_step: 0.03
          momentum: 0.8
          pause_fraction: 0.5
      network:
        units: 4
        activation: retanh
        tau_ms: 250
        noise: {kind: rate, sd: 0.02}
        self_connections: false
        velocity_input_gain: 10
        initial_weights:
          input_sd: 0.5
      training:
        updates: 2
        batch_trials: 4
        optimiser: adamw
        learning_rate: 0.001
        weight_decay: 0.01
        clip_norm: 10
        activity_penalty: {weight: 0.03, anneal: false}
        engine: fused
        threads: 1
        validation: {every_updates: 2, trials: 4}
      evaluation: {trials: 4}
      analysis:
        trials: 10
        shuffles: 5
        random_cuts: 5
        dynamics: false
      criteria:
        alpha: 0.05
      """;

  private static final String SEARCH =
      """
      name: hunt
      base: tiny.yaml
      set:
        network.noise.sd: 0.03
      brief:
        training.updates: 2
      parameters:
        training.weight_decay: {space: continuous, from: 0, to: 0.1}
        network.noise.kind: {space: discrete, values: [rate, state]}
      generator:
        kind: random
      score:
        angular_error: 2
        tuned_share: 1
      early_stopping:
        rule: none
      limits:
        candidates: 1
      window: 1
      concurrency: 1
      """;

  /** Animals of 70 s; a session of 5 s, which is read and then too short, is beside them. */
  private static final List<String> ANIMALS =
      List.of("synthetic.nwb", "synthetic_v5.mat", "synthetic_v73.mat", "synthetic_units.npz");

  private static final List<String> KEYS =
      List.of(
          "name",
          "seed",
          "task.steps",
          "task.cue_steps",
          "task.step_ms",
          "task.velocity.kind",
          "task.velocity.sigma_rad_per_step",
          "task.velocity.momentum",
          "task.velocity.file",
          "task.velocity.pause_fraction",
          "task.velocity.max_gap_s",
          "task.velocity.step_ms",
          "task.velocity.recording.points",
          "task.velocity.recording.time",
          "network.units",
          "network.activation",
          "network.tau_ms",
          "network.noise.sd",
          "network.noise.kind",
          "network.self_connections",
          "network.recurrent_gain",
          "network.velocity_input_gain",
          "network.initial_weights.input_sd",
          "training.updates",
          "training.optimiser",
          "training.batch_trials",
          "training.learning_rate",
          "training.learning_rate_schedule",
          "training.clip_norm",
          "training.activity_penalty.weight",
          "training.curriculum",
          "training.engine",
          "training.threads",
          "training.validation.every_updates",
          "evaluation.trials",
          "analysis.hd_threshold",
          "analysis.av_range_deg_per_s",
          "criteria.alpha",
          "criteria.largest_gap_deg",
          "task",
          "network",
          "",
          "x",
          "task.",
          ".steps",
          "task..steps",
          "task.steps.x",
          "training.curriculum[0].steps",
          "TASK.STEPS",
          "network.unit",
          "network . units",
          "network/units",
          "\u00e4",
          "a\nb",
          "--set");

  private final Path sound;
  private final Path work;
  private final long seed;

  private FuzzInputs(Path sound, Path work, long seed) {
    this.sound = sound;
    this.work = work;
    this.seed = seed;
  }

  /** Makes the sound files, in a folder of their own. */
  static FuzzInputs in(Path folder, long seed) throws IOException {
    Path sound = Files.createDirectories(folder.resolve("sound"));
    for (String name : List.of("tiny", "low", "main", "high")) {
      Files.writeString(
          sound.resolve(name + ".yaml"), CONFIGURATION.replace("name: tiny", "name: " + name));
    }
    Files.writeString(sound.resolve("search.yaml"), SEARCH);
    StringBuilder headings = new StringBuilder("time_s,hd_deg,speed\n");
    StringBuilder points = new StringBuilder("time_s,x1,y1,x2,y2\n");
    for (int i = 0; i < 120; i++) {
      double turn = 0.05 * i + 0.6 * Math.sin(0.2 * i);
      headings.append("%.3f,%.2f,4.5\n".formatted(0.025 * i, Math.toDegrees(turn) % 360));
      points.append(
          "%.3f,%.2f,%.2f,50,50\n"
              .formatted(0.025 * i, 50 + 9 * Math.cos(turn), 50 + 9 * Math.sin(turn)));
    }
    Files.writeString(sound.resolve("headings.csv"), headings);
    session(sound);
    for (String animal : ANIMALS) {
      copyResource("/org/compassnet/cells/" + animal, sound.resolve(animal));
    }
    copyResource("/org/compassnet/connectome/hemibrain.csv", sound.resolve("synapses.csv"));
    Files.writeString(sound.resolve("points.csv"), points);
    String tiny = sound.resolve("tiny.yaml").toString();
    String run = sound.resolve("run").toString();
    // Not by the command, which would draw figures that nobody looks at.
    Trainer.start(Config.read(tiny), RunFolder.create(Path.of(run)))
        .run(Progress.NONE, () -> false);
    FuzzContract.sound("export", run, "--out", sound.resolve("weights.npz").toString());
    FuzzContract.sound(
        "trajectories", tiny, "--trials", "2", "--out", sound.resolve("inputs.npz").toString());
    return new FuzzInputs(sound, Files.createDirectories(folder.resolve("work")), seed);
  }

  private static void session(Path sound) throws IOException {
    int bins = 500;
    double[] times = new double[bins];
    double[] directions = new double[bins];
    double[] counts = new double[2 * bins];
    StringBuilder table = new StringBuilder("time_s,hd_deg,cell1,cell2\n");
    for (int i = 0; i < bins; i++) {
      times[i] = 0.01 * i;
      directions[i] = 0.5 * Math.PI * times[i] % (2 * Math.PI);
      counts[2 * i + i % 2] = i % 3;
      table.append(
          "%.2f,%.1f,%.0f,%.0f\n"
              .formatted(
                  times[i], Math.toDegrees(directions[i]), counts[2 * i], counts[2 * i + 1]));
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("counts", NpyArray.of(counts, bins, 2));
    arrays.put("direction_rad", NpyArray.of(directions, bins));
    arrays.put("time_s", NpyArray.of(times, bins));
    Npz.write(sound.resolve("session.npz"), arrays);
    Files.writeString(sound.resolve("session.csv"), table);
  }

  private static void copyResource(String name, Path to) throws IOException {
    try (InputStream in = FuzzInputs.class.getResourceAsStream(name)) {
      Files.copy(in, to);
    }
  }

  /** The folder of the sound files, which no command may change. */
  Path sound() {
    return sound;
  }

  /** One input, its files written. */
  Input make(int index) throws IOException {
    Random random = new Random(31 * seed + 1_000_003L * index);
    Path folder = Files.createDirectories(work.resolve(Integer.toString(index)));
    Kind kind = Kind.values()[index % Kind.values().length];
    return new Input(kind, folder, new Making(new Damage(random), folder).args(kind));
  }

  /** The making of one input. */
  private final class Making {

    private final Damage damage;
    private final Path folder;

    Making(Damage damage, Path folder) {
      this.damage = damage;
      this.folder = folder;
    }

    List<String> args(Kind kind) throws IOException {
      return switch (kind) {
        case CONFIGURATION -> configured(put("bad.yaml", damage.yaml(read("tiny.yaml"))));
        case SET -> set();
        case SEARCH -> search();
        case REPRODUCE -> reproduce();
        case RECORDING -> recording();
        case RECORDING_OPTION -> recordingOptions();
        case WEIGHTS -> weights(put("bad.npz", damage.npz(bytes("weights.npz"))));
        case INPUTS ->
            damage.chance(0.5)
                ? inputs("--run", sound("run"))
                : inputs("--weights", sound("weights.npz"));
        case RUN -> run();
        case OPTION -> option();
        case CELLS -> cells();
        case SYNAPSES ->
            args(
                "compare-fly",
                copyOfRun(),
                "--connectome",
                put("bad.csv", damage.csv(read("synapses.csv"))));
      };
    }

    private String read(String name) throws IOException {
      return Files.readString(sound.resolve(name));
    }

    private byte[] bytes(String name) throws IOException {
      return Files.readAllBytes(sound.resolve(name));
    }

    private String sound(String name) {
      return sound.resolve(name).toString();
    }

    private String out(String name) {
      return folder.resolve("out").resolve(name).toString();
    }

    private String put(String name, byte[] content) throws IOException {
      return Files.write(folder.resolve(name), content).toString();
    }

    /** A folder that has something in it: no training begins there. */
    private String occupied() throws IOException {
      Path there = Files.createDirectories(folder.resolve("occupied"));
      Files.writeString(there.resolve("thesis.txt"), "precious");
      return there.toString();
    }

    private List<String> args(String... args) {
      return new ArrayList<>(List.of(args));
    }

    /** What nothing else is wrong with ends at a recording that is none, before it trains. */
    private List<String> notTrained(List<String> args) throws IOException {
      args.addAll(List.of("--set", "task.velocity.kind=recorded"));
      args.addAll(List.of("--set", "task.velocity.file=" + noRecording()));
      return args;
    }

    private String noRecording() throws IOException {
      return put("none.csv", "time_s,hd_deg\n0,0\n".getBytes(StandardCharsets.UTF_8));
    }

    private List<String> small(List<String> args) {
      SMALL.forEach(set -> args.addAll(List.of("--set", set)));
      return args;
    }

    /** A command that is given a configuration. */
    private List<String> configured(String file) throws IOException {
      return switch (damage.below(8)) {
        case 0 -> args("train", file, "--out", occupied());
        case 1 -> notTrained(args("train", file, "--out", out("run")));
        case 2 -> small(args("bench", "--config", file, "--updates", "1", "--out", out("b.json")));
        case 3 ->
            small(
                args(
                    "import-weights", sound("weights.npz"), "--config", file, "--out", out("run")));
        case 4 -> {
          List<String> args = inputsOf(sound("inputs.npz"), "--weights", sound("weights.npz"));
          args.addAll(List.of("--config", file));
          yield args;
        }
        default -> {
          String end = damage.chance(0.5) ? ".csv" : ".npz";
          yield args("trajectories", file, "--trials", "2", "--out", out("t" + end));
        }
      };
    }

    private List<String> set() throws IOException {
      String key = damage.one(KEYS);
      String set = damage.chance(0.05) ? damage.value(key) : key + "=" + damage.value(key);
      List<String> args =
          switch (damage.below(6)) {
            case 0 -> args("train", sound("tiny.yaml"), "--out", occupied());
            case 1 -> args("evaluate", copyOfRun(), "--trials", "3");
            case 2 -> inputsOf(sound("inputs.npz"), "--run", sound("run"));
            case 3 ->
                args(
                    "import-weights",
                    sound("weights.npz"),
                    "--config",
                    sound("tiny.yaml"),
                    "--out",
                    out("run"));
            default ->
                args("trajectories", sound("tiny.yaml"), "--trials", "2", "--out", out("t.csv"));
          };
      args.addAll(List.of("--set", set));
      return args;
    }

    /** A search that nothing is wrong with would train; most are kept from it by their folder. */
    private List<String> search() throws IOException {
      Files.writeString(folder.resolve("tiny.yaml"), CONFIGURATION);
      if (damage.chance(0.1)) {
        put("tiny.yaml", damage.yaml(CONFIGURATION));
      }
      String file = put("bad.yaml", damage.yaml(SEARCH));
      return damage.chance(0.1)
          ? args("search", file, "--resume", "--out", occupied())
          : args("search", file, "--out", occupied());
    }

    /** The same: what could be done is kept from it by a recording that is none. */
    private List<String> reproduce() throws IOException {
      Path conf = Files.createDirectories(folder.resolve("conf"));
      for (String name : List.of("low", "main", "high")) {
        Files.copy(sound.resolve(name + ".yaml"), conf.resolve(name + ".yaml"));
      }
      Path damaged = conf.resolve(damage.one(List.of("low", "main", "high")) + ".yaml");
      if (damage.chance(0.2)) {
        Files.delete(damaged);
      } else {
        Files.write(damaged, damage.yaml(Files.readString(damaged)));
      }
      List<String> args =
          args("reproduce", "--conf", conf.toString(), "--seeds", "1", "--out", out("r"));
      args.addAll(List.of("--recorded", noRecording()));
      if (damage.chance(0.3)) {
        String key = damage.one(KEYS);
        args.addAll(List.of("--set", key + "=" + damage.value(key)));
      }
      return args;
    }

    private List<String> recording() throws IOException {
      String file =
          damage.chance(0.2)
              ? put("bad.npz", damage.npz(bytes("inputs.npz")))
              : put(
                  damage.one(List.of("bad.csv", "bad.txt", "bad")),
                  damage.csv(read(damage.one(List.of("headings.csv", "points.csv")))));
      if (damage.chance(0.2)) {
        return args(
            "trajectories",
            sound("tiny.yaml"),
            "--trials",
            "2",
            "--out",
            out("t.csv"),
            "--set",
            "task.velocity.kind=recorded",
            "--set",
            "task.velocity.file=" + file);
      }
      List<String> args = args("evaluate", copyOfRun(), "--data", file, "--trials", "3");
      if (damage.chance(0.3)) {
        args.addAll(recordingOption());
      }
      return args;
    }

    private List<String> recordingOptions() throws IOException {
      String file = sound(damage.one(List.of("headings.csv", "points.csv")));
      List<String> args = args("evaluate", copyOfRun(), "--data", file, "--trials", "3");
      for (int i = 1 + damage.below(3); i > 0; i--) {
        args.addAll(recordingOption());
      }
      return args;
    }

    private List<String> recordingOption() {
      String name =
          damage.one(
              List.of(
                  "--time",
                  "--time-unit",
                  "--fps",
                  "--direction",
                  "--unit",
                  "--points",
                  "--likelihood",
                  "--max-gap",
                  "--separator"));
      String value =
          damage.chance(0.5)
              ? damage.value(name)
              : damage.one(
                  List.of(
                      "time_s",
                      "hd_deg",
                      "speed",
                      "1",
                      "2",
                      "3",
                      "0",
                      "99",
                      "deg",
                      "rad",
                      "ms",
                      "frame",
                      "x1,y1,x2,y2",
                      "x1,y1",
                      "2,3,4,5",
                      "1,1,1,1",
                      "2,3,4,99",
                      ",,,",
                      "semicolon",
                      "tab",
                      "1e9",
                      "1e-9",
                      "NaN",
                      "Infinity",
                      "30"));
      return List.of(name, value);
    }

    /** What is sound enough ends at a session that is too short, or at results that are a file. */
    private List<String> cells() throws IOException {
      if (damage.chance(0.4)) {
        String name = damage.one(ANIMALS);
        String end = name.substring(name.lastIndexOf('.'));
        byte[] animal = bytes(name);
        String file =
            put("bad" + end, end.equals(".npz") ? damage.zip(animal) : damage.bytes(animal));
        return args("cells", file, "--out", put("occupied", new byte[] {1}));
      }
      String file =
          damage.chance(0.5)
              ? put("bad.csv", damage.csv(read("session.csv")))
              : put("bad.npz", damage.npz(bytes("session.npz")));
      List<String> args =
          damage.chance(0.7)
              ? args("cells", file, "--out", out("cells"))
              : args("compare-cells", sound("run"), file, "--out", out("cells"));
      if (damage.chance(0.4)) {
        String option =
            damage.one(List.of("--counts", "--sleep", "--bin", "--spike-rate", "--direction-file"));
        args.addAll(List.of(option, damage.chance(0.5) ? damage.value(option) : "counts"));
      }
      if (damage.chance(0.2)) {
        args.addAll(recordingOption());
      }
      return args;
    }

    private List<String> weights(String file) {
      return switch (damage.below(3)) {
        case 0 -> inputsOf(sound("inputs.npz"), "--weights", file);
        default -> small(args("import-weights", file, "--out", out("run")));
      };
    }

    private List<String> inputs(String option, String network) throws IOException {
      return inputsOf(put("bad.npz", damage.npz(bytes("inputs.npz"))), option, network);
    }

    private List<String> inputsOf(String file, String option, String network) {
      return args("simulate", option, network, "--inputs", file, "--out", out("s.npz"));
    }

    /** A copy of the sound run, as far as commands read it. */
    private String copyOfRun() throws IOException {
      Path copy = folder.resolve("run");
      try (Stream<Path> files = Files.walk(sound.resolve("run"))) {
        for (Path file : files.toList()) {
          String name = sound.resolve("run").relativize(file).toString();
          if (!name.startsWith("figures") && !name.equals("report.html")) {
            Files.copy(file, copy.resolve(name));
          }
        }
      }
      return copy.toString();
    }

    private List<String> run() throws IOException {
      String run = copyOfRun();
      String name =
          damage.one(
              List.of(
                  "config.yaml",
                  "config.yaml",
                  "config.yaml",
                  "model.zip",
                  "model.zip",
                  "model.zip",
                  "model.zip",
                  "checkpoints/last.zip",
                  "checkpoints/last.zip",
                  "metrics.csv",
                  "evaluation.json"));
      Path file = folder.resolve("run").resolve(name);
      byte[] sound = Files.exists(file) ? Files.readAllBytes(file) : new byte[] {1};
      Files.deleteIfExists(file);
      switch (damage.below(10)) {
        case 0 -> {}
        case 1 -> Files.createDirectories(file);
        case 2 -> Files.write(file, bytes(damage.one(List.of("weights.npz", "headings.csv"))));
        default -> Files.write(file, damaged(name, sound));
      }
      // What goes on to the end draws a report, which takes long: only where that is unlikely.
      if (name.endsWith("last.zip") && damage.chance(0.7)) {
        return args("train", sound("tiny.yaml"), "--resume", "--out", run);
      }
      if (damage.chance(name.endsWith("model.zip") ? 0.3 : 0.03)) {
        return args("analyze", run);
      }
      return switch (damage.below(4)) {
        case 0 -> args("export", run, "--out", out("w.npz"));
        case 1 -> inputsOf(sound("inputs.npz"), "--run", run);
        case 2 ->
            damage.chance(0.5)
                ? args("runs", folder.toString())
                : args("compare", run, sound("run"), "--out", out("side-by-side"));
        default -> args("evaluate", run, "--trials", "3");
      };
    }

    private byte[] damaged(String name, byte[] sound) throws IOException {
      if (name.endsWith(".zip")) {
        return damage.zip(sound);
      }
      String text = new String(sound, StandardCharsets.UTF_8);
      return name.endsWith(".csv") ? damage.csv(text) : damage.yaml(text);
    }

    /** An option that is odd, on a command that nothing else is wrong with. */
    private List<String> option() throws IOException {
      String odd = path();
      List<String> args =
          switch (damage.below(18)) {
            case 0 -> args("train", sound("tiny.yaml"), "--out", occupied(), "--ui-port", number());
            case 1 -> args("train", odd, "--out", out("run"));
            case 2 -> notTrained(args("train", sound("tiny.yaml"), "--out", odd));
            case 3 -> args("train", sound("tiny.yaml"), "--resume", "--out", odd);
            case 4 -> args("evaluate", copyOfRun(), "--trials", number());
            case 5 -> args("evaluate", copyOfRun(), "--trials", "2", "--steps", number());
            case 6 -> args("evaluate", odd);
            case 7 -> args("evaluate", copyOfRun(), "--data", odd);
            case 8 -> args("analyze", odd);
            case 9 -> args("export", sound("run"), "--out", odd);
            case 10 -> args("export", odd, "--out", out("w.npz"));
            case 11 ->
                args(
                    "trajectories",
                    sound("tiny.yaml"),
                    "--trials",
                    number(),
                    "--out",
                    out("t.csv"));
            case 12 -> args("trajectories", sound("tiny.yaml"), "--trials", "2", "--out", odd);
            case 13 -> inputsOf(odd, "--run", sound("run"));
            case 14 -> small(args("import-weights", sound("weights.npz"), "--out", filed(odd)));
            case 15 ->
                args(
                    "reproduce",
                    "--conf",
                    odd,
                    "--seeds",
                    number(),
                    "--workers",
                    number(),
                    "--out",
                    out("r"));
            case 16 -> small(args("bench", "--updates", number(), "--out", out("b.json")));
            default -> args("search", odd, "--out", out("s"), "--master", damage.value("master"));
          };
      switch (damage.below(6)) {
        case 0 -> args.remove(args.size() - 1);
        case 1 ->
            args.add(damage.one(List.of("--nonsense", "-x", "", "--", "extra", "--out", "@x")));
        case 2 -> args.add(1, damage.one(List.of("--out", "--set", "--trials", "--help=3", "-")));
        default -> {}
      }
      return args;
    }

    private String number() {
      return damage.chance(0.4)
          ? damage.one(List.of("3", "-1", "0", "", " ", "99999999999", "-2147483648", "1.0", "+3"))
          : damage.value("trials");
    }

    /** A path below a file or a device, or at a folder: what is made there is in nobody's way. */
    private String filed(String odd) throws IOException {
      return damage.chance(0.5)
          ? put("file", new byte[] {1}) + "/run"
          : odd.isBlank() || odd.startsWith("/dev") || Path.of(odd).isAbsolute()
              ? odd
              : "/dev/null/run";
    }

    private String path() throws IOException {
      return switch (damage.below(8)) {
        case 0 -> "";
        case 1 -> " ";
        case 2 -> folder.toString();
        case 3 -> put("plain", "text".getBytes(StandardCharsets.UTF_8));
        case 4 -> put("plain", new byte[0]) + "/below";
        case 5 -> "/dev/null/below";
        case 6 -> folder.resolve("not/there").toString();
        default -> odd();
      };
    }

    private String odd() throws IOException {
      String name = damage.oddName();
      try {
        return folder.resolve("odd").resolve(name).toString();
      } catch (InvalidPathException e) {
        return folder + "/" + name;
      }
    }
  }
}
