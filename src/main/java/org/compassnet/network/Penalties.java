package org.compassnet.network;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.compassnet.config.PenaltySchedule;
import org.compassnet.config.TrainingConfig;

/**
 * A number for each {@link Penalty}: its weight in the loss, its term before it is weighted, or the
 * product of the two.
 */
public final class Penalties {

  /** Zeros. */
  public static final Penalties NONE = new Penalties(new EnumMap<>(Penalty.class));

  private final Map<Penalty, Double> values;

  private Penalties(Map<Penalty, Double> values) {
    this.values = values;
  }

  /** One of them, and zeros. */
  public static Penalties of(Penalty penalty, double value) {
    return NONE.with(penalty, value);
  }

  /**
   * The weights in force at an update of a training, by its schedules.
   *
   * @param update counted from 0
   * @param activityWeight of the squared rates before the schedule: the configuration's, or what
   *     annealing has left of it
   */
  public static Penalties at(TrainingConfig training, int update, double activityWeight) {
    TrainingConfig.ActivityPenalty rates = training.activityPenalty();
    TrainingConfig.OutgoingPenalty outgoing = training.outgoingPenalty();
    double ofRates = PenaltySchedule.factor(rates.schedule(), update);
    double ofOutgoing = PenaltySchedule.factor(outgoing.schedule(), update);
    return of(Penalty.SQUARED_RATES, ofRates * activityWeight)
        .with(Penalty.ABSOLUTE_RATES, ofRates * rates.l1Weight())
        .with(Penalty.RATE_NORMS, ofRates * rates.groupWeight())
        .with(Penalty.ABSOLUTE_OUTGOING, ofOutgoing * outgoing.l1Weight())
        .with(Penalty.OUTGOING_NORMS, ofOutgoing * outgoing.groupWeight());
  }

  /** The same with another value of one of them. */
  public Penalties with(Penalty penalty, double value) {
    EnumMap<Penalty, Double> changed = new EnumMap<>(Penalty.class);
    changed.putAll(values);
    changed.put(penalty, value);
    return new Penalties(changed);
  }

  public double get(Penalty penalty) {
    return values.getOrDefault(penalty, 0.0);
  }

  /** Whether a penalty is not 0. */
  public boolean has(Penalty penalty) {
    return get(penalty) != 0;
  }

  /** The products with those of another, one by one. */
  public Penalties times(Penalties other) {
    Penalties product = NONE;
    for (Penalty penalty : Penalty.values()) {
      product = product.with(penalty, get(penalty) * other.get(penalty));
    }
    return product;
  }

  /** The sum of all. */
  public double sum() {
    double sum = 0;
    for (Penalty penalty : Penalty.values()) {
      sum += get(penalty);
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Penalties penalties)) {
      return false;
    }
    for (Penalty penalty : Penalty.values()) {
      if (Double.compare(get(penalty), penalties.get(penalty)) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Penalty penalty : Penalty.values()) {
      hash = 31 * hash + Double.hashCode(get(penalty));
    }
    return hash;
  }

  /** Those that are not 0, such as {@code SQUARED_RATES 0.03}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .filter(e -> e.getValue() != 0)
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
