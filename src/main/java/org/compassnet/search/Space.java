package org.compassnet.search;

import java.util.List;
import java.util.Locale;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/** The values that one key of the configuration may take. */
public sealed interface Space {

  /** The key by its path, such as {@code network.noise.sd}. */
  String key();

  /** Arbiter's space of these values. */
  ParameterSpace<?> arbiter();

  /** Values that must be allowed for all others to be: both ends, or every choice. */
  List<Object> corners();

  /** How many values a grid takes, at most {@code points} where there are more. */
  int gridValues(int points);

  /** A drawn value as the configuration gets it; a logarithm and back may leave the range a bit. */
  default Object tidy(Object value) {
    return value;
  }

  /** Real numbers, evenly or evenly in the logarithm. */
  record Real(String key, double from, double to, boolean logarithmic) implements Space {
    @Override
    public ParameterSpace<?> arbiter() {
      return logarithmic
          ? new ContinuousParameterSpace(new LogUniformDistribution(from, to))
          : new ContinuousParameterSpace(from, to);
    }

    @Override
    public List<Object> corners() {
      return List.of(from, to);
    }

    @Override
    public int gridValues(int points) {
      return points;
    }

    @Override
    public Object tidy(Object value) {
      // Six digits tell values apart, and can be read and typed.
      double rounded =
          Double.parseDouble(String.format(Locale.ROOT, "%.6g", ((Number) value).doubleValue()));
      return Math.max(from, Math.min(to, rounded));
    }
  }

  /** Whole numbers from one end to the other, both included. */
  record Whole(String key, int from, int to) implements Space {
    @Override
    public ParameterSpace<?> arbiter() {
      return new IntegerParameterSpace(from, to);
    }

    @Override
    public List<Object> corners() {
      return List.of(from, to);
    }

    @Override
    public int gridValues(int points) {
      return (int) Math.min((long) to - from + 1, points);
    }
  }

  /** A choice: numbers, words, true or false. */
  record Choice(String key, List<Object> values) implements Space {
    @Override
    public ParameterSpace<?> arbiter() {
      return new DiscreteParameterSpace<>(values);
    }

    @Override
    public List<Object> corners() {
      return values;
    }

    @Override
    public int gridValues(int points) {
      return values.size();
    }

    /** Whether all values are numbers, so that they have an order. */
    public boolean numeric() {
      return values.stream().allMatch(Number.class::isInstance);
    }
  }
}
