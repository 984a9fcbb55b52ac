package org.compassnet.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compassnet.config.UnusableTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of a search file, to the word. */
class UnusableSearchTest {

  @TempDir Path folder;

  static List<Arguments> unusable() throws IOException {
    return UnusableTexts.of(UnusableSearchTest.class);
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void unusableTextIsOneLineAtTheRightPlace(String message, String text) throws IOException {
    UnusableTexts.requireRefused(folder, message, text, SearchConfig::read);
  }

  private SearchConfig read(String yaml) throws IOException {
    return SearchConfig.read(Files.writeString(folder.resolve("s.yaml"), yaml));
  }

  /** Doubles have no 2^53 + 1. */
  @Test
  void integersAreExact() throws IOException {
    SearchConfig search =
        read("seed: 9007199254740993\nparameters: {seed: [1, 9007199254740993]}\n");
    assertThat(search.seed()).isEqualTo(9007199254740993L);
    assertThat(search.spaces().get(0).corners()).containsExactly(1, 9007199254740993L);
    assertThat(read("set: {seed: 9007199254740993}\nparameters: {network.units: [5, 6]}\n").seed())
        .isEqualTo(9007199254740993L);
  }

  /** What a key decides is open while the key itself is searched. */
  @Test
  void keysThatSomeCandidatesHaveNoUseForMayBeSearched() throws IOException {
    SearchConfig search =
        read(
            "set: {task.velocity.sd_deg_per_s: 90}\nparameters:\n"
                + "  task.velocity.kind: [momentum, gaussian_process]\n"
                + "  task.velocity.length_scale_ms: [100, 200]\n");
    assertThat(search.full().task().velocity().sdDegPerS()).isEqualTo(90);
  }

  @Test
  void noLimitOfTimeIsInfinite() throws IOException {
    String parameters = "parameters: {network.units: [5, 6]}\n";
    assertThat(read(parameters).limits().minutes()).isInfinite();
    assertThat(read(parameters + "limits: {minutes: .inf}\n").limits().minutes()).isInfinite();
    assertThat(read(parameters + "limits: {minutes: 3}\n").limits().minutes()).isEqualTo(3);
  }
}
