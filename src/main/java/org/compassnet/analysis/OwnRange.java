package org.compassnet.analysis;

/**
 * The units read with the network's own velocities, over their own range: what a laboratory that
 * knows this network alone would see. Not to be compared between networks of other velocities.
 */
public record OwnRange(Tuning tuning) implements Result {

  private static final String SUFFIX = "_own_range";

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    Numbers own = numbers.in("own_range");
    Numbers counts = own.in("class_counts");
    tuning.table().counts().forEach((type, count) -> counts.put(type.keyword(), count));
    own.put("median_av_strength", tuning.table().medianAvStrength());
  }

  @Override
  public void tabulate(Tables tables) {
    tuning.tabulate(tables, SUFFIX);
  }

  @Override
  public String toString() {
    return tuning.toString();
  }
}
