package org.compassnet.network;

/** States x of the units in some trials: [trials, units] in C order. */
public final class States {

  private final int trials;
  private final int units;
  private final float[] values;

  /** Zeros. */
  public States(int trials, int units) {
    this.trials = trials;
    this.units = units;
    this.values = new float[Math.multiplyExact(trials, units)];
  }

  /** The initial state x0 of a network in every trial. */
  public static States initial(CtRnnWeights weights, int trials) {
    States states = new States(trials, weights.units());
    for (int trial = 0; trial < trials; trial++) {
      System.arraycopy(weights.x0(), 0, states.values, states.at(trial), weights.units());
    }
    return states;
  }

  /** A copy, in single precision. */
  public static States of(double[][] states) {
    States copy = new States(states.length, states[0].length);
    for (int trial = 0; trial < states.length; trial++) {
      for (int i = 0; i < copy.units; i++) {
        copy.values[copy.at(trial) + i] = (float) states[trial][i];
      }
    }
    return copy;
  }

  /** A copy of those of the first trials. */
  public States first(int count) {
    States first = new States(count, units);
    System.arraycopy(values, 0, first.values, 0, first.values.length);
    return first;
  }

  /** A copy of those of some units. */
  public States among(int[] kept) {
    States among = new States(trials, kept.length);
    for (int trial = 0; trial < trials; trial++) {
      for (int i = 0; i < kept.length; i++) {
        among.set(trial, i, get(trial, kept[i]));
      }
    }
    return among;
  }

  public int trials() {
    return trials;
  }

  public int units() {
    return units;
  }

  public float get(int trial, int unit) {
    return values[at(trial) + unit];
  }

  public void set(int trial, int unit, float value) {
    values[at(trial) + unit] = value;
  }

  /** Where the units of a trial begin in {@link #values}. */
  public int at(int trial) {
    return trial * units;
  }

  /** All states; the array itself, for loops in which time counts. */
  public float[] values() {
    return values;
  }

  @Override
  public String toString() {
    return "states of " + units + " units in " + trials + " trials";
  }
}
