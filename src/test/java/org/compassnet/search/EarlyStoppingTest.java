package org.compassnet.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.compassnet.search.EarlyStopping.Bar;
import org.compassnet.search.EarlyStopping.Rule;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static double[][] curve(double... errors) {
    double[][] curve = new double[errors.length][];
    for (int i = 0; i < errors.length; i++) {
      curve[i] = new double[] {10 * (i + 1), errors[i]};
    }
    return curve;
  }

  @Test
  void barIsTheMedianOfTheLeastErrorsReached() {
    // Least errors: 50 20 20, 40 40 10, 60 (stopped there).
    List<double[][]> curves = List.of(curve(50, 20, 30), curve(40, 45, 10), curve(60));
    Bar bar = new EarlyStopping(Rule.MEDIAN, 0.5, 3, 1).bar(curves, 40);
    assertThat(bar.references()).isEqualTo(3);
    assertThat(bar.at(10)).isInfinite();
    assertThat(bar.at(20)).isEqualTo(40);
    assertThat(bar.at(29)).isEqualTo(40);
    assertThat(bar.at(30)).isEqualTo(20);
    assertThat(bar.at(40)).isEqualTo(20);
  }

  @Test
  void nobodyIsStoppedWithoutEnoughReferencesOrWithoutTheRule() {
    List<double[][]> curves = List.of(curve(50, 20), curve(40, 45));
    assertThat(new EarlyStopping(Rule.MEDIAN, 0, 3, 1).bar(curves, 20).at(20)).isInfinite();
    assertThat(new EarlyStopping(Rule.NONE, 0, 1, 1).bar(curves, 20).at(20)).isInfinite();
    assertThat(new EarlyStopping(Rule.MEDIAN, 0, 2, 1.5).bar(curves, 20).at(20)).isEqualTo(45);
  }
}
