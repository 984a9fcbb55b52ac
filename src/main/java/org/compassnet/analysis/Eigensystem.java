package org.compassnet.analysis;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.openblas.global.openblas;

/**
 * Eigenvalues of a real matrix that need not be symmetric, in falling order of the real part, by
 * LAPACK's dgeev. (Solvers without its balancing and exceptional shifts may not converge on weights
 * of low rank, whose eigenvalue 0 is manifold.)
 *
 * @param real real parts
 * @param imaginary imaginary parts; conjugates follow each other
 * @param first eigenvector of the first eigenvalue; the real part of a complex one
 */
record Eigensystem(double[] real, double[] imaginary, double[] first) {

  /** Of a square matrix of finite numbers. */
  static Eigensystem of(double[][] matrix) {
    int n = matrix.length;
    double[] columns = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        columns[j * n + i] = matrix[i][j];
      }
    }
    double[] re = new double[n];
    double[] im = new double[n];
    double[] vectors = new double[n * n];
    openblas.blas_set_num_threads(1);
    int info =
        openblas.LAPACKE_dgeev(
            openblas.LAPACK_COL_MAJOR,
            (byte) 'N',
            (byte) 'V',
            n,
            columns,
            n,
            re,
            im,
            new double[1],
            1,
            vectors,
            n);
    if (info != 0) {
      throw new CannotAnalyze("the eigenvalues of a matrix of " + n + " units did not converge");
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(k -> -re[k]).thenComparingDouble(k -> -im[k]))
            .mapToInt(k -> k)
            .toArray();
    double[] first = new double[n];
    System.arraycopy(vectors, order[0] * n, first, 0, n);
    return new Eigensystem(
        IntStream.of(order).mapToDouble(k -> re[k]).toArray(),
        IntStream.of(order).mapToDouble(k -> im[k]).toArray(),
        first);
  }
}
