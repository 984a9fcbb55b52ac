package org.compassnet.cells;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Spans of time.
 *
 * @param list each its start and its end in s, rising, without overlap
 */
record Spans(List<double[]> list) {

  /** Spans in any order; what overlaps or touches becomes one, what has no length is left out. */
  static Spans of(List<double[]> spans) {
    return joined(spans, 0);
  }

  /** Spans of which those no farther apart become one. */
  static Spans joined(List<double[]> spans, double mostApartS) {
    List<double[]> sorted =
        spans.stream()
            .filter(span -> span[1] > span[0])
            .sorted(Comparator.comparingDouble(span -> span[0]))
            .toList();
    List<double[]> joined = new ArrayList<>();
    for (double[] span : sorted) {
      double[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && span[0] - last[1] <= mostApartS) {
        last[1] = Math.max(last[1], span[1]);
      } else {
        joined.add(span.clone());
      }
    }
    return new Spans(List.copyOf(joined));
  }

  /** What is in both. */
  Spans within(Spans other) {
    List<double[]> common = new ArrayList<>();
    int k = 0;
    for (double[] span : list) {
      while (k < other.list.size() && other.list.get(k)[1] <= span[0]) {
        k++;
      }
      for (int i = k; i < other.list.size() && other.list.get(i)[0] < span[1]; i++) {
        common.add(
            new double[] {
              Math.max(span[0], other.list.get(i)[0]), Math.min(span[1], other.list.get(i)[1])
            });
      }
    }
    return of(common);
  }

  /** What is in these and not in the others. */
  Spans without(Spans other) {
    List<double[]> left = new ArrayList<>();
    for (double[] span : list) {
      double from = span[0];
      for (double[] taken : other.list) {
        if (taken[1] > from && taken[0] < span[1]) {
          left.add(new double[] {from, Math.min(span[1], taken[0])});
          from = taken[1];
        }
      }
      left.add(new double[] {from, span[1]});
    }
    return of(left);
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Their length together, in s. */
  double durationS() {
    return list.stream().mapToDouble(span -> span[1] - span[0]).sum();
  }
}
