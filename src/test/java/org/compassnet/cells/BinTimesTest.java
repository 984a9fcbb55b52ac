package org.compassnet.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bins are where they were, whichever way their times are written. */
class BinTimesTest {

  private static final double PERIOD_S = 0.0256;
  private static final double RAD_PER_S = 1.5;

  @TempDir private Path folder;

  private Path session(double[] times, double[] directions) throws IOException {
    int bins = times.length;
    double[] tracked = new double[2 * bins];
    for (int i = 0; i < bins; i++) {
      tracked[2 * i] = times[i];
      tracked[2 * i + 1] = directions[i];
    }
    Path file = folder.resolve("session.npz");
    float[] counts = new float[3 * bins];
    counts[0] = 1;
    Npz.write(
        file, Map.of("counts", NpyArray.of(counts, bins, 3), "ang", NpyArray.of(tracked, bins, 2)));
    return file;
  }

  private static double direction(double timeS) {
    return RAD_PER_S * timeS % (2 * Math.PI);
  }

  /** Middles of bins of 10 ms, none while the tracker saw nothing. */
  private static double[] middles() {
    return IntStream.range(0, 6000)
        .mapToDouble(i -> 3.007 + 0.01 * i)
        .filter(t -> (t < 20 || t > 21.3) && (t < 40 || t > 40.2))
        .toArray();
  }

  @Test
  void binsThatShareTheNearestSampleOfATrackerAreFound() throws IOException {
    double[] middles = middles();
    double[] samples =
        Arrays.stream(middles).map(t -> PERIOD_S * Math.rint(t / PERIOD_S)).toArray();
    double[] directions = Arrays.stream(samples).map(BinTimesTest::direction).toArray();

    CellRecording read = CellFile.read(session(samples, directions), CellOptions.BY_NAMES);

    assertThat(read.awake().binS()).isEqualTo(0.01);
    int off = 0;
    for (int i = 0; i < middles.length; i++) {
      assertThat(read.awake().timeS()[i]).isCloseTo(middles[i], within(0.002));
      double error = read.headDirectionRad()[i] - direction(middles[i]);
      off += Math.abs(Math.IEEEremainder(error, 2 * Math.PI)) > RAD_PER_S * 0.002 ? 1 : 0;
    }
    // Beyond the first and the last sample on either side of a break the nearest holds.
    assertThat(off).isLessThanOrEqualTo(6);
    assertThat(read.taken()).anyMatch(line -> line.contains("their times repeat"));
  }

  @Test
  void binsWithTimesOfTheirOwnKeepThem() throws IOException {
    double[] middles = middles();
    double[] directions = Arrays.stream(middles).map(BinTimesTest::direction).toArray();

    CellRecording read = CellFile.read(session(middles, directions), CellOptions.BY_NAMES);

    assertThat(read.awake().binS()).isEqualTo(0.01);
    assertThat(read.awake().timeS()).isEqualTo(middles);
  }

  @Test
  void aTimeThatRepeatsWithAnotherDirectionIsRefused() throws IOException {
    double[] middles = middles();
    double[] coarse = Arrays.stream(middles).map(t -> Math.floor(t * 20) / 20).toArray();
    double[] directions = Arrays.stream(middles).map(BinTimesTest::direction).toArray();
    Path file = session(coarse, directions);

    assertThatThrownBy(() -> CellFile.read(file, CellOptions.BY_NAMES))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another direction");
  }

  @Test
  void binsOfUnequalWidthAreRefused() throws IOException {
    double[] times = middles();
    times[100] = times[99] + 0.001;
    double[] directions = Arrays.stream(times).map(BinTimesTest::direction).toArray();
    Path file = session(times, directions);

    assertThatThrownBy(() -> CellFile.read(file, CellOptions.BY_NAMES))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("element 100: a step of 1.000 ms");
  }

  @Test
  void spikesAreCountedWithinTheirSpans() {
    SpikeTrains trains =
        new SpikeTrains(
            List.of("a", "b"),
            List.of(new double[] {0.5, 10.05, 10.06, 10.15, 10.29, 11}, new double[] {20.01}));
    Spans spans =
        Spans.of(List.of(new double[] {20, 20.2}, new double[] {10, 10.25}))
            .within(Spans.of(List.of(new double[] {0, 20.1})));

    SpikeCounts counts = trains.count(spans, 0.1, "here");

    assertThat(counts.timeS()).containsExactly(new double[] {10.05, 10.15, 20.05}, within(1e-9));
    assertThat(counts.counts()).containsExactly(2, 0, 1, 0, 0, 1);
  }
}
