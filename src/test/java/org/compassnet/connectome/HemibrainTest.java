package org.compassnet.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The fly's wiring, as {@code hemibrain_kernels.py} computes it of the matrix of groups. */
class HemibrainTest {

  private static final Connectome FLY = Connectome.hemibrain();

  private static double synapses(Pathway pathway, int wedges) {
    return FLY.kernel(pathway).at(wedges);
  }

  /** Published: 179, 128, 23, 3 and at most 3 synapses at 0, 22.5, 45, 67.5 and more deg. */
  @Test
  void compassCellsExciteTheirNeighbours() {
    double[] published = {179, 128, 23, 3};
    for (int wedges = 0; wedges <= 8; wedges++) {
      double mean =
          (synapses(Pathway.LOCAL_EXCITATION, wedges) + synapses(Pathway.LOCAL_EXCITATION, -wedges))
              / 2;
      if (wedges < published.length) {
        assertThat((double) Math.round(mean)).isEqualTo(published[wedges]);
      } else {
        assertThat(mean).isBetween(0.0, 3.5);
      }
    }
  }

  /** Published: .28 at 0 of what it is at 180 deg. */
  @Test
  void inhibitionOverDelta7GrowsWithDistance() {
    double far = synapses(Pathway.LONG_RANGE_INHIBITION, 8);
    assertThat(far).isCloseTo(-98881.69, within(0.01));
    assertThat(synapses(Pathway.LONG_RANGE_INHIBITION, 0) / far).isCloseTo(0.28, within(0.005));
    assertThat(Math.abs(FLY.kernel(Pathway.LONG_RANGE_INHIBITION).peakDeg())).isLessThan(1);
  }

  /** Published: about +-53 deg from the bridge to the ellipsoid body, +-14 deg of whole cells. */
  @Test
  void bothSidesOfTheBridgePushToOppositeSides() {
    assertThat(FLY.kernel(Pathway.LEFT_TO_COMPASS).peakDeg()).isCloseTo(56.387, within(0.001));
    assertThat(FLY.kernel(Pathway.RIGHT_TO_COMPASS).peakDeg()).isCloseTo(-55.100, within(0.001));
    assertThat(trip(Pathway.COMPASS_TO_LEFT, Pathway.LEFT_TO_COMPASS))
        .isCloseTo(14.736, within(0.001));
    assertThat(trip(Pathway.COMPASS_TO_RIGHT, Pathway.RIGHT_TO_COMPASS))
        .isCloseTo(-14.604, within(0.001));
  }

  private static double trip(Pathway there, Pathway back) {
    return RoundTrip.deg(FLY.kernel(there), FLY.kernel(back));
  }

  @Test
  void theShippedTableIsThatOfTheMatrixOfGroups() {
    Path file = Path.of("..", "shared", "data", "fly_hemibrain12_cx_grouped60.csv");
    assumeTrue(Files.exists(file), "the hemibrain's matrix of groups is not here");
    Connectome matrix = Connectome.read(file);
    for (Pathway pathway : Pathway.values()) {
      assertThat(matrix.kernel(pathway).values())
          .as(pathway.cells())
          .containsExactly(FLY.kernel(pathway).values(), within(1e-9));
    }
    assertThat(matrix.remarks())
        .contains("rows and columns used: 16 EPG, 8 PEN_L, 8 PEN_R, 8 DELTA7");
  }
}
