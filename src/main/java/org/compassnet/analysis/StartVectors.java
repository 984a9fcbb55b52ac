package org.compassnet.analysis;

import java.util.Arrays;

/**
 * Population vectors at one time in trials that were told different directions and are alike in all
 * else. What they have in common tells nothing of the direction, however large it is; the bump is
 * what each has beyond it.
 */
final class StartVectors {

  private final double[] sine;
  private final double[] cosine;
  private final double meanSine;
  private final double meanCosine;

  /** The parts of each trial's vector. */
  StartVectors(double[] sine, double[] cosine) {
    this.sine = sine.clone();
    this.cosine = cosine.clone();
    this.meanSine = Arrays.stream(sine).average().orElse(0);
    this.meanCosine = Arrays.stream(cosine).average().orElse(0);
  }

  /** Mean length of what a trial has beyond the mean of all. */
  double bump() {
    double sum = 0;
    for (int k = 0; k < sine.length; k++) {
      sum += Math.hypot(sine[k] - meanSine, cosine[k] - meanCosine);
    }
    return sum / sine.length;
  }

  /** Direction of what a trial has beyond the mean of all. */
  double directionRad(int trial) {
    return Math.atan2(sine[trial] - meanSine, cosine[trial] - meanCosine);
  }

  /**
   * Whether the trials still point where they were told to, but for a turn that all have in common:
   * the length of the mean of e^{i (direction - told)}, of the whole vectors. 1 if all do; of
   * starts around the circle that have come together in n places as far from each other, sin(pi/n)
   * / (pi/n): 0 for one place, 0.64 for two, 0.83 for three, 0.97 for eight.
   */
  double coherence(double[] toldRad) {
    double s = 0;
    double c = 0;
    for (int k = 0; k < sine.length; k++) {
      double kept = Math.atan2(sine[k], cosine[k]) - toldRad[k];
      s += Math.sin(kept);
      c += Math.cos(kept);
    }
    return Math.hypot(s, c) / sine.length;
  }
}
