package org.compassnet.connectome;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RandomStreams;

/**
 * What is seen under preferred directions that are shuffled within their classes. Every shuffle is
 * one of all classes, so that pathways that share units share it.
 *
 * @param ps one-sided p of each pathway's correlation; NaN where there is none
 * @param likeness mean correlation over the motifs; NaN where one is not there or has none
 * @param likenessP one-sided p of it; NaN likewise
 */
record Null(Map<Pathway, Double> ps, double likeness, double likenessP) {

  static Null of(
      NetworkKernels kernels,
      Connectome connectome,
      List<Pathway> pathways,
      int shuffles,
      RandomStreams streams) {
    boolean all = pathways.containsAll(FlyComparison.MOTIFS);
    Map<Pathway, Double> observed = correlations(kernels::kernel, connectome, pathways);
    double likeness = all ? likeness(observed) : Double.NaN;
    Map<Pathway, Integer> asMuch = new EnumMap<>(Pathway.class);
    pathways.forEach(pathway -> asMuch.put(pathway, 1));
    int asLike = 1;
    UniformRandomProvider random = streams.stream("connectome.shuffles");
    for (int k = 0; k < shuffles; k++) {
      Map<Pathway, Double> chance = correlations(kernels.shuffled(random), connectome, pathways);
      for (Pathway pathway : pathways) {
        if (!(chance.get(pathway) < observed.get(pathway))) {
          asMuch.merge(pathway, 1, Integer::sum);
        }
      }
      if (!(all && likeness(chance) < likeness)) {
        asLike++;
      }
    }
    Map<Pathway, Double> ps = new EnumMap<>(Pathway.class);
    asMuch.forEach(
        (pathway, count) ->
            ps.put(pathway, ofKnown(observed.get(pathway), count / (shuffles + 1.0))));
    return new Null(ps, likeness, ofKnown(likeness, asLike / (shuffles + 1.0)));
  }

  /** The p of a number; NaN where there is none. */
  private static double ofKnown(double number, double p) {
    return Double.isNaN(number) ? Double.NaN : p;
  }

  private static Map<Pathway, Double> correlations(
      Function<Pathway, RingKernel> network, Connectome connectome, List<Pathway> pathways) {
    Map<Pathway, Double> correlations = new EnumMap<>(Pathway.class);
    for (Pathway pathway : pathways) {
      correlations.put(pathway, network.apply(pathway).correlation(connectome.kernel(pathway)));
    }
    return correlations;
  }

  private static double likeness(Map<Pathway, Double> correlations) {
    return FlyComparison.MOTIFS.stream()
        .mapToDouble(correlations::get)
        .average()
        .orElse(Double.NaN);
  }

  double p(Pathway pathway) {
    return ps.get(pathway);
  }
}
