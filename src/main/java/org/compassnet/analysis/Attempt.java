package org.compassnet.analysis;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.compassnet.network.UnboundedRates;

/**
 * A result, or the reason why there is none. One analysis that a network does not allow leaves the
 * others untouched.
 *
 * @param result the result, if there is one
 * @param whyNot one line; empty with a result
 */
public record Attempt<T>(Optional<T> result, String whyNot) {

  /**
   * Tries an analysis. A reason is a {@link CannotAnalyze}, or that the rates grow without bound;
   * any other exception is thrown.
   */
  public static <T> Attempt<T> of(Supplier<T> analysis) {
    try {
      return new Attempt<>(Optional.of(analysis.get()), "");
    } catch (CannotAnalyze | UnboundedRates e) {
      return new Attempt<>(Optional.empty(), e.getMessage());
    }
  }

  /** An analysis of this attempt's result, or this attempt's reason again. */
  public <R> Attempt<R> then(Function<T, R> analysis) {
    return of(() -> analysis.apply(orElseThrow()));
  }

  public boolean succeeded() {
    return result.isPresent();
  }

  public void ifPresent(Consumer<T> use) {
    result.ifPresent(use);
  }

  /**
   * The result.
   *
   * @throws CannotAnalyze with the reason, if there is none
   */
  public T orElseThrow() {
    return result.orElseThrow(() -> new CannotAnalyze(whyNot));
  }

  @Override
  public String toString() {
    return result.map(String::valueOf).orElse("not measured: " + whyNot);
  }
}
