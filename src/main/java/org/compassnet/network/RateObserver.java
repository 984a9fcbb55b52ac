package org.compassnet.network;

/** Takes the rates of a step. It is called from several threads, each with trials of its own. */
public interface RateObserver {

  /**
   * @param firstTrial the first of the {@code trials} trials at hand, a multiple of {@link
   *     Engine#TRIALS_TOGETHER}; they are always the same ones together
   * @param rates [trials, units], noise included, rows {@code stride} apart; read it at once, it is
   *     overwritten
   */
  void rates(int firstTrial, int trials, int step, float[] rates, int stride);
}
