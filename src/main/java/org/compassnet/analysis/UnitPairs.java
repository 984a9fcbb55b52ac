package org.compassnet.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.compassnet.network.CtRnnWeights;

/** Weights from the units of one class to those of another, without those from a unit to itself. */
final class UnitPairs {

  private final boolean same;
  private final double[] pre;
  private final double[] post;
  private final double[][] weight;

  private UnitPairs(boolean same, double[] pre, double[] post, double[][] weight) {
    this.same = same;
    this.pre = pre;
    this.post = post;
    this.weight = weight;
  }

  UnitPairs(CtRnnWeights weights, UnitTable table, UnitClass from, UnitClass to) {
    this(
        from == to,
        directions(table, from),
        directions(table, to),
        between(weights, table, from, to));
  }

  private static double[] directions(UnitTable table, UnitClass type) {
    return table.of(type).stream().mapToDouble(Unit::preferredDirectionRad).toArray();
  }

  /** [postsynaptic, presynaptic]. */
  private static double[][] between(
      CtRnnWeights weights, UnitTable table, UnitClass from, UnitClass to) {
    List<Unit> preUnits = table.of(from);
    List<Unit> postUnits = table.of(to);
    double[][] between = new double[postUnits.size()][preUnits.size()];
    for (int i = 0; i < postUnits.size(); i++) {
      for (int j = 0; j < preUnits.size(); j++) {
        between[i][j] =
            weights.wRec()[postUnits.get(i).unit() * weights.units() + preUnits.get(j).unit()];
      }
    }
    return between;
  }

  /** The same weights with preferred directions shuffled within their class. */
  UnitPairs shuffled(UniformRandomProvider random) {
    double[] shuffledPre = shuffled(pre, random);
    return new UnitPairs(same, shuffledPre, same ? shuffledPre : shuffled(post, random), weight);
  }

  private static double[] shuffled(double[] values, UniformRandomProvider random) {
    double[] copy = new double[values.length];
    int[] order = PermutationSampler.natural(values.length);
    PermutationSampler.shuffle(random, order);
    Arrays.setAll(copy, i -> values[order[i]]);
    return copy;
  }

  int count() {
    return post.length * pre.length - (same ? pre.length : 0);
  }

  /** The fit offset + cosine cos(d) + sine sin(d), and the share of the variance it explains. */
  record Cosine(double offset, double cosine, double sine, double r2) {
    double amplitude() {
      return Math.hypot(cosine, sine);
    }
  }

  /** The least-squares fit. */
  Cosine fit() {
    double[][] normal = new double[3][3];
    double[] right = new double[3];
    double squares = 0;
    for (int i = 0; i < post.length; i++) {
      for (int j = 0; j < pre.length; j++) {
        if (same && i == j) {
          continue;
        }
        double d = post[i] - pre[j];
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
    return new Cosine(c[0], c[1], c[2], (explained - aboutMean) / (squares - aboutMean));
  }

  /** Mean weights by quarter of the circle; NaN without pairs there. */
  record Means(double ccwSide, double cwSide, double near, double far) {
    double push() {
      return ccwSide - cwSide;
    }

    double contrast() {
      return near - far;
    }
  }

  /** Means by the quarter that the difference of directions is in. */
  Means quarters() {
    double[] sum = new double[4];
    int[] n = new int[4];
    for (int i = 0; i < post.length; i++) {
      for (int j = 0; j < pre.length; j++) {
        if (!(same && i == j)) {
          double sine = Math.sin(post[i] - pre[j]);
          double cosine = Math.cos(post[i] - pre[j]);
          int quarter =
              Math.abs(sine) >= Math.abs(cosine) ? (sine > 0 ? 0 : 1) : (cosine > 0 ? 2 : 3);
          sum[quarter] += weight[i][j];
          n[quarter]++;
        }
      }
    }
    return new Means(sum[0] / n[0], sum[1] / n[1], sum[2] / n[2], sum[3] / n[3]);
  }

  /** Means in bins of the difference of directions, with standard errors over presynaptic units. */
  Kernel.Profile binned(int bins) {
    double[] middle = new double[bins];
    double[] mean = new double[bins];
    double[] sem = new double[bins];
    double[][] sum = new double[bins][pre.length];
    int[][] n = new int[bins][pre.length];
    for (int i = 0; i < post.length; i++) {
      for (int j = 0; j < pre.length; j++) {
        if (!(same && i == j)) {
          double d = Angles.wrap(post[i] - pre[j]);
          int bin = Math.floorMod((int) Math.floor((d + Math.PI) / (2 * Math.PI) * bins), bins);
          sum[bin][j] += weight[i][j];
          n[bin][j]++;
        }
      }
    }
    for (int bin = 0; bin < bins; bin++) {
      int b = bin;
      middle[bin] = -Math.PI + (bin + 0.5) * 2 * Math.PI / bins;
      mean[bin] = Arrays.stream(sum[bin]).sum() / Arrays.stream(n[bin]).sum();
      double[] perUnit =
          IntStream.range(0, pre.length)
              .filter(j -> n[b][j] > 0)
              .mapToDouble(j -> sum[b][j] / n[b][j])
              .toArray();
      double mid = Arrays.stream(perUnit).average().orElse(Double.NaN);
      double variance =
          Arrays.stream(perUnit).map(x -> (x - mid) * (x - mid)).sum() / (perUnit.length - 1);
      sem[bin] = Math.sqrt(variance / perUnit.length);
    }
    return new Kernel.Profile(middle, mean, sem);
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
}
