package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadTurnsTest {

  private static CellRecording head(double[] time, double[] direction) {
    return new CellRecording(
        "head",
        List.of("a"),
        new SpikeCounts(new float[time.length], 1, time, 0.01),
        direction,
        Map.of(),
        List.of());
  }

  private static double turn(double rad) {
    return rad - 2 * Math.PI * Math.floor(rad / (2 * Math.PI));
  }

  @Test
  void aSteadyTurnHasOneVelocityToItsVeryEndsAndOverTheFullCircle() {
    double[] time = IntStream.range(0, 500).mapToDouble(k -> 0.01 * k).toArray();
    double[] direction = Arrays.stream(time).map(t -> turn(-3 * t)).toArray();
    HeadTurns turns = HeadTurns.of(head(time, direction), 0.05);
    assertThat(turns.stretches()).containsExactly(new Stretch(0, 500));
    assertThat(Arrays.stream(turns.velocityDegPerS()))
        .allSatisfy(v -> assertThat(v).isCloseTo(Math.toDegrees(-3), within(1e-9)));
    assertThat(turns.trackedS()).isCloseTo(5, within(1e-12));
  }

  @Test
  void nothingIsCarriedOverABreakOrALostSample() {
    // Still, then half a turn away after a break of a second; then lost; then a steady turn.
    double[] time =
        IntStream.range(0, 300).mapToDouble(k -> 0.01 * k + (k >= 100 ? 1 : 0)).toArray();
    double[] direction =
        IntStream.range(0, 300)
            .mapToDouble(
                k -> k < 100 ? 1 : k < 200 ? 1 + Math.PI : k < 205 ? Double.NaN : 0.02 * (k - 205))
            .toArray();
    HeadTurns turns = HeadTurns.of(head(time, direction), 0.05);
    assertThat(turns.stretches())
        .containsExactly(new Stretch(0, 100), new Stretch(100, 200), new Stretch(205, 300));
    double[] velocity = turns.velocityDegPerS();
    assertThat(Arrays.stream(velocity, 0, 200)).allSatisfy(v -> assertThat(v).isZero());
    assertThat(Arrays.stream(velocity, 200, 205)).allSatisfy(v -> assertThat(v).isNaN());
    assertThat(Arrays.stream(velocity, 205, 300))
        .allSatisfy(v -> assertThat(v).isCloseTo(Math.toDegrees(2), within(1e-9)));
    double[] later = turns.directionAfter(0.025);
    assertThat(later[210]).isCloseTo(0.02 * 7.5, within(1e-12));
    assertThat(later[97]).isNaN();
    assertThat(turns.directionAfter(-0.025)[101]).isNaN();
  }

  @Test
  void anAnimalsVelocityIsFoundAgain() {
    SyntheticAnimal animal = SyntheticAnimal.of(SyntheticAnimal.compass(1, 1, 1, 0), 60, true, 3);
    double[] measured = HeadTurns.of(animal.recording, 0.05).velocityDegPerS();
    double error = 0;
    double power = 0;
    for (int k = 0; k < measured.length; k++) {
      if (!Double.isNaN(measured[k])) {
        error += Math.pow(measured[k] - animal.velocityDegPerS[k], 2);
        power += Math.pow(animal.velocityDegPerS[k], 2);
      }
    }
    // The smoothing itself takes 2 % of it.
    assertThat(error / power).isLessThan(0.03);
  }
}
