package org.compassnet.study;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;
import org.compassnet.training.RunFolder;

/**
 * What became of one network of a study.
 *
 * @param reason why it failed; empty otherwise
 * @param numbers effects by name, see {@link Effects}; NaN where one was not measured
 * @param curves arrays by name, for figures
 * @param findings outcome of each finding by its id
 */
public record Outcome(
    String condition,
    long seed,
    State state,
    String reason,
    Map<String, Double> numbers,
    Map<String, double[]> curves,
    Map<String, String> findings) {

  /** How a network ended. */
  public enum State implements Keyword {
    /** It learned the task. */
    LEARNED,
    /** It was trained, and did not learn the task. */
    NOT_LEARNED,
    /** Its training went bad. */
    FAILED
  }

  static final String FILE = "outcome.json";

  static Outcome failed(String condition, long seed, String reason) {
    return new Outcome(condition, seed, State.FAILED, reason, Map.of(), Map.of(), Map.of());
  }

  public boolean learned() {
    return state == State.LEARNED;
  }

  /** An effect's value; NaN if it was not measured. */
  public double number(String name) {
    return numbers.getOrDefault(name, Double.NaN);
  }

  /** Whether a finding was shown. */
  public boolean shows(String finding) {
    return "shown".equals(findings.get(finding));
  }

  void write(RunFolder folder) throws IOException {
    RunFolder.writeJson(folder.path().resolve(FILE), this);
  }

  /**
   * Reads the outcome of a run.
   *
   * @throws UserError if it is damaged
   */
  static Outcome read(RunFolder folder) {
    Path file = folder.path().resolve(FILE);
    try {
      return Config.json().readValue(file.toFile(), Outcome.class);
    } catch (JacksonException e) {
      throw new UserError(file + ": damaged (" + e.getOriginalMessage() + "); remove it", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
