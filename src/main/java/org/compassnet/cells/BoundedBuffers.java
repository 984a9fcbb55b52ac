package org.compassnet.cells;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import us.hebi.matlab.mat.format.BufferAllocator;

/**
 * Memory for what is read from a file of MATLAB: on the heap, and no more than the file can fill.
 */
record BoundedBuffers(Path file, long fileBytes) implements BufferAllocator {

  @Override
  public ByteBuffer allocate(int bytes) {
    ForeignFile.requireFits(bytes, 1, fileBytes, file.toString());
    return ByteBuffer.allocate(bytes);
  }

  @Override
  public void release(ByteBuffer buffer) {
    // The collector's.
  }
}
