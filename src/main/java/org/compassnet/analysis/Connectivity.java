package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;

/**
 * The recurrent weights by class and by difference of preferred direction. Inactive units are left
 * out.
 *
 * @param kernels one for every pair of compass, CCW and CW; missing where a class has no pairs
 * @param inputs weights of the angular velocity on the units of each class that has any
 */
public record Connectivity(List<Kernel> kernels, List<VelocityInput> inputs) {

  public static final int BINS = 24;

  /** The classes that a ring attractor is made of. */
  public static final List<UnitClass> CLASSES =
      List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW);

  /**
   * Mean weight from one class to another over d = PD_post - PD_pre, and the least-squares fit c0 +
   * c1 cos(d - phi1) to all its pairs.
   *
   * @param differenceRad middles of the bins [24]
   * @param mean of the pairs in a bin; NaN without pairs
   * @param sem standard error over presynaptic units
   * @param amplitude c1 >= 0
   * @param shiftRad phi1, where the fit has its peak
   * @param r2 share of the weights' variance that the fit explains
   * @param p of the amplitude, against preferred directions shuffled within their class
   * @param ccwSide mean weight to units that prefer directions 45 to 135 deg to the CCW side
   * @param cwSide mean weight to units that prefer directions 45 to 135 deg to the CW side
   * @param near mean weight to units within 45 deg
   * @param far mean weight to units beyond 135 deg
   * @param pNear one-sided, that near exceeds far, against the same shuffles
   * @param pSides of the difference between the two sides, two-sided, against the same shuffles
   */
  public record Kernel(
      UnitClass from,
      UnitClass to,
      int pairs,
      double[] differenceRad,
      double[] mean,
      double[] sem,
      double offset,
      double amplitude,
      double shiftRad,
      double r2,
      double p,
      double ccwSide,
      double cwSide,
      double pSides,
      double near,
      double far,
      double pNear) {

    @Override
    public String toString() {
      return new Connectivity(List.of(this), List.of()).toString();
    }

    /** Weight to the CCW side minus that to the CW side: where the kernel pushes a bump. */
    public double push() {
      return ccwSide - cwSide;
    }
  }

  /**
   * Weights of the angular velocity on a class, per rad/step.
   *
   * @param sem standard error over units; NaN for a single one
   */
  public record VelocityInput(UnitClass type, int units, double mean, double sem) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "velocity to %s: %+.3f (SEM %.3f)", type.plural(), mean, sem);
    }

    static VelocityInput of(UnitTable table, UnitClass type) {
      double[] weights = table.of(type).stream().mapToDouble(Unit::avInputWeight).toArray();
      double mean = Arrays.stream(weights).average().orElse(Double.NaN);
      double squares = Arrays.stream(weights).map(w -> (w - mean) * (w - mean)).sum();
      return new VelocityInput(
          type, weights.length, mean, Math.sqrt(squares / (weights.length - 1) / weights.length));
    }
  }

  /**
   * Measures all kernels.
   *
   * @throws CannotAnalyze if no two of the classes have units to connect
   */
  public static Connectivity of(
      CtRnnWeights weights, UnitTable table, int shuffles, UniformRandomProvider random) {
    List<Kernel> kernels = new ArrayList<>();
    for (UnitClass from : CLASSES) {
      for (UnitClass to : CLASSES) {
        Pairs pairs = new Pairs(weights, table, from, to);
        if (pairs.count() >= 3) {
          kernels.add(kernel(pairs, from, to, shuffles, random));
        }
      }
    }
    if (kernels.isEmpty()) {
      throw new CannotAnalyze("too few compass units and shifters for any wiring between them");
    }
    return new Connectivity(
        List.copyOf(kernels),
        CLASSES.stream()
            .filter(type -> !table.of(type).isEmpty())
            .map(type -> VelocityInput.of(table, type))
            .toList());
  }

  /** The kernel between two classes, or null where there are no pairs. */
  public Kernel kernel(UnitClass from, UnitClass to) {
    return kernels.stream().filter(k -> k.from() == from && k.to() == to).findFirst().orElse(null);
  }

  /** The velocity's weights on a class, or null where it has no units. */
  public VelocityInput input(UnitClass type) {
    return inputs.stream().filter(v -> v.type() == type).findFirst().orElse(null);
  }

  private static Kernel kernel(
      Pairs pairs, UnitClass from, UnitClass to, int shuffles, UniformRandomProvider random) {
    double[] fit = pairs.fit(pairs.pre, pairs.post);
    double amplitude = Math.hypot(fit[1], fit[2]);
    double[] sides = pairs.quarters(pairs.pre, pairs.post);
    double push = Math.abs(sides[0] - sides[1]);
    double contrast = sides[2] - sides[3];
    int larger = 1;
    int largerPush = 1;
    int largerContrast = 1;
    for (int k = 0; k < shuffles; k++) {
      double[] pre = shuffled(pairs.pre, random);
      double[] post = from == to ? pre : shuffled(pairs.post, random);
      double[] shuffledFit = pairs.fit(pre, post);
      if (!(Math.hypot(shuffledFit[1], shuffledFit[2]) < amplitude)) {
        larger++;
      }
      double[] shuffledSides = pairs.quarters(pre, post);
      if (!(Math.abs(shuffledSides[0] - shuffledSides[1]) < push)) {
        largerPush++;
      }
      if (!(shuffledSides[2] - shuffledSides[3] < contrast)) {
        largerContrast++;
      }
    }
    double[][] binned = pairs.binned();
    return new Kernel(
        from,
        to,
        pairs.count(),
        binned[0],
        binned[1],
        binned[2],
        fit[0],
        amplitude,
        Math.atan2(fit[2], fit[1]),
        fit[3],
        larger / (shuffles + 1.0),
        sides[0],
        sides[1],
        largerPush / (shuffles + 1.0),
        sides[2],
        sides[3],
        largerContrast / (shuffles + 1.0));
  }

  private static double[] shuffled(double[] values, UniformRandomProvider random) {
    double[] copy = new double[values.length];
    int[] order = PermutationSampler.natural(values.length);
    PermutationSampler.shuffle(random, order);
    Arrays.setAll(copy, i -> values[order[i]]);
    return copy;
  }

  /** Weights from one class to another, without those from a unit to itself. */
  private static final class Pairs {
    private final boolean same;
    private final double[] pre;
    private final double[] post;
    private final double[][] weight;

    Pairs(CtRnnWeights weights, UnitTable table, UnitClass from, UnitClass to) {
      List<Unit> preUnits = table.of(from);
      List<Unit> postUnits = table.of(to);
      same = from == to;
      pre = preUnits.stream().mapToDouble(Unit::preferredDirectionRad).toArray();
      post = postUnits.stream().mapToDouble(Unit::preferredDirectionRad).toArray();
      weight = new double[post.length][pre.length];
      for (int i = 0; i < post.length; i++) {
        for (int j = 0; j < pre.length; j++) {
          weight[i][j] =
              weights.wRec()[postUnits.get(i).unit() * weights.units() + preUnits.get(j).unit()];
        }
      }
    }

    int count() {
      return post.length * pre.length - (same ? pre.length : 0);
    }

    /** Offset, cosine and sine coefficient, and R2 of the least-squares fit. */
    double[] fit(double[] preDirections, double[] postDirections) {
      double[][] normal = new double[3][3];
      double[] right = new double[3];
      double squares = 0;
      for (int i = 0; i < postDirections.length; i++) {
        for (int j = 0; j < preDirections.length; j++) {
          if (same && i == j) {
            continue;
          }
          double d = postDirections[i] - preDirections[j];
          double[] basis = {1, Math.cos(d), Math.sin(d)};
          for (int a = 0; a < 3; a++) {
            right[a] += basis[a] * weight[i][j];
            for (int b = 0; b < 3; b++) {
              normal[a][b] += basis[a] * basis[b];
            }
          }
          squares += weight[i][j] * weight[i][j];
        }
      }
      double[] c = solve3(normal, right);
      double explained = c[0] * right[0] + c[1] * right[1] + c[2] * right[2];
      double aboutMean = right[0] * right[0] / normal[0][0];
      return new double[] {c[0], c[1], c[2], (explained - aboutMean) / (squares - aboutMean)};
    }

    /**
     * Mean weight by the quarter of the circle that the difference of directions is in: CCW side,
     * CW side, near, far. NaN without pairs there.
     */
    double[] quarters(double[] preDirections, double[] postDirections) {
      double[] sum = new double[4];
      int[] n = new int[4];
      for (int i = 0; i < postDirections.length; i++) {
        for (int j = 0; j < preDirections.length; j++) {
          if (!(same && i == j)) {
            double sine = Math.sin(postDirections[i] - preDirections[j]);
            double cosine = Math.cos(postDirections[i] - preDirections[j]);
            int quarter =
                Math.abs(sine) >= Math.abs(cosine) ? (sine > 0 ? 0 : 1) : (cosine > 0 ? 2 : 3);
            sum[quarter] += weight[i][j];
            n[quarter]++;
          }
        }
      }
      return new double[] {sum[0] / n[0], sum[1] / n[1], sum[2] / n[2], sum[3] / n[3]};
    }

    /** Middles of the bins, mean, and standard error over presynaptic units. */
    double[][] binned() {
      double[][] result = new double[3][BINS];
      double[][] sum = new double[BINS][pre.length];
      int[][] n = new int[BINS][pre.length];
      for (int i = 0; i < post.length; i++) {
        for (int j = 0; j < pre.length; j++) {
          if (!(same && i == j)) {
            double d = Angles.wrap(post[i] - pre[j]);
            int bin = Math.floorMod((int) Math.floor((d + Math.PI) / (2 * Math.PI) * BINS), BINS);
            sum[bin][j] += weight[i][j];
            n[bin][j]++;
          }
        }
      }
      for (int bin = 0; bin < BINS; bin++) {
        int b = bin;
        result[0][bin] = -Math.PI + (bin + 0.5) * 2 * Math.PI / BINS;
        double total = Arrays.stream(sum[bin]).sum();
        int pairs = Arrays.stream(n[bin]).sum();
        result[1][bin] = total / pairs;
        double[] perUnit =
            IntStream.range(0, pre.length)
                .filter(j -> n[b][j] > 0)
                .mapToDouble(j -> sum[b][j] / n[b][j])
                .toArray();
        double mean = Arrays.stream(perUnit).average().orElse(Double.NaN);
        double variance =
            Arrays.stream(perUnit).map(x -> (x - mean) * (x - mean)).sum() / (perUnit.length - 1);
        result[2][bin] = Math.sqrt(variance / perUnit.length);
      }
      return result;
    }
  }

  /** Solves a symmetric system of three equations by Cramer's rule. */
  private static double[] solve3(double[][] m, double[] y) {
    double det = det3(m);
    double[] x = new double[3];
    for (int k = 0; k < 3; k++) {
      double[][] replaced = new double[3][];
      for (int i = 0; i < 3; i++) {
        replaced[i] = m[i].clone();
        replaced[i][k] = y[i];
      }
      x[k] = det3(replaced) / det;
    }
    return x;
  }

  private static double det3(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  /**
   * Eigenvalues of W_rec, real and imaginary parts [2, units], in falling order of the real part.
   */
  public static double[][] eigenvalues(CtRnnWeights weights) {
    int units = weights.units();
    double[][] matrix = new double[units][units];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < units; j++) {
        matrix[i][j] = weights.wRec()[i * units + j];
      }
    }
    Eigensystem system = Eigensystem.of(matrix);
    return new double[][] {system.real(), system.imaginary()};
  }

  /** A row for each kernel, and the velocity's weights on each class. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            "from",
            "to",
            "pairs",
            "near",
            "far",
            "push",
            "peak (deg)",
            "p peak",
            "p near",
            "p push");
    for (Kernel k : kernels) {
      table.row(
          k.from.label(),
          k.to.label(),
          k.pairs,
          k.near,
          k.far,
          k.push(),
          Math.toDegrees(k.shiftRad),
          k.p,
          k.pNear,
          k.pSides);
    }
    inputs.forEach(input -> table.line(input.toString()));
    return table.toString();
  }
}
