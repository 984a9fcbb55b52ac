package org.compassnet.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.compassnet.network.CtRnnGraph;
import org.compassnet.network.CtRnnWeights;
import org.compassnet.network.Noise;
import org.compassnet.trajectory.TimeSeries;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights, time series and noise as a graph's variables and arrays, and back. */
final class SameDiffArrays {

  static final String INPUTS = "inputs";
  static final String NOISE = "noise";

  private SameDiffArrays() {}

  /** The weights' variables in a new graph, shaped as theirs. */
  static CtRnnGraph.Parameters parameters(SameDiff sd, int units, int inputs, int outputs) {
    return new CtRnnGraph.Parameters(
        sd.var(CtRnnWeights.W_IN, DataType.FLOAT, units, inputs),
        sd.var(CtRnnWeights.W_REC, DataType.FLOAT, units, units),
        sd.var(CtRnnWeights.B, DataType.FLOAT, units),
        sd.var(CtRnnWeights.W_OUT, DataType.FLOAT, outputs, units),
        sd.var(CtRnnWeights.B_OUT, DataType.FLOAT, outputs));
  }

  /** Gives a graph these weights. */
  static void set(SameDiff sd, CtRnnWeights weights) {
    int units = weights.units();
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put(CtRnnWeights.W_IN, array(weights.wIn(), units, weights.inputs()));
    arrays.put(CtRnnWeights.W_REC, array(weights.wRec(), units, units));
    arrays.put(CtRnnWeights.B, array(weights.b(), units));
    arrays.put(CtRnnWeights.W_OUT, array(weights.wOut(), weights.outputs(), units));
    arrays.put(CtRnnWeights.B_OUT, array(weights.bOut(), weights.outputs()));
    arrays.put(CtRnnWeights.X0, array(weights.x0(), units));
    arrays.forEach(
        (name, array) -> {
          if (sd.hasVariable(name)) {
            sd.associateArrayWithVariable(array, name);
          }
        });
  }

  /** A copy as an array in C order. */
  static INDArray array(float[] values, long... shape) {
    return Nd4j.create(values.clone(), shape, 'c');
  }

  /** A copy [trials, steps, channels]. */
  static INDArray array(TimeSeries series) {
    return array(series.values(), series.trials(), series.steps(), series.channels());
  }

  /** The values of an array in C order. */
  static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** A placeholder of time series [trials, steps, channels], by step. */
  static SDVariable[] steps(SameDiff sd, String name, int steps, int channels) {
    return sd.unstack(sd.placeHolder(name, DataType.FLOAT, -1, steps, channels), 1, steps);
  }

  /** The noise of a whole pass [trials, steps, units]. */
  static TimeSeries draw(Noise noise, int trials, int steps, int units) {
    TimeSeries all = new TimeSeries(trials, steps, units);
    float[] some = new float[Noise.STEPS_TOGETHER * trials * units];
    for (int from = 0; from < steps; from += Noise.STEPS_TOGETHER) {
      int block = from / Noise.STEPS_TOGETHER;
      noise.fill(0, trials, block, units, some, units, trials * units);
      for (int t = from; t < Math.min(steps, from + Noise.STEPS_TOGETHER); t++) {
        for (int s = 0; s < trials; s++) {
          int at = ((t - from) * trials + s) * units;
          System.arraycopy(some, at, all.values(), all.at(s, t), units);
        }
      }
    }
    return all;
  }
}
