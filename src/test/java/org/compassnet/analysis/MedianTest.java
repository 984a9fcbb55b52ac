package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void medianIsTheMiddleOfWhatIsFinite() {
    assertThat(Median.of(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(Median.of(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
    assertThat(Median.of(new double[] {Double.NaN, 7, Double.POSITIVE_INFINITY})).isEqualTo(7);
    assertThat(Median.of(new double[] {Double.NaN})).isNaN();
  }
}
