package org.compassnet.study;

import static org.compassnet.files.Text.text;

/** What a claim's effect is compared with, and so what would be there if the claim were wrong. */
public sealed interface Comparison {

  /** What chance, or nothing, would look like. */
  String nullHypothesis();

  /** With the untrained network of the same seed. */
  record Untrained() implements Comparison {
    @Override
    public String nullHypothesis() {
      return "the effect is that of the untrained network of the same seed";
    }
  }

  /** With a fixed number. */
  record Level(double level) implements Comparison {
    @Override
    public String nullHypothesis() {
      return text("the effect is %s", level);
    }
  }

  /** Over the conditions, from slow to fast. */
  record Trend() implements Comparison {
    @Override
    public String nullHypothesis() {
      return "the effect has no trend over the conditions";
    }
  }
}
