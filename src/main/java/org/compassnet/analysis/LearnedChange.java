package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.stream.IntStream;
import org.compassnet.network.CtRnnWeights;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * How far training has moved the weights from where they began: lazy, where it hardly did and the
 * classes of units are those of the first draw of their weights, or rich, where it made new ones.
 * Chizat, L., Oyallon, E. and Bach, F. (2019), On lazy training in differentiable programming.
 *
 * @param wIn how similar the input weights are
 * @param wRec how similar the recurrent weights are
 * @param b how similar the biases are
 * @param velocityWeight how similar the velocity's weights are
 * @param avStrengthToInitial Spearman's correlation over active units of S_AV with the magnitude
 *     that the velocity's weight had before training; NaN if there are too few
 * @param rank participation ratio of the squared singular values of the recurrent weights' change:
 *     the number of directions that it lies in
 */
public record LearnedChange(
    Similarity wIn,
    Similarity wRec,
    Similarity b,
    Similarity velocityWeight,
    double avStrengthToInitial,
    double rank)
    implements Result {

  private static final int LEAST_UNITS = 4;

  /**
   * How similar weights are before and after training.
   *
   * @param correlation Pearson's, of final and initial weights; NaN where one of them is constant
   * @param signsKept share of the weights, but for zeros, that keep their sign
   * @param change norm of the change over that of the initial weights
   */
  public record Similarity(double correlation, double signsKept, double change) {

    static Similarity of(float[] before, float[] after) {
      double[] x = IntStream.range(0, before.length).mapToDouble(i -> before[i]).toArray();
      double[] y = IntStream.range(0, after.length).mapToDouble(i -> after[i]).toArray();
      int[] signed = IntStream.range(0, x.length).filter(i -> x[i] != 0 && y[i] != 0).toArray();
      double kept = IntStream.of(signed).filter(i -> x[i] > 0 == y[i] > 0).count();
      double squares = 0;
      double changes = 0;
      for (int i = 0; i < x.length; i++) {
        squares += x[i] * x[i];
        changes += (y[i] - x[i]) * (y[i] - x[i]);
      }
      return new Similarity(
          x.length < 2 ? Double.NaN : new PearsonsCorrelation().correlation(x, y),
          kept / signed.length,
          Math.sqrt(changes / squares));
    }

    private void put(Numbers numbers) {
      numbers.put("correlation", correlation).put("signs_kept", signsKept).put("change", change);
    }

    @Override
    public String toString() {
      return String.join(
          ", ",
          Double.isNaN(correlation)
              ? "no correlation, as they are constant before or after"
              : text("correlation %.2f", correlation),
          Double.isNaN(signsKept)
              ? "no signs to keep"
              : text("%.0f %% of the signs kept", 100 * signsKept),
          Double.isFinite(change) ? text("change %.2f of the norm", change) : "no norm before");
    }
  }

  /**
   * Of a network before and after its training.
   *
   * @param table its units, after it
   */
  static LearnedChange of(CtRnnWeights before, CtRnnWeights after, UnitTable table) {
    int[] active =
        IntStream.of(table.active())
            .filter(i -> Double.isFinite(table.get(i).avStrength()))
            .toArray();
    double[] initial =
        IntStream.of(active).mapToDouble(i -> Math.abs(before.velocityWeight(i))).toArray();
    double[] strength = IntStream.of(active).mapToDouble(i -> table.get(i).avStrength()).toArray();
    return new LearnedChange(
        Similarity.of(before.wIn(), after.wIn()),
        Similarity.of(before.wRec(), after.wRec()),
        Similarity.of(before.b(), after.b()),
        Similarity.of(velocity(before), velocity(after)),
        active.length < LEAST_UNITS
            ? Double.NaN
            : new SpearmansCorrelation().correlation(initial, strength),
        participation(after.minus(before)));
  }

  private static float[] velocity(CtRnnWeights weights) {
    float[] velocity = new float[weights.units()];
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = weights.velocityWeight(i);
    }
    return velocity;
  }

  /**
   * (sum s^2)^2 / sum s^4 over the singular values s: from the matrix alone, trace(D'D)^2 /
   * |D'D|^2.
   */
  private static double participation(CtRnnWeights change) {
    int n = change.units();
    float[] d = change.wRec();
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += d[i * n + k] * d[j * n + k];
        }
        squares += (i == j ? 1 : 2) * product * product;
        trace += i == j ? product : 0;
      }
    }
    return trace * trace / squares;
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    Numbers learned = numbers.in("learned_change");
    wIn.put(learned.in("w_in"));
    wRec.put(learned.in("w_rec"));
    b.put(learned.in("b"));
    velocityWeight.put(learned.in("velocity_weight"));
    learned
        .put("w_rec_change_rank", rank)
        .put("av_strength_to_initial_velocity_weight", avStrengthToInitial);
  }

  @Override
  public String toString() {
    return String.join(
        "\n",
        "W_in: " + wIn,
        text("W_rec: %s; the change has a rank of %.1f", wRec, rank),
        "b: " + b,
        "velocity's weight: " + velocityWeight,
        text(
            "S_AV follows the initial magnitude of the velocity's weight: Spearman %+.2f",
            avStrengthToInitial));
  }
}
