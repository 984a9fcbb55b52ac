package org.compassnet.training;

/** Watches a training. All methods are called from the training's thread. */
public interface Progress {

  /** Says nothing. */
  Progress NONE = new Progress() {};

  /**
   * @param fromUpdate updates done already, by a resumed run
   */
  default void started(int fromUpdate, int updates) {}

  /** An update was made. */
  default void updated(Metrics metrics) {}

  /** A validation was made, after this many updates. */
  default void validated(int update, Evaluation evaluation) {}

  /** The loop ended, for whatever reason. */
  default void ended() {}
}
