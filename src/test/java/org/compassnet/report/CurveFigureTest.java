package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.compassnet.analysis.CannotAnalyze;
import org.junit.jupiter.api.Test;

class CurveFigureTest {

  private static final double[] X = {0, 1, 2};

  private static String svg(Figure figure) {
    return figure.svg();
  }

  @Test
  void everyCurveIsInTheLegendAndTheAxesHoldAll() {
    Figure figure =
        Figures.curves(
            "Some",
            "Time (s)",
            "Rate",
            Curve.line("first", X, new double[] {0, 1, 2}),
            Curve.dashed("second", X, new double[] {0, Double.NaN, 40}),
            Curve.points("third", new double[] {90, 91}, new double[] {1, 2}));
    assertThat(svg(figure)).contains(">Some<", ">first<", ">second<", ">third<", ">40<", ">80<");
  }

  /** More labels than a row holds make the page taller, and none is left out. */
  @Test
  void aLongLegendTakesMoreRows() {
    Curve[] many =
        IntStream.range(0, 9)
            .mapToObj(k -> Curve.line("a curve of number " + k, X, new double[] {k, k, k}))
            .toArray(Curve[]::new);
    Figure one = Figures.curves("Few", "x", "y", many[0]);
    Figure all = Figures.curves("Many", "x", "y", many);
    assertThat(all.height()).isGreaterThan(one.height());
    assertThat(svg(all).split(">a curve of number ")).hasSize(10);
    assertThat(svg(all).split(">Many<")).hasSize(2);
  }

  @Test
  void whatIsNoCurveIsRefused() {
    assertThatThrownBy(() -> Curve.line("odd", X, new double[2]))
        .isInstanceOf(CannotAnalyze.class)
        .hasMessage("odd: x has 3 values and y 2; as many are wanted");
    assertThatThrownBy(() -> Figures.curves("none", "x", "y"))
        .hasMessageStartingWith("none: no curve");
  }
}
