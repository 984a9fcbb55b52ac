package org.compassnet.search;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;
import org.compassnet.study.Effect;
import org.compassnet.training.RunFolder;

/**
 * What became of a candidate. Of one with several networks, numbers are means over them.
 *
 * @param parameters the searched keys and their values
 * @param reason why it failed or was stopped; empty otherwise
 * @param score NaN without one
 * @param replicateScores those of its networks, by seed, where it has several; the score is their
 *     mean
 * @param numbers of the analysed network, see {@link Effect}; empty unless done
 * @param validation of its first network: rows of update and mean angular error in deg
 * @param seconds spent on training and analysis
 */
public record CandidateResult(
    int index,
    LinkedHashMap<String, Object> parameters,
    State state,
    String reason,
    double score,
    double[] replicateScores,
    LinkedHashMap<String, Double> numbers,
    double[][] validation,
    double seconds) {

  public CandidateResult {
    // A search of an earlier version has none.
    replicateScores = replicateScores == null ? new double[0] : replicateScores;
  }

  /** Where a candidate is. */
  public enum State implements Keyword {
    /** Under way, or cut off with the machine. */
    RUNNING,
    /** Trained, analysed and scored. */
    DONE,
    /** Ended by the rule of early stopping. */
    STOPPED_EARLY,
    /** It went bad, or its values do not go together. */
    FAILED,
    /** Stopped with the search; to go on. */
    INTERRUPTED;

    /** Whether nothing more will become of it. */
    public boolean ended() {
      return this == DONE || this == STOPPED_EARLY || this == FAILED;
    }
  }

  static final String FILE = "candidate.json";

  static CandidateResult of(
      int index, Map<String, Object> parameters, State state, String reason, double seconds) {
    return new CandidateResult(
        index,
        new LinkedHashMap<>(parameters),
        state,
        reason,
        Double.NaN,
        new double[0],
        new LinkedHashMap<>(),
        new double[0][],
        seconds);
  }

  /** A candidate that was stopped, with its state saved or to be made again. */
  public static CandidateResult interrupted(int index, Map<String, Object> parameters) {
    return of(index, parameters, State.INTERRUPTED, "", 0);
  }

  /** A number of the analysed network; NaN if it was not measured. */
  public double number(Effect effect) {
    return numbers.getOrDefault(effect.keyword(), Double.NaN);
  }

  /** The least mean angular error of its validations, in deg; NaN without any. */
  public double validationErrorDeg() {
    return validation.length == 0 ? Double.NaN : EarlyStopping.least(validation, Integer.MAX_VALUE);
  }

  /** Updates made, as far as validations tell. */
  public int updates() {
    return validation.length == 0 ? 0 : (int) validation[validation.length - 1][0];
  }

  void write(Path folder) throws IOException {
    RunFolder.writeJson(folder.resolve(FILE), this);
  }

  /**
   * @throws UserError if it is damaged
   */
  static CandidateResult read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Config.json().readValue(file.toFile(), CandidateResult.class);
    } catch (JacksonException e) {
      throw new UserError(file + ": damaged (" + e.getOriginalMessage() + "); remove it", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
