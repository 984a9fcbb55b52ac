package org.compassnet.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compassnet.trajectory.recording.Recording;

/** What was taken from a file for what, a line each. */
final class Taken {

  private final List<String> lines = new ArrayList<>();

  void say(String line) {
    lines.add(line);
  }

  /** What is said of the direction, and what may be wrong with it. */
  void direction(Recording recording) {
    say("direction: " + recording.summary());
    recording.warnings().forEach(warning -> say("warning: " + warning));
  }

  /** How many bins have no direction. */
  void lost(double[] headDirectionRad) {
    long lost = Arrays.stream(headDirectionRad).filter(Double::isNaN).count();
    if (lost > 0) {
      say("no direction in " + lost + " of " + headDirectionRad.length + " bins");
    }
  }

  /** What may be wrong with counts that a file holds. */
  void doubts(float[] counts) {
    String doubt = Counts.doubt(counts);
    if (doubt != null) {
      say(doubt);
    }
  }

  List<String> lines() {
    return lines;
  }
}
