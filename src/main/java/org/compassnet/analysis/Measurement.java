package org.compassnet.analysis;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One thing that is measured of a network: the key of its result in an {@link Analysis}. All of
 * them are in {@link Measurements}.
 *
 * @param <R> what it gives
 */
public final class Measurement<R extends Result> {

  private final String name;
  private final Function<Laboratory, R> how;
  private final boolean untrainedToo;
  private final List<Phenomenon> phenomena;
  private final Set<String> files;

  private Measurement(
      String name,
      Function<Laboratory, R> how,
      boolean untrainedToo,
      List<Phenomenon> phenomena,
      Set<String> files) {
    this.name = name;
    this.how = how;
    this.untrainedToo = untrainedToo;
    this.phenomena = phenomena;
    this.files = files;
  }

  /**
   * A measurement of the trained network that judges nothing and writes nothing.
   *
   * @param name in lower case, for files
   * @param how asks the laboratory for what it needs; throws {@link CannotAnalyze} where a network
   *     does not allow it
   */
  static <R extends Result> Measurement<R> of(String name, Function<Laboratory, R> how) {
    return new Measurement<>(name, how, false, List.of(), Set.of());
  }

  /** The same, also of the untrained network. */
  Measurement<R> beforeTrainingToo() {
    return new Measurement<>(name, how, true, phenomena, files);
  }

  /** The same with the phenomena that its result judges. */
  Measurement<R> judges(Phenomenon... judged) {
    return new Measurement<>(name, how, untrainedToo, List.of(judged), files);
  }

  /**
   * The same with all files that its result may add to, those of the untrained network included.
   */
  Measurement<R> writes(String... written) {
    return new Measurement<>(name, how, untrainedToo, phenomena, Set.of(written));
  }

  /** In lower case, for files. */
  public String name() {
    return name;
  }

  /** Whether it is also made of the untrained network. */
  public boolean untrainedToo() {
    return untrainedToo;
  }

  /** What its result judges. */
  public List<Phenomenon> phenomena() {
    return phenomena;
  }

  /** Names of all files that its result may add to. */
  public Set<String> files() {
    return files;
  }

  Attempt<R> make(Laboratory laboratory) {
    return Attempt.of(() -> how.apply(laboratory));
  }

  @Override
  public String toString() {
    return name.replace('_', ' ');
  }
}
