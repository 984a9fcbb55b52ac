package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dips and p against dip_truth.py, which asks the Python package diptest. */
class DipTestTest {

  private static Map<String, NpyArray> truth() throws Exception {
    return Npz.read(Path.of(DipTestTest.class.getResource("dip_truth.npz").toURI()));
  }

  private static UniformRandomProvider random() {
    return new RandomStreams(1).stream("dip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one",
        "two",
        "three",
        "equal",
        "four",
        "five",
        "uniform",
        "normal",
        "cauchy",
        "bimodal",
        "unequal",
        "trimodal",
        "ties",
        "signed_zeros",
        "atom",
        "thousand"
      })
  void dipIsThatOfDiptest(String name) throws Exception {
    Map<String, NpyArray> truth = truth();
    double dip = DipTest.of(truth.get(name).values(), new DipTest.Options(0), random()).dip();
    assertThat(dip).isCloseTo(truth.get(name + "_dip").get(0), within(1e-12));
  }

  /** diptest interpolates a table of simulated quantiles, to about 0.01. */
  @ParameterizedTest
  @ValueSource(strings = {"four", "uniform", "normal", "cauchy", "bimodal", "trimodal", "ties"})
  void pIsThatOfDiptestWithinItsSamplingError(String name) throws Exception {
    Map<String, NpyArray> truth = truth();
    double p = DipTest.of(truth.get(name).values(), new DipTest.Options(2000), random()).p();
    assertThat(p).isCloseTo(truth.get(name + "_p").get(0), within(0.03));
  }

  @Test
  void dipOfTwoEqualHeapsIsOneQuarter() {
    assertThat(DipTest.dip(new double[] {-1, -1, -1, 4, 4, 4})).isEqualTo(0.25);
  }

  @Test
  void dipOfEvenlySpacedValuesIsTheSmallest() {
    double[] values = new double[50];
    Arrays.setAll(values, i -> i);
    assertThat(DipTest.of(values, new DipTest.Options(99), random()))
        .isEqualTo(new DipTest(0.01, 1));
  }

  @Test
  void dipIsTheSameForTheMirroredAndStretchedSample() throws Exception {
    double[] values = truth().get("trimodal").values();
    double[] mirrored = Arrays.stream(values).map(v -> 1000 - 17 * v).toArray();
    assertThat(DipTest.of(mirrored, new DipTest.Options(0), random()).dip())
        .isCloseTo(DipTest.of(values, new DipTest.Options(0), random()).dip(), within(1e-12));
  }

  @Test
  void pCountsTheSampleItself() {
    double[] heaps = new double[200];
    Arrays.fill(heaps, 100, 200, 1);
    assertThat(DipTest.of(heaps, new DipTest.Options(99), random()).p()).isEqualTo(0.01);
  }

  @Test
  void sampleIsLeftInItsOrder() {
    double[] values = {3, 1, 2};
    DipTest.of(values, new DipTest.Options(1), random());
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void emptySampleHasNeitherDipNorP() {
    DipTest empty = DipTest.of(new double[0], new DipTest.Options(10), random());
    assertThat(empty.dip()).isNaN();
    assertThat(empty.p()).isNaN();
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    assertThatThrownBy(
            () -> DipTest.of(new double[] {1, Double.NaN, 2}, new DipTest.Options(1), random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must be finite: NaN");
  }
}
