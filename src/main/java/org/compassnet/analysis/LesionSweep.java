package org.compassnet.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.config.CriteriaConfig;

/**
 * A lesion where the line between the classes is drawn elsewhere, and of fewer units, those that
 * are most clearly of their class: which units are cut, and how many, hangs on a threshold.
 *
 * @param byThreshold cuts of the classes at thresholds of S_AV from 0.2 to 0.8, where they have
 *     units
 * @param byUnits cuts of 4, 8, 12 ... units, as far as there are
 */
public record LesionSweep(List<Cut> byThreshold, List<Cut> byUnits) {

  private static final int UNITS_STEP = 4;

  /**
   * One cut. One that leaves rates that grow without bound has no numbers, and is not as expected.
   *
   * @param at the threshold, or the number of units
   * @param asExpected whether it comes out as the paper says, chance left aside
   */
  public record Cut(double at, CutEffect effect, boolean asExpected) {}

  public LesionSweep {
    byThreshold = List.copyOf(byThreshold);
    byUnits = List.copyOf(byUnits);
  }

  static LesionSweep of(
      PerturbationTrials trials, UnitTable table, LesionKind kind, CriteriaConfig criteria) {
    List<Cut> byThreshold =
        IntStream.rangeClosed(2, 8)
            .parallel()
            .mapToObj(
                tenths ->
                    kind.units(table, tenths / 10.0)
                        .map(units -> cut(trials, kind, criteria, tenths / 10.0, units)))
            .flatMap(Optional::stream)
            .toList();
    List<int[]> clearest =
        IntStream.rangeClosed(1, table.units().size() / UNITS_STEP)
            .mapToObj(k -> kind.clearest(table, k * UNITS_STEP))
            .takeWhile(Optional::isPresent)
            .map(Optional::get)
            .toList();
    List<Cut> byUnits =
        IntStream.range(0, clearest.size())
            .parallel()
            .mapToObj(k -> cut(trials, kind, criteria, (k + 1) * UNITS_STEP, clearest.get(k)))
            .toList();
    return new LesionSweep(byThreshold, byUnits);
  }

  private static Cut cut(
      PerturbationTrials trials, LesionKind kind, CriteriaConfig criteria, double at, int[] units) {
    Attempt<CutEffect> effect = Attempt.of(() -> trials.cut(kind.turning(), units));
    return new Cut(
        at,
        effect.result().orElseGet(() -> CutEffect.notMeasured(units.length)),
        effect.result().filter(e -> kind.asExpected(e, criteria)).isPresent());
  }

  /** Whether the lesion comes out as the paper says at more than half of the thresholds. */
  boolean mostly() {
    return 2 * thresholdsAsExpected() > byThreshold.size();
  }

  /** At how many thresholds it does. */
  public long thresholdsAsExpected() {
    return byThreshold.stream().filter(Cut::asExpected).count();
  }

  /** The least number of units whose cut comes out as the paper says, if there is one. */
  public Optional<Integer> leastUnits() {
    return byUnits.stream().filter(Cut::asExpected).map(c -> c.effect().units()).findFirst();
  }
}
