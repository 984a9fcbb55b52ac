package org.compassnet.connectome;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.BinnedPairs;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitPairs;
import org.compassnet.analysis.UnitTable;
import org.compassnet.network.CtRnnWeights;

/**
 * A network's weights between the classes of its units, over the offset of preferred directions, in
 * the bins of the fly's wedges. Positive offsets are counterclockwise.
 */
final class NetworkKernels {

  /** Resampled units of fewer than these have intervals that are far too narrow. */
  private static final int LEAST_UNITS = 5;

  /** Bins without pairs leave a gap in a shape; with more than these there is no shape. */
  private static final int LEAST_BINS = 12;

  private final Map<UnitClass, Integer> units = new EnumMap<>(UnitClass.class);
  private final Map<Classes, UnitPairs> pairs = new LinkedHashMap<>();

  /** Classes that a kernel is between. */
  private record Classes(UnitClass from, UnitClass to) {

    static Classes of(Pathway pathway) {
      return new Classes(pathway.from(), pathway.to());
    }
  }

  NetworkKernels(CtRnnWeights weights, UnitTable table) {
    for (UnitClass type : List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW)) {
      units.put(type, table.of(type).size());
    }
    for (Pathway pathway : Pathway.values()) {
      pairs.computeIfAbsent(
          Classes.of(pathway), classes -> new UnitPairs(weights, table, classes.from, classes.to));
    }
  }

  /** Number of pairs of units. */
  int pairs(Pathway pathway) {
    return pairs.get(Classes.of(pathway)).count();
  }

  /**
   * @throws CannotAnalyze if there are too few pairs of units for a shape
   */
  void require(Pathway pathway) {
    if (pairs(pathway) == 0) {
      throw new CannotAnalyze(
          "no " + pathway.from().plural() + " or no " + pathway.to().plural() + " to connect");
    }
    if (units.get(pathway.from()) < LEAST_UNITS) {
      throw new CannotAnalyze(
          "%s: %d %s; %d are wanted"
              .formatted(
                  pathway.units(),
                  units.get(pathway.from()),
                  pathway.from().plural(),
                  LEAST_UNITS));
    }
    int filled = kernel(pathway).filled();
    if (filled < LEAST_BINS) {
      throw new CannotAnalyze(
          "%s: pairs at %d of the 16 offsets; %d are wanted"
              .formatted(pathway.units(), filled, LEAST_BINS));
    }
  }

  /** Mean weights by offset. */
  RingKernel kernel(Pathway pathway) {
    return kernel(pairs.get(Classes.of(pathway)));
  }

  private static RingKernel kernel(UnitPairs of) {
    return new RingKernel(of.centred(RingKernel.BINS).mean());
  }

  /** Kernels of all pathways under directions that are shuffled within each class. */
  Function<Pathway, RingKernel> shuffled(UniformRandomProvider random) {
    Map<UnitClass, int[]> orders = new EnumMap<>(UnitClass.class);
    units.forEach((type, count) -> orders.put(type, UnitPairs.shuffle(count, random)));
    Map<Classes, RingKernel> kernels = new LinkedHashMap<>();
    pairs.forEach(
        (classes, of) ->
            kernels.put(
                classes, kernel(of.permuted(orders.get(classes.from), orders.get(classes.to)))));
    return pathway -> kernels.get(Classes.of(pathway));
  }

  /** Kernels of a pathway with its presynaptic units drawn again, with replacement. */
  List<RingKernel> resampled(Pathway pathway, int times, UniformRandomProvider random) {
    BinnedPairs binned = pairs.get(Classes.of(pathway)).centred(RingKernel.BINS);
    int[] drawn = new int[binned.presynaptic()];
    List<RingKernel> kernels = new ArrayList<>(times);
    for (int k = 0; k < times; k++) {
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = random.nextInt(drawn.length);
      }
      kernels.add(new RingKernel(binned.mean(drawn)));
    }
    return kernels;
  }
}
