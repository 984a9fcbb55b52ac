package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.compassnet.config.Config;
import org.compassnet.network.HeadDirectionNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry of measurements holds all of them, and what they judge and write is declared. */
class MeasurementsTest {

  @TempDir Path folder;

  private static Analysis small() {
    Config config =
        Config.of(
            Map.of(
                "network.units", 12,
                "network.initial_weights.output_sd", 0.3,
                "task.steps", 60,
                "analysis.trials", 400,
                "analysis.shuffles", 20,
                "analysis.random_cuts", 20,
                "analysis.dynamics", false));
    try (HeadDirectionNetwork network = HeadDirectionNetwork.create(config)) {
      return Analysis.of(config, network.weights(), what -> {});
    }
  }

  @Test
  void everyPhenomenonIsJudgedByOneMeasurement() {
    List<Phenomenon> judged =
        Measurements.ALL.stream().flatMap(m -> m.phenomena().stream()).toList();
    assertThat(judged).containsExactlyInAnyOrder(Phenomenon.values());
  }

  @Test
  void everyMeasurementIsInTheList() throws IllegalAccessException {
    for (var field : Measurements.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == Measurement.class) {
        assertThat(Measurements.ALL).contains((Measurement<?>) field.get(null));
      }
    }
    assertThat(Measurements.ALL.stream().map(Measurement::name)).doesNotHaveDuplicates();
  }

  @Test
  void everyPhenomenonHasAFindingInItsPlace() {
    assertThat(small().findings().stream().map(Finding::phenomenon))
        .containsExactly(Phenomenon.values());
  }

  @Test
  void criteriaOfAllPhenomenaAreWords() {
    assertThat(Arrays.stream(Phenomenon.values()))
        .allSatisfy(
            p ->
                assertThat(p.criterion(Config.defaults().criteria()))
                    .isNotBlank()
                    .doesNotContain("%s", "null", "NaN"));
  }

  @Test
  void untrainedResultOfAMeasurementOfTheTrainedNetworkAloneIsRefused() {
    Analysis analysis = small();
    assertThatThrownBy(() -> analysis.before(Measurements.GAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gain is not measured before training");
  }

  /** Only what an analysis may have written goes, and only if this one has not. */
  @Test
  void filesOfAnEarlierAnalysisGoAndThoseOfOthersStay() throws IOException {
    Files.writeString(folder.resolve("memory.csv"), "of an earlier analysis");
    Files.writeString(folder.resolve("notes.csv"), "of somebody else");
    new AnalysisFolder(folder).write(small());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .contains("notes.csv", "units.csv", "summary.json", "findings.csv")
          .doesNotContain("memory.csv");
    }
  }

  /** A file that could not be removed when it is out of date must be declared. */
  @Test
  void undeclaredFileIsRefused() {
    Tables tables = Tables.of(small());
    assertThatThrownBy(() -> tables.table("undeclared.csv", "a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has not declared its file undeclared.csv");
  }
}
