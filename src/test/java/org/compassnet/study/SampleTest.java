package org.compassnet.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.compassnet.analysis.Kernel;
import org.compassnet.analysis.UnitClass;
import org.junit.jupiter.api.Test;

class SampleTest {

  private static NetworkSummary network(long seed, Map<String, Double> numbers) {
    return new NetworkSummary(
        "main",
        seed,
        NetworkSummary.State.LEARNED,
        "",
        numbers,
        Map.of("kernel_compass_to_compass", new double[Kernel.BINS]),
        Map.of());
  }

  private static List<NetworkSummary> networks(String key, double first, double second) {
    return List.of(network(1, Map.of(key, first)), network(2, Map.of(key, second)));
  }

  /** Student's interval of 0.6 and 1 reaches from -1.7 to 3.3. */
  @Test
  void intervalOfAShareHoldsNothingThatIsNone() {
    Sample share = Sample.of(networks("separability", 0.6, 1), Effect.SEPARABILITY, 0.95);
    assertThat(share.mean()).isEqualTo(new Statistics.Interval(0.8, 0, 1));
    Sample error = Sample.of(networks("normalized_error", 0.6, 1), Effect.NORMALIZED_ERROR, 0.95);
    assertThat(error.mean().low()).isZero();
    assertThat(error.mean().high()).isBetween(3.3, 3.4);
  }

  @Test
  void networkWithOneUnitOfAClassHasNoKernel() {
    List<NetworkSummary> all = networks("n_compass", 1, 2);
    assertThat(KernelCurves.of(all, UnitClass.COMPASS).networks()).hasSize(1);
    assertThat(KernelCurves.of(all.subList(0, 1), UnitClass.COMPASS).isEmpty()).isTrue();
  }
}
