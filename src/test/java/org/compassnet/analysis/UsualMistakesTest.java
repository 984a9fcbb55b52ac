package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.training.Evaluation;
import org.compassnet.training.TrialSource;
import org.compassnet.training.UsualMistakes;
import org.compassnet.training.UsualMistakes.Tried;
import org.compassnet.trajectory.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network that does the task, written down wrongly in the usual ways. */
class UsualMistakesTest {

  private static final int N = HandBuiltRing.UNITS;

  private final Config config =
      HandBuiltRing.config().with(Map.of("task.velocity.pause_fraction", 0));
  private final CtRnnWeights right = HandBuiltRing.weights();
  private final Trials trials = new TrialSource(config).evaluation(10, 400);

  private double error(Config as, CtRnnWeights weights) {
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(as)) {
      network.setWeights(weights);
      return Evaluation.of(network, trials).angularErrorDeg().mean();
    }
  }

  private void isFound(String undone, Config as, CtRnnWeights wrong) {
    double error = error(as, wrong);
    assertThat(error).isGreaterThan(UsualMistakes.FAILS_DEG);
    List<Tried> tried = new UsualMistakes(as, wrong, trials).tryAll();
    // Mirrored directions are a velocity of the other sign: where one helps, the other does too.
    List<Tried> helpful = UsualMistakes.helpful(tried, error);
    assertThat(helpful).hasSizeLessThan(4).anyMatch(t -> t.undone().startsWith(undone));
    assertThat(helpful.get(0).angularErrorDeg()).isLessThan(1.01 * error(config, right) + 0.01);
  }

  @Test
  void theRingItselfDoesTheTask() {
    assertThat(error(config, right)).isLessThan(UsualMistakes.FAILS_DEG / 2);
  }

  @Test
  void transposedRecurrentWeightsAreFound() {
    float[] turned = new float[N * N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        turned[i * N + j] = right.wRec()[j * N + i];
      }
    }
    isFound("W_rec transposed", config, right.with(turned, right.wOut()));
  }

  @ParameterizedTest
  @CsvSource({"1, weights for a velocity in rad/s", "-1, the velocity's sign turned"})
  void anotherUnitOrSignOfTheVelocityIsFound(double factor, String undone) {
    double perStep = factor == -1 ? -1 : HandBuiltRing.STEP_MS / 1000;
    isFound(undone, config, right.withVelocityScaled(perStep));
  }

  @ParameterizedTest
  @CsvSource({"true, false, W_in's", "false, true, the rows of W_out", "true, true, sine and"})
  void swappedSineAndCosineAreFound(boolean in, boolean out, String undone) {
    float[] wIn = right.wIn().clone();
    float[] wOut = right.wOut().clone();
    for (int i = 0; i < N; i++) {
      if (in) {
        wIn[3 * i + 1] = right.wIn()[3 * i + 2];
        wIn[3 * i + 2] = right.wIn()[3 * i + 1];
      }
      if (out) {
        wOut[i] = right.wOut()[N + i];
        wOut[N + i] = right.wOut()[i];
      }
    }
    isFound(undone, config, new CtRnnWeights(N, wIn, right.wRec(), right.b(), wOut, right.x0()));
  }

  @Test
  void anotherNonlinearityIsFound() {
    Config softplus = config.with(Map.of("network.activation", "softplus"));
    isFound("network.activation: relu", softplus, right);
  }

  @Test
  void weightsThatNothingHelpsAreSaidToBeSo() {
    CtRnnWeights none = right.with(new float[N * N], right.wOut());
    double error = error(config, none);
    List<Tried> tried = new UsualMistakes(config, none, trials).tryAll();
    assertThat(tried).hasSizeGreaterThan(9);
    assertThat(UsualMistakes.helpful(tried, error)).isEmpty();
  }
}
