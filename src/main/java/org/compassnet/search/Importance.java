package org.compassnet.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.compassnet.config.RandomStreams;
import org.compassnet.search.CandidateResult.State;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * How much a parameter matters for the score. Candidates are ranked, the best first; those that
 * were stopped early or failed share the last place. A parameter's values make groups (the choices,
 * or the lower, middle and upper third of numbers), and its effect is the share of the ranks'
 * variance between the groups, corrected for chance (epsilon squared, Kelley 1935), which also sees
 * a best value in the middle.
 *
 * @param key of the configuration
 * @param effect from 0 to 1; NaN with too few candidates
 * @param p that groups differ so much by chance, by permutations, after Holm for all parameters
 * @param correlation Spearman's, of value and goodness: positive if greater values do better; NaN
 *     for choices without an order
 */
public record Importance(String key, double effect, double p, double correlation) {

  private static final int PERMUTATIONS = 10_000;
  private static final int LEAST = 8;
  private static final int MOST_DISTINCT = 4;
  private static final int GROUPS = 3;

  /** Of all parameters, the strongest first. */
  public static List<Importance> of(SearchResult result) {
    List<CandidateResult> candidates =
        result.candidates().stream()
            .filter(c -> c.state().ended() && !c.parameters().isEmpty())
            .toList();
    double[] goodness = goodness(result.search(), candidates);
    List<Importance> raw = new ArrayList<>();
    for (Space space : result.search().spaces()) {
      Object[] values =
          candidates.stream().map(c -> c.parameters().get(space.key())).toArray(Object[]::new);
      raw.add(
          of(
              space,
              values,
              goodness,
              new RandomStreams(result.search().seed()).stream("search.importance")));
    }
    return holm(raw).stream()
        .sorted(Comparator.comparingDouble(i -> Double.isNaN(i.effect) ? 1 : -i.effect))
        .toList();
  }

  /** Ranks, the best highest; those without a score share the lowest place. */
  private static double[] goodness(SearchConfig search, List<CandidateResult> candidates) {
    double worst = Double.NEGATIVE_INFINITY;
    return ranks(
        candidates.stream()
            .mapToDouble(
                c ->
                    c.state() != State.DONE
                        ? worst
                        : search.score().minimize() ? -c.score() : c.score())
            .toArray());
  }

  private static Importance of(
      Space space, Object[] values, double[] goodness, UniformRandomProvider random) {
    boolean numeric = !(space instanceof Space.Choice choice) || choice.numeric();
    int n = values.length;
    int[] groups = numeric ? thirds(values) : choices(values);
    int count = (int) Arrays.stream(groups).distinct().count();
    if (n < LEAST || count < 2 || Arrays.stream(goodness).distinct().count() < 2) {
      return new Importance(space.key(), Double.NaN, Double.NaN, Double.NaN);
    }
    double between = between(groups, goodness);
    double effect = ((n - 1) * between - count + 1) / (n - count);
    double[] shuffled = goodness.clone();
    int reached = 1;
    for (int k = 0; k < PERMUTATIONS; k++) {
      ArraySampler.shuffle(random, shuffled);
      reached += between(groups, shuffled) >= between - 1e-12 ? 1 : 0;
    }
    double correlation =
        numeric
            ? new PearsonsCorrelation()
                .correlation(
                    ranks(
                        Arrays.stream(values)
                            .mapToDouble(v -> ((Number) v).doubleValue())
                            .toArray()),
                    goodness)
            : Double.NaN;
    return new Importance(
        space.key(), Math.max(0, effect), reached / (PERMUTATIONS + 1.0), correlation);
  }

  /** Groups of a choice's values. */
  private static int[] choices(Object[] values) {
    Map<Object, Integer> numbers = new LinkedHashMap<>();
    return Arrays.stream(values)
        .mapToInt(
            v -> {
              numbers.putIfAbsent(v, numbers.size());
              return numbers.get(v);
            })
        .toArray();
  }

  /** Lower, middle and upper third; of a few distinct numbers, each is a group. */
  private static int[] thirds(Object[] values) {
    if (Arrays.stream(values).distinct().count() <= MOST_DISTINCT) {
      return choices(values);
    }
    double[] ranks =
        ranks(Arrays.stream(values).mapToDouble(v -> ((Number) v).doubleValue()).toArray());
    return Arrays.stream(ranks)
        .mapToInt(r -> (int) Math.min(GROUPS - 1, (r - 0.5) * GROUPS / values.length))
        .toArray();
  }

  /** Share of the variance that lies between the groups. */
  private static double between(int[] groups, double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double total = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    int count = Arrays.stream(groups).max().orElse(0) + 1;
    double[] sums = new double[count];
    int[] sizes = new int[count];
    for (int i = 0; i < values.length; i++) {
      sums[groups[i]] += values[i] - mean;
      sizes[groups[i]]++;
    }
    double sum = 0;
    for (int g = 0; g < count; g++) {
      sum += sizes[g] == 0 ? 0 : sums[g] * sums[g] / sizes[g];
    }
    return sum / total;
  }

  /** Ranks from 1; equal values share their mean rank. */
  static double[] ranks(double[] values) {
    return new NaturalRanking(TiesStrategy.AVERAGE).rank(values);
  }

  /** Holm's correction. */
  private static List<Importance> holm(List<Importance> raw) {
    List<Importance> rising =
        raw.stream()
            .filter(i -> !Double.isNaN(i.p))
            .sorted(Comparator.comparingDouble(Importance::p))
            .toList();
    List<Importance> corrected =
        new ArrayList<>(raw.stream().filter(i -> Double.isNaN(i.p)).toList());
    double least = 0;
    for (int k = 0; k < rising.size(); k++) {
      Importance one = rising.get(k);
      least = Math.max(least, Math.min(1, one.p * (rising.size() - k)));
      corrected.add(new Importance(one.key, one.effect, least, one.correlation));
    }
    return corrected;
  }
}
