package org.compassnet.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TimeSeriesTest {

  /** Each value tells where it is: 100 trial + 10 step + channel. */
  private static TimeSeries numbered(int trials, int steps, int channels) {
    TimeSeries series = new TimeSeries(trials, steps, channels);
    for (int k = 0; k < trials; k++) {
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < channels; c++) {
          series.set(k, t, c, 100 * k + 10 * t + c);
        }
      }
    }
    return series;
  }

  @Test
  void channelsOfAStepLieTogetherAndStepsFollowOneAnother() {
    assertThat(numbered(2, 2, 3).values())
        .containsExactly(0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
  }

  @Test
  void someTrialsAndSomeStepsKeepTheirValues() {
    TimeSeries series = numbered(4, 5, 3);
    TimeSeries trials = series.trials(1, 3);
    assertThat(trials.hasShape(2, 5, 3)).isTrue();
    assertThat(trials.get(1, 4, 2)).isEqualTo(series.get(2, 4, 2));
    TimeSeries steps = series.steps(2, 4);
    assertThat(steps.hasShape(4, 2, 3)).isTrue();
    assertThat(steps.get(3, 1, 0)).isEqualTo(series.get(3, 3, 0));
    assertThatThrownBy(() -> series.trials(3, 5)).hasMessage("trials 3 to 5 of 4");
    assertThatThrownBy(() -> series.steps(2, 2)).hasMessage("steps 2 to 2 of 5");
  }

  @Test
  void whatIsNoTimeSeriesIsRefused() {
    assertThatThrownBy(() -> TimeSeries.of(new float[7], 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("7 values for [1 trials, 2 steps, 3 channels]: 6");
    assertThatThrownBy(() -> new TimeSeries(1, 0, 3)).hasMessageContaining("at least one of each");
    assertThatThrownBy(() -> new TimeSeries(100_000, 100_000, 3))
        .hasMessageContaining("fewer than 2^31");
  }

  @Test
  void aFilesArrayOfAnotherLayoutIsRefusedInOneLine() {
    Path file = Path.of("a.npz");
    assertThat(TimeSeries.read(Map.of("inputs", numbered(2, 4, 3).toArray()), "inputs", file, 3))
        .usingRecursiveComparison()
        .isEqualTo(numbered(2, 4, 3));
    Map<String, NpyArray> channelsFirst = Map.of("inputs", NpyArray.of(new float[24], 2, 3, 4));
    assertThatThrownBy(() -> TimeSeries.read(channelsFirst, "inputs", file, 3))
        .isInstanceOf(UserError.class)
        .hasMessage("a.npz: inputs: shape [2, 3, 4]; allowed: [trials, steps, 3]");
    TimeSeries broken = numbered(2, 4, 3);
    broken.set(0, 1, 2, Float.NaN);
    assertThatThrownBy(() -> TimeSeries.read(Map.of("u", broken.toArray()), "u", file, 3))
        .hasMessage(
            "a.npz: u: element [0, 1, 2] is NaN; allowed: finite numbers up to 1000000 in"
                + " magnitude");
    broken.set(0, 1, 2, -1.5e6f);
    assertThatThrownBy(() -> TimeSeries.read(Map.of("u", broken.toArray()), "u", file, 3))
        .hasMessageStartingWith("a.npz: u: element [0, 1, 2] is -1500000.0; allowed: ");
  }

  /** The one border to Deeplearning4j, in both directions, for views and other orders too. */
  @Test
  void deeplearning4jsLayoutHasTheStepsLast() {
    TimeSeries series = numbered(2, 5, 3);
    INDArray array = ChannelsFirst.of(series);
    assertThat(array.shape()).containsExactly(2, 3, 5);
    assertThat(array.getFloat(1, 2, 4)).isEqualTo(series.get(1, 4, 2));
    for (INDArray same :
        new INDArray[] {
          array,
          array.dup('f'),
          Nd4j.concat(0, array.mul(7), array)
              .get(org.nd4j.linalg.indexing.NDArrayIndex.interval(2, 4))
        }) {
      assertThat(ChannelsFirst.read(same, null).values()).isEqualTo(series.values());
    }
    TimeSeries reused = new TimeSeries(2, 5, 3);
    assertThat(ChannelsFirst.read(array, reused)).isSameAs(reused);
    assertThat(reused.values()).isEqualTo(series.values());
    assertThatThrownBy(() -> ChannelsFirst.write(numbered(2, 3, 5), array))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChannelsFirst.read(array.castTo(DataType.DOUBLE), null))
        .hasMessageContaining("single precision");
  }
}
