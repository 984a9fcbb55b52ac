package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Units whose joint map is a formula, so that every number of their tuning is known. */
class TuningCurvesTest {

  private static final double END_DEG_PER_S = 230;
  private static final UnitTable.Options OPTIONS = new UnitTable.Options(0.05, 0.2, 0.5);

  /** A map of f(head direction in rad, angular velocity over the range's end). */
  private static JointTuning tuning(DoubleBinaryOperator... units) {
    double[] hd = new double[37];
    double[] av = new double[21];
    Arrays.setAll(hd, i -> Math.PI * (2.0 * i / 36 - 1));
    Arrays.setAll(av, i -> END_DEG_PER_S * (2.0 * i / 20 - 1));
    double[][] occupancy = new double[20][36];
    double[][][] maps = new double[units.length][20][36];
    for (int i = 0; i < units.length; i++) {
      for (int v = 0; v < 20; v++) {
        for (int h = 0; h < 36; h++) {
          occupancy[v][h] = 100;
          maps[i][v][h] =
              units[i].applyAsDouble(
                  (hd[h] + hd[h + 1]) / 2, (av[v] + av[v + 1]) / 2 / END_DEG_PER_S);
        }
      }
    }
    return new JointTuning(20, hd, av, occupancy, maps);
  }

  private static Unit unit(DoubleBinaryOperator map) {
    return Unit.of(tuning(map), 0, OPTIONS);
  }

  @Test
  void cosineTuningHasItsDirectionAndVectorLength() {
    // H = 1 + m cos(h - p): z / sum H = m/2 e^{ip}.
    Unit unit = unit((h, v) -> 0.2 * (1 + 0.6 * Math.cos(h - 1)));
    assertThat(unit.preferredDirectionRad()).isCloseTo(1, within(1e-9));
    assertThat(unit.vectorLength()).isCloseTo(0.3, within(1e-9));
    double edge = Math.toRadians(5);
    assertThat(unit.hdStrength()).isBetween(1 - 0.4 / 1.6 - 0.01, 1 - 0.4 / 1.6 + edge);
    assertThat(unit.avStrength()).isCloseTo(0, within(1e-9));
    assertThat(unit.avAsymmetry()).isCloseTo(0, within(1e-9));
    assertThat(unit.type()).isEqualTo(UnitClass.COMPASS);
    assertThat(unit.shiftS()).isCloseTo(0, within(1e-9));
  }

  @Test
  void velocityTuningIsItsStrengthAndAsymmetry() {
    // V = 1 + 0.8 v at the middles of 20 bins, from -0.95 to 0.95.
    Unit ccw = unit((h, v) -> (1 + 0.8 * v) * (1 + Math.cos(h)));
    assertThat(ccw.avStrength()).isCloseTo(1 - (1 - 0.76) / (1 + 0.76), within(1e-9));
    assertThat(ccw.avAsymmetry()).isCloseTo(0.8 * 0.5, within(1e-9));
    assertThat(ccw.type()).isEqualTo(UnitClass.CCW);
    assertThat(unit((h, v) -> (1 - 0.8 * v) * (1 + Math.cos(h))).type()).isEqualTo(UnitClass.CW);
  }

  @Test
  void directionThatMovesWithVelocityIsAShiftInSeconds() {
    double shiftS = -0.08;
    Unit unit = unit((h, v) -> 1 + Math.cos(h - 0.5 - shiftS * Math.toRadians(END_DEG_PER_S) * v));
    assertThat(unit.shiftS()).isCloseTo(shiftS, within(1e-3));
  }

  @Test
  void whatIsTunedToNothingOrToSpeedOrToTurnsAloneIsOther() {
    assertThat(unit((h, v) -> 0.3).type()).isEqualTo(UnitClass.OTHER);
    assertThat(unit((h, v) -> Math.abs(v) * (1 + Math.cos(h))).type()).isEqualTo(UnitClass.OTHER);
    assertThat(unit((h, v) -> 1 + v).type()).isEqualTo(UnitClass.OTHER);
    assertThat(unit((h, v) -> 0.02 * (1 + Math.cos(h))).type()).isEqualTo(UnitClass.INACTIVE);
    assertThat(unit((h, v) -> 0).type()).isEqualTo(UnitClass.INACTIVE);
    // Without a map a unit is not silent, but unknown.
    assertThat(unit((h, v) -> Double.NaN).type()).isEqualTo(UnitClass.OTHER);
  }

