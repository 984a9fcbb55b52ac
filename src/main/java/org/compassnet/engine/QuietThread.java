package org.compassnet.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Drops what this thread prints, and nothing that others do. SameDiff prints a line for every
 * operation that it differentiates, thousands of them, and has no switch against it.
 */
final class QuietThread {

  private QuietThread() {}

  /** One after the other, so that each finds the program's own stream and puts it back. */
  static synchronized void run(Runnable noisy) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(new ForOthers(out), true, Charset.defaultCharset()));
    try {
      noisy.run();
    } finally {
      System.setOut(out);
    }
  }

  private static final class ForOthers extends OutputStream {
    private final PrintStream out;
    private final Thread quiet = Thread.currentThread();

    ForOthers(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      if (Thread.currentThread() != quiet) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (Thread.currentThread() != quiet) {
        out.write(bytes, from, length);
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
