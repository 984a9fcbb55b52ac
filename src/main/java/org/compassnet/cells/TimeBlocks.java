package org.compassnet.cells;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The tracked time cut into blocks. What a head and its cells do is alike from one bin to the next,
 * so that bins are not drawn, held out or parted one by one, but whole blocks.
 *
 * @param of block of each bin; -1 where the direction is lost
 * @param count number of blocks
 * @param lengthS of a block of tracked time, in s; the last may be shorter
 */
public record TimeBlocks(int[] of, int count, double lengthS) {

  private static final double USUAL_S = 10;
  private static final int LEAST = 20;

  /** So many have room: a day's blocks are longer. */
  private static final int MOST = 240;

  /** Blocks of 10 s; shorter or longer ones where there would be fewer than 20 or more than 240. */
  static TimeBlocks of(HeadTurns turns) {
    int bins = turns.stretches().stream().mapToInt(Stretch::bins).sum();
    double usual = USUAL_S / turns.binS();
    double each = Math.max((double) bins / MOST, Math.min((double) bins / LEAST, usual));
    return of(turns, Math.max(1, (int) Math.ceil(each)));
  }

  private static TimeBlocks of(HeadTurns turns, int bins) {
    int[] of = new int[turns.unwrappedRad().length];
    Arrays.fill(of, -1);
    int tracked = 0;
    for (Stretch stretch : turns.stretches()) {
      for (int bin = stretch.from(); bin < stretch.to(); bin++) {
        of[bin] = tracked++ / bins;
      }
    }
    return new TimeBlocks(of, (tracked - 1) / bins + 1, bins * turns.binS());
  }

  /**
   * How often each block is drawn in a bootstrap. The blocks of either half are drawn among
   * themselves, so that no block comes to stand in both.
   */
  int[] draw(UniformRandomProvider random) {
    int[] times = new int[count];
    for (int block = 0; block < count; block++) {
      int half = block % 2;
      int members = (count + 1 - half) / 2;
      times[2 * random.nextInt(members) + half]++;
    }
    return times;
  }

  /** Every block once. */
  int[] once() {
    int[] times = new int[count];
    Arrays.fill(times, 1);
    return times;
  }

  /** The blocks of one half, every other one, as often as they are drawn. */
  static int[] half(int[] times, int half) {
    int[] some = new int[times.length];
    Arrays.setAll(some, block -> block % 2 == half ? times[block] : 0);
    return some;
  }

  /** The weight of each bin where blocks count so often; 0 where the direction is lost. */
  double[] weights(int[] times) {
    return Arrays.stream(of).mapToDouble(block -> block < 0 ? 0 : times[block]).toArray();
  }

  /** Sum of what was counted in each block, where blocks count so often. */
  static double[] sum(List<double[]> byBlock, int[] times) {
    double[] sum = new double[byBlock.get(0).length];
    for (int block = 0; block < times.length; block++) {
      if (times[block] > 0) {
        double[] of = byBlock.get(block);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += times[block] * of[i];
        }
      }
    }
    return sum;
  }
}
