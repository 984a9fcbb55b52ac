package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a study says before its networks are there, and what it may not say. */
class ProtocolTest {

  private static final String SETTINGS =
      """
      name: small
      configuration:
        network: {units: 8}
        training: {updates: 20}
      conditions:
        rests: {task.velocity.kind: zero_inflated, task.velocity.rest_mean_s: 2}
        high: {task.velocity.sigma_rad_per_step: 0.09}
        main: {}
        low: {task.velocity.sigma_rad_per_step: 0.003}
      seeds:
        explored: {from: 1, to: 199}
        confirmation: {from: 1001, to: 1003}
      """;

  @TempDir Path folder;

  private static String claims(Config config) {
    return "claims:\n"
        + StatedClaim.all(config.criteria(), false).stream()
            .map(claim -> "  - " + claim + "\n")
            .collect(Collectors.joining());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("small.yaml"), text);
  }

  private static String whole() {
    return SETTINGS + claims(Config.defaults());
  }

  @Test
  void conditionsSeedsAndClaimsAreThoseOfTheFileWithTheTurnsInOrder() throws Exception {
    Protocol protocol = Protocol.read(file(whole()));
    assertThat(protocol.conditions())
        .extracting(Condition::name)
        .containsExactly("low", "main", "high", "rests");
    assertThat(protocol.conditions())
        .allSatisfy(c -> assertThat(c.config().network().units()).isEqualTo(8));
    assertThat(protocol.conditions().get(2).config().task().velocity().sigmaRadPerStep())
        .isEqualTo(0.09);
    assertThat(protocol.conditions().get(3).config().task().velocity().restMeanS()).isEqualTo(2);
    assertThat(protocol.seeds()).containsExactly(1001L, 1002L, 1003L);
    assertThat(protocol.claims()).hasSizeGreaterThan(15);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(whole().getBytes(StandardCharsets.UTF_8));
    assertThat(protocol.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {from: 1001, to: 1003}  | {from: 199, to: 210}     | small.yaml:12: seeds.confirmation: 199 to 210; allowed: seeds that were not looked at, none of seeds.explored (1 to 199)
          {from: 1001, to: 1003}  | {from: 1001, to: 9000000000000000000} | seeds.confirmation.to: 9000000000000000000; allowed: a seed >= from (1001), at most 100000 seeds
          {from: 1001, to: 1003}  | {from: 1003, to: 1001}   | seeds.confirmation.to: 1001; allowed: a seed >= from (1003)
          main: {}                | 'main: {criteria.alpha: 0.2}'         | conditions.main.criteria.alpha: 0.2; allowed: nothing, as all networks are read and judged alike
          main: {}                | 'main: {analysis.av_threshold: 0.2}'  | conditions.main.analysis.av_threshold
          main: {}                | 'mein: {}'               | conditions.main: missing
          0.003}                  | 0.03}                    | conditions: turns of low 113.4, main 113.4 and high 340.3 deg/s (root mean square); allowed: each faster than the one before
          0.09}                   | 0.04, task.velocity.momentum: 0} | conditions: turns of low 11.3, main 113.4 and high 90.9
          network: {units: 8}     | network: {unit: 8}       | did you mean network.units?
          network: {units: 8}     | seed: 3                  | configuration.seed: 3; allowed: nothing, as the study sets it
          rest_mean_s: 2          | rest_mean: 2             | did you mean task.velocity.rest_mean_s?
          kind: zero_inflated,    | 'kind: momentum,'        | task.velocity.rest_mean_s
          measure: tuned_share    | measure: compass_share   | claims[0]: {question: 1
          expected: smaller       | expected: greater        | this version judges: {question: 2
          """)
  void whatCannotBeAStudyIsRefused(String from, String to, String message) throws IOException {
    assertThat(whole()).contains(from);
    Path file = file(whole().replaceFirst(java.util.regex.Pattern.quote(from), to));
    assertThatThrownBy(() -> Protocol.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void criteriaThatWouldJudgeOtherwiseAreOtherClaims() throws IOException {
    Path file = file(whole().replace("  network: {units: 8}", "  criteria: {gain_tolerance: 0.3}"));
    assertThatThrownBy(() -> Protocol.read(file))
        .hasMessageContaining("0.9")
        .hasMessageContaining("0.7");
  }

  @Test
  void aStudyFollowsTheProtocolItWasBegunWith() throws IOException {
    Path study = folder.resolve("study");
    Protocol protocol = Protocol.read(file(whole()));
    ProtocolNote.follow(protocol, study);
    ProtocolNote.follow(Protocol.read(file(whole())), study);
    assertThatThrownBy(() -> ProtocolNote.requireNone(study))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a study with a protocol is in the folder");
    Protocol changed = Protocol.read(file(whole() + "# another word\n"));
    assertThatThrownBy(() -> ProtocolNote.follow(changed, study))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("begun with another protocol");
    JsonNode note = Config.json().readTree(study.resolve("protocol.json").toFile());
    assertThat(note.path("sha256").asText()).isEqualTo(protocol.sha256());
    assertThat(note.path("explored_seeds").asText()).isEqualTo("1 to 199");
    ProtocolNote.requireNone(folder.resolve("none"));
  }

  @Test
  void networksThatWereThereBeforeAreNotTheStudys() throws IOException {
    Path study = folder.resolve("before");
    Files.createDirectories(study.resolve("main-seed1002"));
    Protocol protocol = Protocol.read(file(whole()));
    assertThatThrownBy(() -> ProtocolNote.follow(protocol, study))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("main-seed1002: there before the study was begun");
  }

  @Test
  void aFileWithoutHistoryIsNotCalledFrozen() throws IOException {
    Protocol protocol = Protocol.read(file(whole()));
    assertThat(protocol.committed()).isFalse();
    assertThat(protocol.commitInWords()).startsWith("unknown to Git");
  }

  @Test
  void theShippedStudyCanBeRead() {
    Protocol protocol = Protocol.read(Path.of("conf", "study.yaml"));
    assertThat(protocol.conditions())
        .extracting(Condition::name)
        .containsExactly("low", "main", "high", "zero_inflated");
    assertThat(protocol.seeds()).hasSizeGreaterThanOrEqualTo(20);
  }
}
