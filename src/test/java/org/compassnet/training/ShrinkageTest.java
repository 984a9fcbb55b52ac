package org.compassnet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.RandomStreams;
import org.compassnet.network.HeadDirectionNetwork;
import org.compassnet.trajectory.HeadDirectionTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class ShrinkageTest {

  /** Outputs and targets are 0, so that nothing but the decay moves the weights. */
  @ParameterizedTest
  @CsvSource({"adamw, constant", "adamw, cosine", "adam, constant"})
  void weightsWithoutAGradientShrinkByIt(String optimiser, String schedule) {
    Config config =
        Config.of(
            Map.of(
                "network.units",
                6,
                "task.steps",
                14,
                "training.updates",
                40,
                "training.batch_trials",
                3,
                "training.optimiser",
                optimiser,
                "training.learning_rate",
                0.05,
                "training.learning_rate_schedule",
                schedule,
                "training.weight_decay",
                0.3,
                "training.activity_penalty.weight",
                0));
    DataSet data =
        new HeadDirectionTask(config.task())
            .trials(3, new RandomStreams(1).stream("t"))
            .toDataSet();
    data.getLabels().assign(0);
    Shrinkage shrinkage = Shrinkage.of(config.training());
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      INDArray before = network.network().params().dup();
      network.fit(data);
      INDArray once = network.network().params().dup();
      for (int update = 1; update < 40; update++) {
        network.fit(data);
      }
      assertThat(network.gradientNorm()).isZero();
      assertThat(once.norm2Number().doubleValue() / before.norm2Number().doubleValue())
          .isCloseTo(1 - shrinkage.firstUpdate(), within(1e-6));
      assertThat(
              network.network().params().norm2Number().doubleValue()
                  / before.norm2Number().doubleValue())
          .isCloseTo(1 - shrinkage.training(), within(1e-5));
    }
    assertThat(shrinkage.training() == 0).isEqualTo(optimiser.equals("adam"));
  }

  /** Half of what a constant rate would give, as the cosine's mean is a half. */
  @Test
  void theLazyConfigurationLosesTwoPercent() {
    Shrinkage lazy = Shrinkage.of(Config.read("conf/lazy.yaml").training());
    assertThat(lazy.firstUpdate()).isCloseTo(1e-5, within(1e-12));
    assertThat(lazy.training()).isCloseTo(1 - Math.exp(-0.02), within(1e-4));
    assertThat(lazy)
        .hasToString(
            "0.00100 % at the first update, 1.98 % over the training, of a weight that no gradient"
                + " holds");
  }

  @ParameterizedTest
  @CsvSource({"constant, 0.5", "constant, 0.9", "cosine, 0.5", "cosine, 0.05"})
  void decayForAShareOfTheWeightsTakesThatShare(String schedule, double share) {
    Config config =
        Config.of(Map.of("training.updates", 700, "training.learning_rate_schedule", schedule));
    double decay = Shrinkage.decay(config.training(), share);
    Config decayed = config.with("training.weight_decay", decay);
    assertThat(Shrinkage.of(decayed.training()).training()).isCloseTo(share, within(1e-3));
    // A constant rate's shrinkage in closed form: 1 - (1 - decay x rate)^updates.
    if (schedule.equals("constant")) {
      assertThat(decay).isCloseTo((1 - Math.pow(1 - share, 1 / 700.0)) / 0.001, within(1e-3));
    }
  }
}
