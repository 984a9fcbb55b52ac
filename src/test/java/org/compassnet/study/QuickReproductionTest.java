package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;

class QuickReproductionTest {

  private static List<Condition> quick(String... sets) {
    return Reproduction.conditions(Path.of("conf"), null, Map.of(), true, List.of(sets));
  }

  @Test
  void whatTheUserSetsGoesBeforeTheShortTraining() {
    assertThat(quick("training.updates=3"))
        .allSatisfy(c -> assertThat(c.config().training().updates()).isEqualTo(3))
        .allSatisfy(c -> assertThat(c.config().training().curriculum()).hasSize(4));
    assertThat(quick())
        .allSatisfy(c -> assertThat(c.config().training().updates()).isEqualTo(1200))
        .allSatisfy(c -> assertThat(c.config().network().units()).isEqualTo(60))
        .allSatisfy(c -> assertThat(c.config().training().stepsAt(999, 500)).isEqualTo(250));
    assertThat(quick("network.units=70"))
        .allSatisfy(c -> assertThat(c.config().network().units()).isEqualTo(70));
  }

  @Test
  void trendsOverTheSameTurnsAreRefused() {
    assertThatThrownBy(() -> quick("task.velocity.sigma_rad_per_step=0.05"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("conf: turns of low ")
        .hasMessageEndingWith("each faster than the one before, as trends are judged over them");
  }
}
