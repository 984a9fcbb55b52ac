package org.compassnet.study;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Kernel;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;
import org.compassnet.training.RunFolder;

/**
 * What a study keeps of one network: how it ended, and what was measured of it.
 *
 * @param reason why it failed; empty otherwise
 * @param numbers effects by their keys, and errors on other conditions; NaN where one was not
 *     measured. Read by {@link #number}, {@link #before} and {@link #errorDegOn}
 * @param curves arrays by name, for figures
 * @param findings whether it shows each phenomenon
 */
public record NetworkSummary(
    String condition,
    long seed,
    State state,
    String reason,
    Map<String, Double> numbers,
    Map<String, double[]> curves,
    Map<Phenomenon, Finding.Outcome> findings) {

  private static final String ERROR_DEG_ON = "error_deg_on_";
  private static final String AV_STRENGTHS = "av_strengths";
  private static final String GAIN_TRUE = "gain_true_deg_per_s";
  private static final String GAIN_DECODED = "gain_decoded_deg_per_s";
  private static final String BEFORE = "_before";

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

  /** Of an analysed network. */
  public static NetworkSummary of(String condition, long seed, Analysis analysis) {
    Map<Phenomenon, Finding.Outcome> findings = new EnumMap<>(Phenomenon.class);
    analysis.findings().forEach(f -> findings.put(f.phenomenon(), f.outcome()));
    boolean learned = findings.get(Phenomenon.INTEGRATES) == Finding.Outcome.SHOWN;
    return new NetworkSummary(
        condition,
        seed,
        learned ? State.LEARNED : State.NOT_LEARNED,
        "",
        Effect.numbers(analysis),
        curves(analysis),
        findings);
  }

  static NetworkSummary failed(String condition, long seed, String reason) {
    return new NetworkSummary(condition, seed, State.FAILED, reason, Map.of(), Map.of(), Map.of());
  }

  private static Map<String, double[]> curves(Analysis analysis) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    curves.put(AV_STRENGTHS, avStrengths(analysis.tuning()));
    analysis
        .tuningBefore()
        .ifPresent(tuning -> curves.put(AV_STRENGTHS + BEFORE, avStrengths(tuning)));
    analysis.connectivity().ifPresent(wiring -> kernels(curves, wiring, ""));
    analysis.connectivityBefore().ifPresent(wiring -> kernels(curves, wiring, BEFORE));
    analysis
        .gain()
        .ifPresent(
            gain -> {
              curves.put(GAIN_TRUE, gain.trueDegPerS());
              curves.put(GAIN_DECODED, gain.decodedDegPerS());
            });
    return curves;
  }

  private static double[] avStrengths(Tuning tuning) {
    return tuning.table().units().stream()
        .filter(u -> u.type() != UnitClass.INACTIVE)
        .mapToDouble(Unit::avStrength)
        .toArray();
  }

  private static void kernels(Map<String, double[]> curves, Connectivity wiring, String suffix) {
    for (Kernel kernel : wiring.kernels()) {
      curves.put(kernelName(kernel.from(), kernel.to()) + suffix, kernel.profile().mean());
    }
  }

  private static String kernelName(UnitClass from, UnitClass to) {
    return "kernel_" + from.keyword() + "_to_" + to.keyword();
  }

  /**
   * Whether it was asked for every finding of this version. One of an earlier version is analysed
   * again: what it was not asked for it would seem not to show.
   */
  boolean isOfToday() {
    return state == State.FAILED || findings.keySet().containsAll(EnumSet.allOf(Phenomenon.class));
  }

  public boolean learned() {
    return state == State.LEARNED;
  }

  /** An effect's value; NaN if it was not measured. */
  public double number(Effect effect) {
    return numbers.getOrDefault(effect.keyword(), Double.NaN);
  }

  /** An effect's value in the untrained network; NaN if it was not measured. */
  public double before(Effect effect) {
    return numbers.getOrDefault(effect.keywordBefore(), Double.NaN);
  }

  /** Mean of an effect over random cuts of as many units; NaN if it was not measured. */
  public double ofRandomCuts(Effect effect) {
    return numbers.getOrDefault(effect.keywordOfRandomCuts(), Double.NaN);
  }

  /** Mean angular error on a condition's trials, in deg; NaN if it was not measured. */
  public double errorDegOn(String other) {
    return numbers.getOrDefault(ERROR_DEG_ON + other, Double.NaN);
  }

  boolean hasErrorOn(String other) {
    return numbers.containsKey(ERROR_DEG_ON + other);
  }

  /** Whether an effect was asked for, measured or not. */
  boolean has(Effect effect) {
    return numbers.containsKey(effect.keyword());
  }

  /** The same with mean angular errors on conditions' trials, in deg. */
  NetworkSummary withErrorsDegOn(Map<String, Double> errors) {
    Map<String, Double> more = new LinkedHashMap<>();
    errors.forEach((other, error) -> more.put(ERROR_DEG_ON + other, error));
    return with(more);
  }

  /** The same with more numbers, by their keys. */
  NetworkSummary with(Map<String, Double> more) {
    Map<String, Double> all = new LinkedHashMap<>(numbers);
    all.putAll(more);
    return new NetworkSummary(condition, seed, state, reason, all, curves, findings);
  }

  /** S_AV of the active units. */
  public double[] avStrengths() {
    return curves.getOrDefault(AV_STRENGTHS, new double[0]);
  }

  /** Mean weights between two classes by difference of direction [24], if they were measured. */
  public Optional<double[]> kernel(UnitClass from, UnitClass to) {
    return Optional.ofNullable(curves.get(kernelName(from, to)));
  }

  /** The same between the same units before training. */
  public Optional<double[]> kernelBefore(UnitClass from, UnitClass to) {
    return Optional.ofNullable(curves.get(kernelName(from, to) + BEFORE));
  }

  /**
   * True and decoded velocities of constant turns in deg/s.
   *
   * @param trueDegPerS in rising order
   */
  public record Gain(double[] trueDegPerS, double[] decodedDegPerS) {}

  /** The gain curve, if it was measured. */
  public Optional<Gain> gain() {
    return curves.containsKey(GAIN_TRUE)
        ? Optional.of(new Gain(curves.get(GAIN_TRUE), curves.get(GAIN_DECODED)))
        : Optional.empty();
  }

  /** Whether it shows a phenomenon. */
  public boolean shows(Phenomenon phenomenon) {
    return findings.get(phenomenon) == Finding.Outcome.SHOWN;
  }

  void write(RunFolder folder) throws IOException {
    RunFolder.writeJson(folder.path().resolve(FILE), this);
  }

  /**
   * Reads what was kept of a run.
   *
   * @throws UserError if it is damaged
   */
  static NetworkSummary read(RunFolder folder) {
    Path file = folder.path().resolve(FILE);
    try {
      return Config.json().readValue(file.toFile(), NetworkSummary.class);
    } catch (JacksonException e) {
      throw new UserError(file + ": damaged (" + e.getOriginalMessage() + "); remove it", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
