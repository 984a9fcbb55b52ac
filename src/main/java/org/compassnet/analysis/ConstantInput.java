package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import org.compassnet.trajectory.Trials;

/**
 * An input that does not change: a head that turns steadily, and perhaps a cue.
 *
 * @param turnDegPerS angular velocity, CCW positive
 * @param cueSine sine of the cued direction; 0 without a cue
 * @param cueCosine its cosine; 0 without a cue
 */
public record ConstantInput(double turnDegPerS, double cueSine, double cueCosine) {

  /** The head at rest, the cue off. */
  public static ConstantInput atRest() {
    return turning(0);
  }

  /** A head that turns steadily, the cue off. */
  public static ConstantInput turning(double degPerS) {
    return new ConstantInput(degPerS, 0, 0);
  }

  /** The same with the cue on. */
  public ConstantInput withCue(double directionRad) {
    return new ConstantInput(turnDegPerS, Math.sin(directionRad), Math.cos(directionRad));
  }

  /** What it adds to the states' derivative [units]: W_in u + b. */
  double[] drive(Specimen specimen) {
    double[] u = {specimen.radPerStep(turnDegPerS), cueSine, cueCosine};
    double[] drive = new double[specimen.units()];
    for (int i = 0; i < drive.length; i++) {
      drive[i] = specimen.weights().b()[i];
      for (int k = 0; k < u.length; k++) {
        drive[i] += specimen.weights().wIn()[i * Trials.INPUTS + k] * u[k];
      }
    }
    return drive;
  }

  @Override
  public String toString() {
    String turn = turnDegPerS == 0 ? "at rest" : text("turning by %.1f deg/s", turnDegPerS);
    return cueSine == 0 && cueCosine == 0 ? turn : turn + ", cued";
  }
}
