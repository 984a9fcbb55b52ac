package org.compassnet.connectome;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.network.CtRnnWeights;

/**
 * Weights whose kernels are known, with a table of the units: so many of each class, in the order
 * compass, CCW, CW.
 */
record RingNetwork(CtRnnWeights weights, UnitTable table) {

  private static final UnitClass[] CLASSES = {UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW};

  /** A kernel for every pair of classes, at the unit's wedge less the presynaptic one's. */
  interface Kernels {
    double weight(UnitClass from, UnitClass to, int wedges);
  }

  /** One unit of each class in each of the 16 wedges. */
  static RingNetwork of(Kernels kernels) {
    int n = RingKernel.BINS;
    double[] directions = new double[3 * n];
    for (int i = 0; i < directions.length; i++) {
      directions[i] = Math.IEEEremainder(2 * Math.PI * (i % n) / n, 2 * Math.PI);
    }
    return of(
        directions,
        (post, pre) -> kernels.weight(CLASSES[pre / n], CLASSES[post / n], post % n - pre % n));
  }

  /** Weights and directions drawn at random. */
  static RingNetwork random(int perClass, UniformRandomProvider random) {
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] directions = new double[3 * perClass];
    for (int i = 0; i < directions.length; i++) {
      directions[i] = (2 * random.nextDouble() - 1) * Math.PI;
    }
    return of(directions, (post, pre) -> gaussian.sample());
  }

  private static RingNetwork of(double[] directions, ToDoubleBiFunction<Integer, Integer> weight) {
    int n = directions.length;
    float[] wRec = new float[n * n];
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        wRec[i * n + j] = (float) weight.applyAsDouble(i, j);
      }
      units.add(new Unit(i, CLASSES[3 * i / n], directions[i], 1, 1, 0, 0, 1, 0));
    }
    return new RingNetwork(
        new CtRnnWeights(n, new float[3 * n], wRec, new float[n], new float[2 * n], new float[n]),
        new UnitTable(units, UnitTable.Options.defaults()));
  }
}
