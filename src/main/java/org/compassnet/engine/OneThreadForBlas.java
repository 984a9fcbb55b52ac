package org.compassnet.engine;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * Keeps OpenBLAS's products on the threads that call them, until it is closed. ND4J computes with
 * the same library, and its number of threads is one for the whole process: it is 1 while any pass
 * is under way, and what it was before as soon as none is.
 *
 * <p>JavaCPP's own call looks four symbols up each time, which takes milliseconds; here the
 * function is found once and the call takes 25 ns.
 */
final class OneThreadForBlas implements AutoCloseable {

  private static final Setting SETTING = Setting.find();
  private static int open;
  private static int before;

  OneThreadForBlas() {
    synchronized (OneThreadForBlas.class) {
      if (open++ == 0) {
        before = SETTING.get();
        SETTING.set(1);
      }
    }
  }

  @Override
  public void close() {
    synchronized (OneThreadForBlas.class) {
      if (--open == 0) {
        SETTING.set(before);
      }
    }
  }

  /** The number of threads now. */
  static int threads() {
    return SETTING.get();
  }

  private interface Setting {
    int get();

    void set(int threads);

    static Setting find() {
      Loader.load(openblas_nolapack.class);
      Pointer function = Loader.addressof("openblas_set_num_threads");
      Pointer variable = Loader.addressof("blas_cpu_number");
      return function == null || variable == null
          ? new OfAnotherLibrary()
          : new OfOpenBlas(new Function(function), new IntPointer(variable));
    }
  }

  private record OfOpenBlas(Function function, IntPointer variable) implements Setting {
    @Override
    public int get() {
      return variable.get();
    }

    @Override
    public void set(int threads) {
      function.call(threads);
    }
  }

  /** Where JavaCPP was told to load another library as BLAS: slower to set, and not to be asked. */
  private static final class OfAnotherLibrary implements Setting {
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public int get() {
      return threads;
    }

    @Override
    public void set(int number) {
      threads = number;
      openblas_nolapack.blas_set_num_threads(number);
    }
  }

  /** A function of the library, called by its address. */
  private static final class Function extends SetNumThreads {
    Function(Pointer address) {
      put(address);
    }
  }
}
