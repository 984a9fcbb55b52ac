package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.compassnet.config.RandomStreams;
import org.junit.jupiter.api.Test;

/** Cells without tuning show nothing, at the stated level, over 200 animals. */
class NothingThereTest {

  private static final int REPEATS = 200;
  private static final int CELLS = 4;

  @Test
  void theShuffleTestKeepsItsLevelOver200UntunedPopulations() {
    int beyond = 0;
    int at5 = 0;
    int called = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      SyntheticAnimal animal =
          SyntheticAnimal.of(SyntheticAnimal.compass(CELLS, 0, 4, 0), 120, true, 1000 + repeat);
      HeadTurns turns = HeadTurns.of(animal.recording, 0.05);
      ShuffleTest.Course course = new ShuffleTest.Course(animal.recording, turns, 60);
      for (int cell = 0; cell < CELLS; cell++) {
        ShuffleTest test = course.test(cell, 200, new RandomStreams(repeat).stream("s", cell));
        beyond += test.beyondChance() ? 1 : 0;
        at5 += test.p() <= 0.05 ? 1 : 0;
        called += test.beyondChance() && test.vectorLength() >= Cell.HD_VECTOR_LENGTH ? 1 : 0;
      }
    }
    // Binomial of 800 at 1 % and at 5 %: 8 and 40 expected, at most 20 and from 19 to 64 in all but
    // one of 10,000.
    assertThat(beyond).isLessThanOrEqualTo(20);
    assertThat(at5).isBetween(19, 64);
    assertThat(called).isLessThanOrEqualTo(beyond);
  }

  /** Beside nothing, something: cells that fire for a direction are beyond every shift. */
  @Test
  void tunedCellsAreBeyondTheirShuffles() {
    SyntheticAnimal animal =
        SyntheticAnimal.of(SyntheticAnimal.compass(CELLS, 2, 15, 0), 600, true, 13);
    HeadTurns turns = HeadTurns.of(animal.recording, 0.05);
    ShuffleTest.Course course = new ShuffleTest.Course(animal.recording, turns, 60);
    for (int cell = 0; cell < CELLS; cell++) {
      ShuffleTest test = course.test(cell, 199, new RandomStreams(1).stream("s", cell));
      assertThat(test.p()).isEqualTo(1 / 200.0);
      assertThat(test.beyondChance()).isTrue();
    }
  }

  @Test
  void crossValidatedStrengthsOfUntunedCellsHaveNoRangeWherePlainOnesDo() {
    SyntheticAnimal animal =
        SyntheticAnimal.of(SyntheticAnimal.compass(150, 0, 5, 0), 600, true, 11);
    HeadTurns turns = HeadTurns.of(animal.recording, 0.05);
    List<Strengths> cells =
        Strengths.of(
                animal.recording,
                turns,
                TimeBlocks.of(turns),
                229.2,
                1,
                new RandomStreams(1).stream("test"))
            .cells();
    for (double[] strengths :
        List.of(
            cells.stream().mapToDouble(Strengths::hd).toArray(),
            cells.stream().mapToDouble(Strengths::av).toArray())) {
      double mean = Arrays.stream(strengths).average().orElseThrow();
      double sd =
          Math.sqrt(
              Arrays.stream(strengths).map(s -> (s - mean) * (s - mean)).average().orElseThrow());
      double standardError = sd / Math.sqrt(strengths.length);
      assertThat(mean).isCloseTo(0, within(Math.max(0.02, 4 * standardError)));
      assertThat(Math.abs(mean)).isLessThan(0.1);
    }
    assertThat(cells).allSatisfy(c -> assertThat(c.plain().avStrength()).isGreaterThan(0.1));
    assertThat(cells).allSatisfy(c -> assertThat(c.plain().hdStrength()).isGreaterThan(0.1));
  }

  @Test
  void untunedCellsTellNoDirection() {
    SyntheticAnimal animal =
        SyntheticAnimal.of(SyntheticAnimal.compass(8, 0, 10, 0), 600, true, 12);
    HeadTurns turns = HeadTurns.of(animal.recording, 0.05);
    Decoding decoding =
        Decoding.of(
            animal.recording,
            turns,
            TimeBlocks.of(turns),
            Decoding.Options.defaults(),
            new RandomStreams(1).stream("test"));
    assertThat(decoding.medianErrorDeg()).isCloseTo(90, within(12.0));
  }
}
