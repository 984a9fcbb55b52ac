package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.network.Simulation;
import org.compassnet.training.Evaluation;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.Trainer;
import org.compassnet.trajectory.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

  private static final Config CONFIG =
      Config.of(
          Map.of(
              "network.units", 8,
              "task.steps", 40,
              "training.batch_trials", 10,
              "training.updates", 20,
              "training.validation.every_updates", 10,
              "evaluation.trials", 20,
              "analysis.trials", 100,
              "analysis.shuffles", 10,
              "analysis.random_cuts", 20,
              "analysis.dynamics", false));

  @TempDir Path folder;

  private static final class Watch implements Progress {
    final List<Integer> validated = new ArrayList<>();

    @Override
    public void validated(int update, Evaluation evaluation) {
      validated.add(update);
    }
  }

  @Test
  void theFirstCallTrainsAndTheSecondOpens() {
    Watch watch = new Watch();
    Run first = Run.trained(CONFIG, folder.resolve("run"), watch);
    Run second = Run.trained(CONFIG, folder.resolve("run"), watch);
    assertThat(watch.validated).containsExactly(10, 20);
    assertThat(second.weights().wRec()).isEqualTo(first.weights().wRec());
    assertThat(first.metrics()).hasSize(20);
    assertThat(first.folder().evaluation()).isRegularFile();
    assertThat(first.toString()).contains("units            8", "updates          20");
    assertThat(Run.open(folder.resolve("run").toString()).config()).isEqualTo(CONFIG);
  }

  @Test
  void aStoppedTrainingIsGoneOnWith() throws Exception {
    Run whole = Run.trained(CONFIG, folder.resolve("whole"), Progress.NONE);
    Path path = folder.resolve("stopped");
    Trainer trainer = Trainer.start(CONFIG, RunFolder.create(path));
    try (HeadDirectionNetwork network = trainer.network()) {
      assertThat(trainer.run(Progress.NONE, () -> true)).isEqualTo(Trainer.End.STOPPED);
      assertThat(network.engine()).isNotNull();
    }
    assertThatThrownBy(() -> Run.open(path)).hasMessageContaining("the training has not ended");
    Run resumed = Run.trained(CONFIG, path, Progress.NONE);
    assertThat(resumed.weights().wRec()).isEqualTo(whole.weights().wRec());
  }

  @Test
  void theRunOfAnotherConfigurationIsRefusedInOneLine() {
    Run.trained(CONFIG, folder.resolve("run"), Progress.NONE);
    assertThatThrownBy(
            () -> Run.trained(CONFIG.with(Map.of("seed", 2)), folder.resolve("run"), Progress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another configuration")
        .hasMessageNotContaining("\n")
        .satisfies(error -> assertThat(error.getStackTrace()).isEmpty());
  }

  @Test
  void aRunIsEvaluatedAsTheNetworkInItsFolder() {
    Run run = Run.trained(CONFIG, folder.resolve("run"), Progress.NONE);
    Trials trials = run.trials(20, 40);
    try (HeadDirectionNetwork network = run.folder().readNetwork()) {
      Evaluation direct = Evaluation.of(network, trials);
      assertThat(run.evaluate().normalizedError())
          .isCloseTo(direct.normalizedError(), within(1e-5));
    }
    assertThat(Files.exists(run.folder().evaluation())).isTrue();
  }

  @Test
  void aStimulusOfOnesOwnIsWhatTheHeadDoes() {
    Run run = Run.trained(CONFIG, folder.resolve("run"), Progress.NONE);
    Trials turn =
        run.trials(
            1,
            40,
            (velocity, from, random) -> {
              Arrays.fill(velocity, from, velocity.length, 0.02);
              return 1;
            });
    assertThat(turn.headDirection(0, 9)).isCloseTo(1, within(1e-6));
    assertThat(turn.headDirection(0, 39)).isCloseTo(1 + 30 * 0.02, within(1e-6));
    assertThat(run.specimen().follow(turn).outputs().hasShape(1, 40, 2)).isTrue();
  }

  /** A stimulus in deg/s, what every unit does, and the same with a unit cut: a line each. */
  @Test
  void ratesOverTimeAreOneCallAwayIntactOrWithALesion() {
    Run run = Run.trained(CONFIG, folder.resolve("run"), Progress.NONE);
    Specimen specimen = run.specimen();
    double[] turn = new double[30];
    Arrays.fill(turn, 90);
    Trials trials = specimen.stimulus().trial(0, turn).trial(180, turn).trials();
    Simulation intact = specimen.simulate(trials.inputs());
    assertThat(intact.rates().hasShape(2, 40, 8)).isTrue();
    assertThat(intact.outputs().values()).isEqualTo(specimen.follow(trials).outputs().values());
    // 90 deg/s for 30 steps of 25 ms.
    assertThat(Math.toDegrees(trials.headDirection(0, 39))).isCloseTo(67.5, within(1e-3));

    Simulation lesioned = specimen.lesioned(0, 1, 2, 3, 4, 5, 6, 7).simulate(trials.inputs());
    assertThat(lesioned.outputs().values()).containsOnly(0);
    assertThat(lesioned.rates().values()).isNotEqualTo(intact.rates().values());
    assertThatThrownBy(() -> specimen.lesioned(8)).hasMessageContaining("units 0 to 7");
  }

  @Test
  void aLesionOnAStimulusOfOnesOwnIsOneCall() {
    Run run = Run.trained(CONFIG, folder.resolve("run"), Progress.NONE);
    Analysis analysis = run.analyze();
    double[] turn = new double[30];
    Arrays.fill(turn, 90);
    Trials trials = run.stimulus().trial(0, turn).trial(180, turn).trials();

    Observation intact = run.simulate(trials);
    assertThat(intact.timeS()).hasSize(40).endsWith(1.0);
    assertThat(intact.trueDeg(0)[39]).isCloseTo(67.5, within(1e-3));
    assertThat(intact.velocityDegPerS(1)[39]).isCloseTo(90, within(1e-3));
    float[] outputs = run.specimen().follow(trials).outputs().values();
    assertThat(intact.outputs().values()).isEqualTo(outputs);
    // The second trial's last step, and the arctangent of its sine and cosine.
    double decoded = Math.toDegrees(Math.atan2(outputs[158], outputs[159]));
    assertThat(intact.decodedDeg(1)[39]).isCloseTo(decoded, within(1e-9));
    assertThat(Math.IEEEremainder(intact.errorDeg(1)[39] - (decoded - (180 + 67.5)), 360))
        .isCloseTo(0, within(1e-3));
    assertThat(intact.trueDeg(1)[39]).isCloseTo(-112.5, within(1e-3));
    assertThat(intact.trueUnrolledDeg(1)[39] - intact.trueUnrolledDeg(1)[9])
        .isCloseTo(67.5, within(1e-3));
    double[] unrolled = intact.decodedUnrolledDeg(1);
    assertThat(unrolled[9]).isEqualTo(intact.decodedDeg(1)[9]);
    for (int t = 1; t < unrolled.length; t++) {
      assertThat(Math.abs(unrolled[t] - unrolled[t - 1])).isLessThanOrEqualTo(180);
      assertThat(Math.IEEEremainder(unrolled[t] - intact.decodedDeg(1)[t], 360))
          .isCloseTo(0, within(1e-9));
    }
    assertThat(intact.rate(1, 3)[39]).isEqualTo(intact.rates().get(1, 39, 3));

    UnitTable table = analysis.tuning().table();
    UnitClass type = table.get(0).type();
    assertThat(analysis.simulateWithout(trials, type).outputs().values())
        .isEqualTo(run.simulateWithout(trials, table.indices(type)).outputs().values())
        .isNotEqualTo(outputs);
    assertThat(run.simulateWithout(trials).outputs().values()).isEqualTo(outputs);
    assertThatThrownBy(() -> run.simulateWithout(trials, 8)).hasMessageContaining("units 0 to 7");
    assertThatThrownBy(() -> intact.decodedDeg(2)).hasMessage("trial 2: there are trials 0 to 1");
    assertThatThrownBy(() -> intact.rate(0, -1)).hasMessage("unit -1: there are units 0 to 7");
    UnitClass none =
        Arrays.stream(UnitClass.values()).filter(c -> table.of(c).isEmpty()).findFirst().get();
    assertThatThrownBy(() -> analysis.simulateWithout(trials, none))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessage("no " + none.plural() + " to cut");
  }

  @Test
  void oneOptionIsSetByItsName() {
    assertThat(CONFIG.with("network.units", 9))
        .isEqualTo(CONFIG.with(Map.of("network.units", 9)))
        .isNotEqualTo(CONFIG);
    assertThatThrownBy(() -> CONFIG.with("network.unitz", 9))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean network.units?");
  }

  /** Tables of numbers that the network does not have are still tables, and a reason is a line. */
  @Test
  void whateverIsPrintedIsReadable() {
    Run run = Run.trained(CONFIG, folder.resolve("run"), Progress.NONE);
    Analysis analysis = run.analyze();
    for (Object printed :
        List.of(
            run,
            run.weights(),
            run.specimen(),
            run.trials(2, 40),
            run.specimen().follow(run.trials(2, 40)),
            run.metrics().get(0),
            analysis,
            analysis.tuning(),
            analysis.tuning().table(),
            analysis.tuning().table().get(0),
            analysis.tuning().byTrueDirection(),
            analysis.connectivity(),
            analysis.lesions(),
            analysis.ring(),
            analysis.drift(),
            analysis.kick(),
            analysis.gain(),
            analysis.memory(),
            analysis.fixedPoints(),
            analysis.population())) {
      assertThat(printed.toString())
          .isNotBlank()
          .doesNotContain("[F@", "[D@", "@", "Optional", "null", "%s");
    }
    assertThat(analysis.fixedPoints()).hasToString("not measured: analysis.dynamics is false");
  }
}
