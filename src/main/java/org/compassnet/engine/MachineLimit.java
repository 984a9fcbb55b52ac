package org.compassnet.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * What the matrix products of an update alone take on this machine in OpenBLAS, the library that
 * ND4J brings: the same numbers of rows and columns, the operands in place and packed by the
 * library as it likes, one thread a core. An engine does this, and the noise, the nonlinearity, the
 * optimiser and the data besides.
 *
 * @param threads that computed side by side
 * @param gflop operations of an update's products, a multiplication and an addition being two
 * @param ms the shortest time of all products
 */
public record MachineLimit(int threads, double gflop, double ms) {

  /** Steps whose gradients are multiplied with the history in one product. */
  private static final int BLOCK_STEPS = 16;

  /** Operations a second, by 10^9, of all threads together. */
  public double gflopPerSecond() {
    return gflop / (1e-3 * ms);
  }

  /** Operations of an update's products, by 10^9. */
  public static double gflop(int trials, int steps, int units, int inputs, int outputs) {
    double drives = units + inputs + 1;
    double readouts = units + outputs;
    return 2e-9 * trials * steps * (drives * readouts + readouts * units + readouts * drives);
  }

  /**
   * Measures the products of one update; the best of {@code repeats}.
   *
   * @param trials divided among the threads
   */
  public static MachineLimit measure(
      int trials, int steps, int units, int inputs, int outputs, int threads, int repeats) {
    try (OneThreadForBlas scope = new OneThreadForBlas()) {
      int share = (trials + threads - 1) / threads;
      int[] rows =
          IntStream.range(0, threads)
              .map(k -> Math.min(share, trials - k * share))
              .filter(count -> count > 0)
              .toArray();
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < repeats; k++) {
        best = Math.min(best, once(rows, steps, units, inputs, outputs));
      }
      return new MachineLimit(rows.length, gflop(trials, steps, units, inputs, outputs), best);
    }
  }

  private static double once(int[] rows, int steps, int units, int inputs, int outputs) {
    Thread[] workers = new Thread[rows.length];
    double[] ms = new double[rows.length];
    for (int k = 0; k < rows.length; k++) {
      int worker = k;
      workers[k] =
          new Thread(
              () -> {
                try (Products products = new Products(rows[worker], units, inputs, outputs)) {
                  products.run(BLOCK_STEPS);
                  long start = System.nanoTime();
                  products.run(steps);
                  ms[worker] = (System.nanoTime() - start) / 1e6;
                }
              });
      workers[k].start();
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return Arrays.stream(ms).max().orElseThrow();
  }

  /** The operands of one thread, and the products of a pass forward and back. */
  private static final class Products implements AutoCloseable {
    private final int rows;
    private final int units;
    private final int drives;
    private final int readouts;
    private final FloatPointer history;
    private final FloatPointer gradients;
    private final FloatPointer product;
    private final FloatPointer weights;
    private final FloatPointer weightGradient;

    Products(int rows, int units, int inputs, int outputs) {
      this.rows = rows;
      this.units = units;
      drives = units + inputs + 1;
      readouts = units + outputs;
      history = filled(BLOCK_STEPS * rows * drives);
      gradients = filled(BLOCK_STEPS * rows * readouts);
      product = filled(rows * readouts);
      weights = filled(drives * readouts);
      weightGradient = filled(drives * readouts);
    }

    private static FloatPointer filled(int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) Math.sin(i);
      }
      return new FloatPointer(length).put(values, 0, length);
    }

    void run(int steps) {
      for (int t = 0; t < steps; t++) {
        int slot = t % BLOCK_STEPS;
        history.position((long) slot * rows * drives);
        multiply(CblasNoTrans, rows, readouts, drives, history, drives, weights, 0f, product);
      }
      for (int t = 0; t < steps; t++) {
        int slot = t % BLOCK_STEPS;
        gradients.position((long) slot * rows * readouts);
        multiply(CblasNoTrans, rows, units, readouts, gradients, readouts, weights, 0f, product);
        if (slot == BLOCK_STEPS - 1 || t == steps - 1) {
          gradients.position(0);
          history.position(0);
          int depth = (slot + 1) * rows;
          multiply(
              CblasTrans,
              readouts,
              drives,
              depth,
              gradients,
              readouts,
              history,
              1f,
              weightGradient);
        }
      }
    }

    /** Right factor and result have as many columns a row as are asked for. */
    private static void multiply(
        int transpose,
        int m,
        int n,
        int k,
        FloatPointer left,
        int leftColumns,
        FloatPointer right,
        float beta,
        FloatPointer out) {
      cblas_sgemm(
          CblasRowMajor,
          transpose,
          CblasNoTrans,
          m,
          n,
          k,
          1f,
          left,
          leftColumns,
          right,
          n,
          beta,
          out,
          n);
    }

    @Override
    public void close() {
      for (FloatPointer pointer :
          new FloatPointer[] {history, gradients, product, weights, weightGradient}) {
        pointer.position(0).deallocate();
      }
    }
  }
}
