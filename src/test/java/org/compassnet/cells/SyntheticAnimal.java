package org.compassnet.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;

/**
 * An animal whose truth is known: a head that turns as a smooth random process, cells with von
 * Mises tuning of known width that fire Poisson spikes, ahead of the head or not, driven by one
 * turn or not; gaps, lost samples.
 */
public final class SyntheticAnimal {

  static final double BIN_S = 0.01;
  private static final double VELOCITY_SD_DEG_PER_S = 100;
  private static final double CORRELATION_S = 0.2;

  /**
   * A cell's truth.
   *
   * @param preferredRad direction of the peak
   * @param kappa concentration; 0 is untuned
   * @param peakHz rate at the peak; of an untuned cell everywhere
   * @param aheadS the cell fires for the direction this much later
   * @param turnGain rate times (1 + gain * velocity / 200 deg/s), clamped to within 200 deg/s
   */
  public record Truth(
      double preferredRad, double kappa, double peakHz, double aheadS, double turnGain) {

    double rateHz(double directionRad) {
      return peakHz * Math.exp(kappa * (Math.cos(directionRad - preferredRad) - 1));
    }
  }

  final double[] timeS;
  final double[] directionRad;
  final double[] velocityDegPerS;
  public final CellRecording recording;

  private SyntheticAnimal(
      double[] timeS, double[] directionRad, double[] velocityDegPerS, CellRecording recording) {
    this.timeS = timeS;
    this.directionRad = directionRad;
    this.velocityDegPerS = velocityDegPerS;
    this.recording = recording;
  }

  /** Compass cells around the circle, every one ahead by the same time. */
  public static List<Truth> compass(int cells, double kappa, double peakHz, double aheadS) {
    return IntStream.range(0, cells)
        .mapToObj(i -> new Truth(2 * Math.PI * i / cells - 3, kappa, peakHz, aheadS, 0))
        .toList();
  }

  /**
   * Records cells for a time; with gaps, 0.5 s of every 20 are missing and 0.3 s of every 13 are
   * lost.
   */
  public static SyntheticAnimal of(List<Truth> cells, double durationS, boolean gaps, long seed) {
    UniformRandomProvider random = new RandomStreams(seed).stream("animal");
    int bins = (int) Math.round(durationS / BIN_S);
    int spare = 50;
    double[] velocity = velocity(bins + 2 * spare, random);
    double[] heading = new double[velocity.length];
    heading[0] = 2 * Math.PI * random.nextDouble();
    for (int k = 1; k < heading.length; k++) {
      heading[k] = heading[k - 1] + Math.toRadians((velocity[k] + velocity[k - 1]) / 2) * BIN_S;
    }
    int[] kept = IntStream.range(0, bins).filter(k -> !gaps || k % 2000 >= 50).toArray();
    double[] time = new double[kept.length];
    double[] direction = new double[kept.length];
    double[] turning = new double[kept.length];
    float[] counts = new float[kept.length * cells.size()];
    for (int n = 0; n < kept.length; n++) {
      int k = kept[n] + spare;
      time[n] = 100 + kept[n] * BIN_S;
      boolean lost = gaps && kept[n] % 1300 < 30;
      direction[n] = lost ? Double.NaN : wrapped(heading[k]);
      turning[n] = velocity[k];
      for (int i = 0; i < cells.size(); i++) {
        Truth cell = cells.get(i);
        double ahead = cell.aheadS() / BIN_S;
        int whole = (int) Math.floor(ahead);
        double share = ahead - whole;
        double at = (1 - share) * heading[k + whole] + share * heading[k + whole + 1];
        double drive = Math.max(-1, Math.min(1, velocity[k] / 200));
        double rate = cell.rateHz(at) * Math.max(0, 1 + cell.turnGain() * drive);
        counts[n * cells.size() + i] =
            rate > 0 ? PoissonSampler.of(random, rate * BIN_S).sample() : 0;
      }
    }
    CellRecording recording =
        new CellRecording(
            "synthetic",
            IntStream.range(0, cells.size()).mapToObj(i -> "c" + i).toList(),
            new SpikeCounts(counts, cells.size(), time, BIN_S),
            direction,
            Map.of(),
            List.of());
    return new SyntheticAnimal(time, direction, turning, recording);
  }

  /** Writes the recording as an npz file of counts, direction and time. */
  public Path write(Path file) throws IOException {
    SpikeCounts counts = recording.awake();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("counts", NpyArray.of(counts.counts(), counts.bins(), counts.cells()));
    arrays.put("direction_rad", NpyArray.of(directionRad, counts.bins()));
    arrays.put("time_s", NpyArray.of(timeS, counts.bins()));
    Npz.write(file, arrays);
    return file;
  }

  /** The same recording with an epoch of sleep: the bump drifts on, no direction is known. */
  CellRecording withSleep(SyntheticAnimal asleep) {
    return new CellRecording(
        recording.source(),
        recording.names(),
        recording.awake(),
        recording.headDirectionRad(),
        Map.of("sleep", asleep.recording.awake()),
        List.of());
  }

  private static double wrapped(double rad) {
    double turn = rad % (2 * Math.PI);
    return turn < 0 ? turn + 2 * Math.PI : turn;
  }

  /** Two filters in a row: smooth over a few bins, correlated over some tenths of a second. */
  private static double[] velocity(int bins, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] velocity = new double[bins];
    double slow = 0;
    double smooth = 0;
    double keep = Math.exp(-BIN_S / CORRELATION_S);
    double smoothKeep = Math.exp(-BIN_S / 0.05);
    for (int k = -500; k < bins; k++) {
      slow = keep * slow + Math.sqrt(1 - keep * keep) * gaussian.sample();
      smooth = smoothKeep * smooth + (1 - smoothKeep) * slow;
      if (k >= 0) {
        velocity[k] = smooth;
      }
    }
    double rms = Math.sqrt(Arrays.stream(velocity).map(v -> v * v).average().orElseThrow());
    return Arrays.stream(velocity).map(v -> v / rms * VELOCITY_SD_DEG_PER_S).toArray();
  }
}
