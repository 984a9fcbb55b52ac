package org.compassnet.network;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps the operations of ND4J that this thread asks for on this thread, until it is closed: its
 * OpenMP threads go on spinning after each operation, on the cores that an engine needs. OpenMP
 * keeps the number for each thread that asks, so that others do not notice.
 */
final class OneThreadForNd4j implements AutoCloseable {

  private final NativeOps operations;
  private final int before;

  OneThreadForNd4j() {
    Nd4j.getBackend();
    operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    before = operations.ompGetMaxThreads();
    operations.setOmpNumThreads(1);
  }

  @Override
  public void close() {
    operations.setOmpNumThreads(before);
  }
}
