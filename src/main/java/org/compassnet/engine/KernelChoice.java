package org.compassnet.engine;

/**
 * Which kernels run: those of the Vector API where its module is there, and plain Java elsewhere.
 */
final class KernelChoice {

  /** A system property, {@code vector} or {@code plain}, for comparisons; the bits are the same. */
  static final String PROPERTY = "compassnet.kernels";

  static final Kernels KERNELS = choose(System.getProperty(PROPERTY));

  private KernelChoice() {}

  private static Kernels choose(String wanted) {
    boolean possible = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (wanted == null) {
      return possible ? new VectorKernels() : new PlainKernels();
    }
    return switch (wanted) {
      case "plain" -> new PlainKernels();
      case "vector" -> {
        if (!possible) {
          throw new IllegalStateException(
              PROPERTY + "=vector: Java was started without --add-modules jdk.incubator.vector");
        }
        yield new VectorKernels();
      }
      default ->
          throw new IllegalArgumentException(PROPERTY + "=" + wanted + "; allowed: vector, plain");
    };
  }
}
