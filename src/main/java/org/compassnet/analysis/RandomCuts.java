package org.compassnet.analysis;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.CombinationSampler;

/**
 * What cuts of as many active units as a lesion's do, whichever they are: what the lesion is judged
 * beside. To lose many units is a blow to a bump whatever their class.
 *
 * @param effects of the cuts that could be measured
 * @param unbounded how many more left rates that grow without bound
 */
public record RandomCuts(List<CutEffect> effects, int unbounded) {

  public RandomCuts {
    effects = List.copyOf(effects);
  }

  /**
   * Makes the cuts.
   *
   * @param turning whether the gain is measured
   * @param from the units to choose from
   * @param units to cut at a time
   */
  static RandomCuts of(
      PerturbationTrials trials,
      boolean turning,
      int[] from,
      int units,
      int count,
      UniformRandomProvider random) {
    List<Attempt<CutEffect>> cuts;
    if (units >= from.length) {
      // There is one such cut only.
      cuts = Collections.nCopies(count, Attempt.of(() -> trials.cut(turning, from)));
    } else {
      CombinationSampler sampler = new CombinationSampler(random, from.length, units);
      List<int[]> drawn =
          IntStream.range(0, count)
              .mapToObj(k -> IntStream.of(sampler.sample()).map(i -> from[i]).toArray())
              .toList();
      cuts = drawn.parallelStream().map(cut -> Attempt.of(() -> trials.cut(turning, cut))).toList();
    }
    List<CutEffect> effects = cuts.stream().map(Attempt::result).flatMap(Optional::stream).toList();
    return new RandomCuts(effects, count - effects.size());
  }

  /** Chance that a random cut is such: of these, and of the lesion itself. */
  public double p(Predicate<CutEffect> such) {
    return (1.0 + effects.stream().filter(such).count()) / (1.0 + effects.size());
  }

  /**
   * How a number is distributed over the cuts.
   *
   * @param also a value that the histogram's range holds too
   */
  public Histogram histogram(ToDoubleFunction<CutEffect> number, double also, int bins) {
    double[] values = effects.stream().mapToDouble(number).toArray();
    double low = Math.min(also, DoubleStream.of(values).min().orElse(also));
    double high = Math.max(also, DoubleStream.of(values).max().orElse(also));
    double margin = Math.max(1e-3, 0.05 * (high - low));
    return Histogram.clamped(values, low - margin, high + margin, bins);
  }

  /** In how many of a hundred random cuts a number is below a value; ties count half. */
  public double percentile(ToDoubleFunction<CutEffect> number, double value) {
    double below =
        effects.stream().mapToDouble(number).map(v -> v < value ? 1 : v == value ? 0.5 : 0).sum();
    return 100 * below / effects.size();
  }
}
