package org.compassnet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SameDiffEngineTest {

  @Test
  void nothingKeepsItFromComputingOnACpu() {
    assertThat(new SameDiffEngine().obstacle()).isEmpty();
  }

  @Test
  void aBackendThatFailsAtItsFirstOperationIsAnObstacle() {
    assertThat(
            SameDiffEngine.obstacle(
                () -> {
                  throw new RuntimeException("cudaGetSymbolAddress(...) failed; Error code: [13]");
                }))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("cannot compute on this machine")
                    .contains("Error code: [13]"));
  }

  @Test
  void namesTheGpusWithTheirComputeCapability() {
    assertThat(
            SameDiffEngine.devices(
                Map.of(
                    "cuda.devicesInformation",
                    List.of(
                        Map.of(
                            "cuda.deviceName", "NVIDIA H200",
                            "cuda.deviceMajor", 9,
                            "cuda.deviceMinor", 0)))))
        .isEqualTo("NVIDIA H200, compute capability 9.0");
    assertThat(SameDiffEngine.devices(Map.of())).isEqualTo("this machine");
  }
}
