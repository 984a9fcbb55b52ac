package org.compassnet.trajectory;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The border to Deeplearning4j, whose recurrent layers want [trials, channels, steps]. Nothing else
 * in the program makes or reads that layout.
 */
public final class ChannelsFirst {

  private ChannelsFirst() {}

  /** A new array [trials, channels, steps] of a time series. */
  public static INDArray of(TimeSeries series) {
    INDArray array =
        Nd4j.createUninitialized(
            DataType.FLOAT, new long[] {series.trials(), series.channels(), series.steps()}, 'c');
    write(series, array);
    return array;
  }

  /**
   * Overwrites an array with a time series.
   *
   * @param into [trials, channels, steps] of that size, in C order and single precision
   */
  public static void write(TimeSeries series, INDArray into) {
    requireFloats(into);
    long[] shape = into.shape();
    boolean fits =
        shape.length == 3
            && series.hasShape((int) shape[0], (int) shape[2], (int) shape[1])
            && into.ordering() == 'c';
    if (!fits) {
      throw new IllegalArgumentException(series + " into an array of " + into.shapeInfoToString());
    }
    int steps = series.steps();
    int channels = series.channels();
    float[] values = series.values();
    FloatBuffer buffer = buffer(into);
    int at = 0;
    for (int trial = 0; trial < series.trials(); trial++) {
      int first = series.at(trial, 0);
      for (int channel = 0; channel < channels; channel++) {
        for (int step = 0; step < steps; step++) {
          buffer.put(at++, values[first + step * channels + channel]);
        }
      }
    }
    // On a GPU, the copy there is out of date now.
    Nd4j.getAffinityManager().tagLocation(into, AffinityManager.Location.HOST);
  }

  /**
   * The time series that an array [trials, channels, steps] in single precision holds.
   *
   * @param reuse overwritten and returned if it has the shape; may be null
   */
  public static TimeSeries read(INDArray array, TimeSeries reuse) {
    requireFloats(array);
    if (array.rank() != 3) {
      throw new IllegalArgumentException("no time series: " + array.shapeInfoToString());
    }
    int trials = (int) array.size(0);
    int channels = (int) array.size(1);
    int steps = (int) array.size(2);
    TimeSeries series =
        reuse != null && reuse.hasShape(trials, steps, channels)
            ? reuse
            : new TimeSeries(trials, steps, channels);
    INDArray c = array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
    Nd4j.getAffinityManager().ensureLocation(c, AffinityManager.Location.HOST);
    float[] values = series.values();
    FloatBuffer buffer = buffer(c);
    int at = 0;
    for (int trial = 0; trial < trials; trial++) {
      int first = series.at(trial, 0);
      for (int channel = 0; channel < channels; channel++) {
        for (int step = 0; step < steps; step++) {
          values[first + step * channels + channel] = buffer.get(at++);
        }
      }
    }
    return series;
  }

  private static void requireFloats(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "time series are of single precision (FLOAT), not " + array.dataType());
    }
  }

  private static FloatBuffer buffer(INDArray array) {
    return new FloatPointer(array.data().pointer())
        .position(array.offset())
        .limit(array.offset() + array.length())
        .asBuffer();
  }
}
