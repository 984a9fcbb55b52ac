package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.compassnet.analysis.Angles;
import org.compassnet.analysis.JointTuning;
import org.compassnet.config.RandomStreams;
import org.junit.jupiter.api.Test;

/** A network's units, recorded as the cells were. */
class PoissonCellsTest {

  private static final SyntheticAnimal ANIMAL =
      SyntheticAnimal.of(SyntheticAnimal.compass(6, 4, 20, 0), 600, true, 21);

  @Test
  void unitsFireAtTheCellsMeanRatesAlongTheirCourse() {
    HeadTurns turns = HeadTurns.of(ANIMAL.recording, 0.05);
    JointTuning maps =
        Strengths.of(
                ANIMAL.recording,
                turns,
                TimeBlocks.of(turns),
                229.2,
                1,
                new RandomStreams(1).stream("test"))
            .maps();
    float[] rates = PoissonCells.ratesAlong(maps, ANIMAL.recording, turns);
    double[] mean = {1, 2, 3, 4, 5, 0};
    CellRecording again =
        PoissonCells.of(rates, mean, ANIMAL.recording, new RandomStreams(2).stream("test"));
    double[] measured = PoissonCells.meanRatesHz(again);
    for (int unit = 0; unit < mean.length; unit++) {
      assertThat(measured[unit])
          .isCloseTo(mean[unit], within(4 * Math.sqrt(mean[unit] / turns.trackedS()) + 1e-12));
    }
    TimeBlocks blocks = TimeBlocks.of(turns);
    for (int unit = 0; unit < 5; unit++) {
      TuningCurve of = DirectionCounts.of(again, blocks, 60).curves(blocks.once(), 3).get(unit);
      TuningCurve cell =
          DirectionCounts.of(ANIMAL.recording, blocks, 60).curves(blocks.once(), 3).get(unit);
      assertThat(
              Math.toDegrees(
                  Angles.wrap(of.preferredDirectionRad() - cell.preferredDirectionRad())))
          .isCloseTo(0, within(8.0));
      assertThat(of.vectorLength()).isCloseTo(cell.vectorLength(), within(0.06));
    }
    assertThat(again.awake().timeS()).isEqualTo(ANIMAL.recording.awake().timeS());
  }

  @Test
  void ratesBelow0AreRefused() {
    float[] rates = new float[ANIMAL.recording.awake().bins()];
    rates[3] = -1;
    assertThatThrownBy(
            () ->
                PoissonCells.of(
                    rates, new double[] {1}, ANIMAL.recording, new RandomStreams(1).stream("test")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
