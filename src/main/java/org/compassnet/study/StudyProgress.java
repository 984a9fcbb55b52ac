package org.compassnet.study;

/** Watches the networks of a study. Calls come from several threads, one at a time. */
public interface StudyProgress {

  /** Says nothing. */
  StudyProgress NONE = (network, stage, detail) -> {};

  /** Where a network is. */
  enum Stage {
    WAITING,
    TRAINING,
    ANALYZING,
    DONE,
    FAILED,
    STOPPED
  }

  /**
   * A network has moved on.
   *
   * @param network condition and seed
   * @param detail how far, how well, or why not
   */
  void changed(String network, Stage stage, String detail);
}
