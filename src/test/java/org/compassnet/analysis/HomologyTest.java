package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Persistence pairs against homology_truth.py, which asks the Python package ripser. */
class HomologyTest {

  /** Ripser works in float32. */
  private static final double TOLERANCE = 1e-4;

  private static Map<String, NpyArray> truth() throws Exception {
    return Npz.read(Path.of(HomologyTest.class.getResource("homology_truth.npz").toURI()));
  }

  private static double[][] rows(NpyArray array) {
    int columns = array.shape()[1];
    double[][] rows = new double[array.shape()[0]][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(array.values(), i * columns, (i + 1) * columns));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "circle",
        "blob",
        "figure_eight",
        "torus",
        "grid",
        "duplicates",
        "same",
        "square",
        "three",
        "two",
        "one"
      })
  void pairsAreThoseOfRipser(String name) throws Exception {
    Map<String, NpyArray> truth = truth();
    double[][] expected = rows(truth.get(name + "_h1"));
    double[][] h1 = Homology.of(rows(truth.get(name))).h1();
    assertThat(h1).hasDimensions(expected.length, expected.length == 0 ? 0 : 2);
    for (int k = 0; k < expected.length; k++) {
      assertThat(h1[k]).as("pair %d", k).containsExactly(expected[k], within(TOLERANCE));
    }
  }

  @Test
  void figureEightHasTwoLongLoopsAndTheCircleOne() throws Exception {
    double[] eight = Homology.of(rows(truth().get("figure_eight"))).lifetimes();
    double[] circle = Homology.of(rows(truth().get("circle"))).lifetimes();
    assertThat(eight[1]).isGreaterThan(5 * eight[2]);
    assertThat(circle[0]).isGreaterThan(5 * circle[1]);
  }

  /**
   * Born with the side, the loop dies with the first triangle that holds the centre: every third
   * corner of the hexagon.
   */
  @Test
  void loopOfTheHexagonLivesFromTheSideToTheTriangleAcross() {
    double[][] hexagon = new double[6][];
    Arrays.setAll(
        hexagon, i -> new double[] {Math.cos(i * Math.PI / 3), Math.sin(i * Math.PI / 3)});
    assertThat(Homology.of(hexagon).h1()[0])
        .containsExactly(new double[] {1, Math.sqrt(3)}, within(1e-12));
  }

  @Test
  void lifetimesFallAndAreDeathMinusBirth() throws Exception {
    Homology homology = Homology.of(rows(truth().get("blob")));
    double[] lifetimes = homology.lifetimes();
    for (int k = 0; k < lifetimes.length; k++) {
      assertThat(lifetimes[k]).isEqualTo(homology.h1()[k][1] - homology.h1()[k][0]).isPositive();
      assertThat(lifetimes[k]).isLessThanOrEqualTo(lifetimes[Math.max(k - 1, 0)]);
    }
  }

  @Test
  void noPointsHaveNoLoops() {
    assertThat(Homology.of(new double[0][]).h1()).isEmpty();
  }

  @Test
  void distancesThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> Homology.of(new double[][] {{0}, {1}, {Double.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("distances must be finite: NaN between points 0 and 2");
  }
}