  @Test
  void negativeRatesAreTunedButHaveNoLengthsAndNoStrengths() {
    UnitTable table =
        table(
            (h, v) -> -1 - Math.cos(h - 0.5),
            (h, v) -> 0.3 * Math.cos(h + 2),
            (h, v) -> -0.01,
            (h, v) -> 1 + Math.cos(h));
    assertThat(table.units())
        .extracting(Unit::type)
        .containsExactly(UnitClass.OTHER, UnitClass.OTHER, UnitClass.INACTIVE, UnitClass.OTHER);
    assertThat(table.get(1).preferredDirectionRad()).isCloseTo(-2, within(0.02));
    assertThat(table.units())
        .allSatisfy(
            unit -> {
              assertThat(unit.vectorLength()).isNaN();
              assertThat(unit.hdStrength()).isNaN();
              assertThat(unit.avStrength()).isNaN();
              assertThat(unit.avAsymmetry()).isNaN();
            });
    assertThat(table.counts(0.2)).isEqualTo(table.counts());
  }

  private static UnitTable table(DoubleBinaryOperator... units) {
    return UnitTable.of(tuning(units), OPTIONS);
  }

  @Test
  void countsFollowTheThreshold() {
    // S_AV of 1 - (1 - 0.95 m)/(1 + 0.95 m).
    UnitTable table =
        table(
            (h, v) -> (1 + 0.1 * v) * (1 + Math.cos(h)),
            (h, v) -> (1 + 0.3 * v) * (1 + Math.cos(h)),
            (h, v) -> (1 - 0.9 * v) * (1 + Math.cos(h)));
    assertThat(table.counts(0.5))
        .containsEntry(UnitClass.COMPASS, 2)
        .containsEntry(UnitClass.CW, 1);
    assertThat(table.counts(0.4))
        .containsEntry(UnitClass.COMPASS, 1)
        .containsEntry(UnitClass.CCW, 1)
        .containsEntry(UnitClass.CW, 1);
    assertThat(table.counts()).isEqualTo(table.counts(0.5));
  }

  @Test
  void unitsAreSortedByClassAndDirection() {
    UnitTable table =
        table(
            (h, v) -> (1 + 0.9 * v) * (1 + Math.cos(h)),
            (h, v) -> 1 + Math.cos(h - 2),
            (h, v) -> 1 + Math.cos(h + 2),
            (h, v) -> 0);
    assertThat(table.sorted()).containsExactly(2, 1, 0, 3);
  }

  @Test
  void secondOpinionSeesTheSameClassesInClearUnits() {
    DoubleBinaryOperator[] units = {
      (h, v) -> 0.5 * (1 + Math.cos(h)),
      (h, v) -> Math.max(0, v) * (1 + Math.cos(h)),
      (h, v) -> Math.max(0, -v) * (1 + Math.cos(h)),
      (h, v) -> Math.max(0, 0.5 - Math.abs(v)) * (1 + Math.cos(h)),
      (h, v) -> 0,
    };
    UnitTable table = table(units);
    SecondOpinion opinion = SecondOpinion.of(tuning(units), table);
    assertThat(opinion.types())
        .containsExactly(
            UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW, UnitClass.OTHER, UnitClass.INACTIVE);
    assertThat(opinion.kappa()).isCloseTo(1, within(1e-12));
  }

  /** Two raters of 50 with 20 and 15 agreements, 5 and 10 not: kappa is 0.4. */
  @Test
  void kappaIsCohens() {
    List<UnitClass> a = ratings(20, 5, 10, 15, true);
    List<UnitClass> b = ratings(20, 5, 10, 15, false);
    assertThat(SecondOpinion.kappa(a, b)).isCloseTo(0.4, within(1e-12));
  }

  private static List<UnitClass> ratings(
      int yesYes, int yesNo, int noYes, int noNo, boolean first) {
    return IntStream.range(0, yesYes + yesNo + noYes + noNo)
        .mapToObj(
            i -> {
              boolean mine = i < yesYes + yesNo;
              boolean other = i < yesYes || i >= yesYes + yesNo && i < yesYes + yesNo + noYes;
              return (first ? mine : other) ? UnitClass.CCW : UnitClass.CW;
            })
        .toList();
  }

  @Test
  void separabilityIsThatOfKnownDistributions() {
    double[] uniform = IntStream.range(0, 1000).mapToDouble(i -> i / 999.0).toArray();
    assertThat(UnitTable.Separability.of(uniform).eta()).isCloseTo(0.75, within(1e-3));
    assertThat(UnitTable.Separability.of(uniform).threshold()).isCloseTo(0.5, within(1e-3));
    double[] two = {0.1, 0.1, 0.1, 0.9, 0.9};
    assertThat(UnitTable.Separability.of(two).eta()).isCloseTo(1, within(1e-12));
    assertThat(UnitTable.Separability.of(two).threshold()).isCloseTo(0.5, within(1e-12));
    assertThat(UnitTable.Separability.of(new double[] {1, 1}).eta()).isNaN();
    assertThat(UnitTable.Separability.of(new double[0]).eta()).isNaN();
  }
}
