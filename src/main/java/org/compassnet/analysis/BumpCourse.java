package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.Optional;

/**
 * The bump at rest over time after a cut that is not taken back.
 *
 * @param lesion what is cut; none for the network as it is
 * @param timeS since the cut
 * @param bump what is left of it, as a share
 * @param coherence of the directions of the starts: 1 while all are kept
 */
public record BumpCourse(
    Optional<LesionKind> lesion, double[] timeS, double[] bump, double[] coherence) {

  /** Name of what is cut, in tables. */
  String cut() {
    return lesion.map(LesionKind::title).orElse("none");
  }

  /** What is left at the end. */
  String told() {
    int last = timeS.length - 1;
    return text(
        "cut for good, after %.0f s %.2f of the bump, coherence %.2f",
        timeS[last], bump[last], coherence[last]);
  }

  @Override
  public String toString() {
    return cut() + ": " + told();
  }
}
