package org.compassnet.analysis;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.compassnet.network.CtRnnWeights;

/** Weights from the units of one class to those of another, without those from a unit to itself. */
public final class UnitPairs {

  private final boolean same;
  private final double[] pre;
  private final double[] post;
  private final double[][] weight;

  // Of all pairs of directions, which shuffles only exchange, and where those of a pair are.
  private final Differences differences;
  private final int[] preAt;
  private final int[] postAt;

  private UnitPairs(boolean same, double[] pre, double[] post, double[][] weight) {
    this(
        same,
        pre,
        post,
        weight,
        Differences.of(post, pre),
        PermutationSampler.natural(pre.length),
        PermutationSampler.natural(post.length));
  }

  private UnitPairs(
      boolean same,
      double[] pre,
      double[] post,
      double[][] weight,
      Differences differences,
      int[] preAt,
      int[] postAt) {
    this.same = same;
    this.pre = pre;
    this.post = post;
    this.weight = weight;
    this.differences = differences;
    this.preAt = preAt;
    this.postAt = postAt;
  }

  /**
   * Of the differences of directions: cosine, sine, and the quarter of the circle [postsynaptic,
   * presynaptic].
   */
  private record Differences(double[][] cosine, double[][] sine, int[][] quarter) {

    static Differences of(double[] post, double[] pre) {
      double[][] cosine = new double[post.length][pre.length];
      double[][] sine = new double[post.length][pre.length];
      int[][] quarter = new int[post.length][pre.length];
      for (int i = 0; i < post.length; i++) {
        for (int j = 0; j < pre.length; j++) {
          double s = Math.sin(post[i] - pre[j]);
          double c = Math.cos(post[i] - pre[j]);
          sine[i][j] = s;
          cosine[i][j] = c;
          quarter[i][j] = Math.abs(s) >= Math.abs(c) ? (s > 0 ? 0 : 1) : (c > 0 ? 2 : 3);
        }
      }
      return new Differences(cosine, sine, quarter);
    }
  }

  /**
   * Those of two classes.
   *
   * @param weights of the network whose units the table holds
   */
  public UnitPairs(CtRnnWeights weights, UnitTable table, UnitClass from, UnitClass to) {
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
    int[] order = shuffle(pre.length, random);
    return permuted(order, same ? order : shuffle(post.length, random));
  }

  /** An order of so many things, drawn at random. */
  public static int[] shuffle(int count, UniformRandomProvider random) {
    int[] order = PermutationSampler.natural(count);
    PermutationSampler.shuffle(random, order);
    return order;
  }

  /**
   * The same weights with preferred directions exchanged within their class.
   *
   * @param preOrder the units, by their places in their class, whose directions the presynaptic
   *     units are given
   * @param postOrder likewise of the postsynaptic units; the same where both are of one class
   */
  public UnitPairs permuted(int[] preOrder, int[] postOrder) {
    return new UnitPairs(
        same,
        picked(pre, preOrder),
        picked(post, postOrder),
        weight,
        differences,
        Arrays.stream(preOrder).map(j -> preAt[j]).toArray(),
        Arrays.stream(postOrder).map(i -> postAt[i]).toArray());
  }

  private static double[] picked(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  /** Number of pairs. */
  public int count() {
    return post.length * pre.length - (same ? pre.length : 0);
  }

  /** The least-squares fit of a cosine to all pairs. */
  CosineRegression.Cosine fit() {
    CosineRegression regression = new CosineRegression();
    for (int i = 0; i < post.length; i++) {
      double[] cosine = differences.cosine[postAt[i]];
      double[] sine = differences.sine[postAt[i]];
      for (int j = 0; j < pre.length; j++) {
        if (!(same && i == j)) {
          regression.add(cosine[preAt[j]], sine[preAt[j]], weight[i][j]);
        }
      }
    }
    return regression.fit();
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
      int[] quarter = differences.quarter[postAt[i]];
      for (int j = 0; j < pre.length; j++) {
        if (!(same && i == j)) {
          sum[quarter[preAt[j]]] += weight[i][j];
          n[quarter[preAt[j]]]++;
        }
      }
    }
    return new Means(sum[0] / n[0], sum[1] / n[1], sum[2] / n[2], sum[3] / n[3]);
  }

  /** Means in bins of the difference of directions, with standard errors over presynaptic units. */
  Kernel.Profile binned(int bins) {
    BinnedPairs binned = binned(bins, 0);
    return new Kernel.Profile(binned.middleRad(), binned.mean(), binned.sem());
  }

  /** In bins about multiples of their width, from -pi on: one of them is about no difference. */
  public BinnedPairs centred(int bins) {
    return binned(bins, 0.5);
  }

  /**
   * @param before how far the first bin begins before -pi, in bins
   */
  private BinnedPairs binned(int bins, double before) {
    double[] middle = new double[bins];
    double[][] sum = new double[bins][pre.length];
    int[][] n = new int[bins][pre.length];
    for (int i = 0; i < post.length; i++) {
      for (int j = 0; j < pre.length; j++) {
        if (!(same && i == j)) {
          double d = Angles.wrap(post[i] - pre[j]);
          int bin =
              Math.floorMod((int) Math.floor((d + Math.PI) / (2 * Math.PI) * bins + before), bins);
          sum[bin][j] += weight[i][j];
          n[bin][j]++;
        }
      }
    }
    Arrays.setAll(middle, bin -> -Math.PI + (bin + 0.5 - before) * 2 * Math.PI / bins);
    return new BinnedPairs(middle, sum, n);
  }
}
