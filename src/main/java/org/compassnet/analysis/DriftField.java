package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How fast the decoded direction moves with the head at rest, by direction.
 *
 * @param directionRad in rising order
 * @param driftDegPerS CCW positive
 * @param zeros where the drift changes its sign, in the order of their directions
 * @param rmsDegPerS root mean square of the drift
 * @param bump the compass units' bump at rest; none without compass units
 */
public record DriftField(
    double[] directionRad,
    double[] driftDegPerS,
    List<Zero> zeros,
    double rmsDegPerS,
    Attempt<Bump.Profile> bump)
    implements Result {

  /** Drift below this is float rounding. */
  static final double STILL_DEG_PER_S = 1e-4;

  /**
   * A place on the ring where the direction stays.
   *
   * @param stable whether the drift on both sides leads to it
   */
  public record Zero(double directionRad, boolean stable) {}

  /**
   * How the drift is measured.
   *
   * @param ring the states that it is measured from
   * @param measureS for so long, in s
   */
  public record Options(Ring.Options ring, double measureS) {

    public Options {
      if (!(measureS > 0)) {
        throw new IllegalArgumentException("measureS must be > 0: " + measureS);
      }
    }

    /** 128 directions, for one second. */
    public static Options defaults() {
      return new Options(Ring.Options.defaults(), 1);
    }

    public Options withRing(Ring.Options other) {
      return new Options(other, measureS);
    }

    public Options withMeasureS(double seconds) {
      return new Options(ring, seconds);
    }
  }

  /** With the usual options. */
  public static DriftField of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** From the ring that the network settles in, with the classes of its units on fresh trials. */
  public static DriftField of(Specimen specimen, Options options) {
    return of(specimen, Ring.of(specimen, options.ring()), Tuning.of(specimen).table(), options);
  }

  /** Follows the direction from every state of a ring. */
  public static DriftField of(Specimen specimen, Ring ring, UnitTable table, Options options) {
    Probe probe = Probe.resting(specimen, ring.states());
    int steps = specimen.steps(options.measureS());
    Probe.Piece piece = probe.run(steps + 1);
    record Sample(double direction, double drift) {}
    List<Sample> samples =
        IntStream.range(0, ring.starts())
            .mapToObj(
                k ->
                    new Sample(
                        Angles.wrap(piece.decoded(k, 0) + piece.turned(k, 0, steps) / 2),
                        specimen.degPerS(piece.turned(k, 0, steps) / steps)))
            .sorted(Comparator.comparingDouble(Sample::direction))
            .toList();
    double[] direction = samples.stream().mapToDouble(Sample::direction).toArray();
    double[] drift = samples.stream().mapToDouble(Sample::drift).toArray();
    Bump bump = Bump.of(table);
    return new DriftField(
        direction,
        drift,
        zeros(direction, drift),
        Math.sqrt(
            IntStream.range(0, drift.length)
                .mapToDouble(k -> drift[k] * drift[k])
                .average()
                .orElse(0)),
        Attempt.of(
            () -> {
              if (bump.units().length == 0) {
                throw new CannotAnalyze("no compass unit, and so no bump of compass units");
              }
              return bump.profile(ring.rates(), ring.decodedRad());
            }));
  }

  /** Sign changes of a circular function, by linear interpolation. */
  static List<Zero> zeros(double[] direction, double[] drift) {
    List<Zero> zeros = new ArrayList<>();
    for (int k = 0; k < drift.length; k++) {
      int next = (k + 1) % drift.length;
      double a = drift[k];
      double b = drift[next];
      boolean moves = Math.abs(a) > STILL_DEG_PER_S || Math.abs(b) > STILL_DEG_PER_S;
      if (moves && (a > 0) != (b > 0)) {
        double gap = Angles.wrap(direction[next] - direction[k]);
        zeros.add(new Zero(Angles.wrap(direction[k] + gap * a / (a - b)), a > 0));
      }
    }
    zeros.sort(Comparator.comparingDouble(Zero::directionRad));
    return List.copyOf(zeros);
  }

  /** Number of stable zeros. */
  public long stableZeros() {
    return zeros.stream().filter(Zero::stable).count();
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    Numbers attractor =
        numbers
            .in("attractor")
            .put("drift_rms_deg_per_s", rmsDegPerS)
            .put("zeros_of_drift", zeros.size())
            .put("stable_zeros", stableZeros());
    bump.ifPresent(
        profile ->
            attractor
                .put("bump_amplitude", profile.amplitude())
                .put("bump_fwhm_deg", Math.toDegrees(profile.fwhmRad())));
  }

  @Override
  public void tabulate(Tables tables) {
    tables.columns(
        "drift_field.csv",
        new String[] {"direction_deg", "drift_deg_per_s"},
        Tables.degrees(directionRad),
        driftDegPerS);
  }

  @Override
  public String toString() {
    return text(
        "drift at rest %.2f deg/s (root mean square); %d stable and %d unstable zeros",
        rmsDegPerS, stableZeros(), zeros.size() - stableZeros());
  }
}
