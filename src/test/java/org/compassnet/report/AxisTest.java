package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static String ticks(Axis axis) {
    return String.join(" ", Arrays.stream(axis.ticks()).mapToObj(axis::text).toList());
  }

  @Test
  void ticksAreRoundAndTheirLabelsShort() {
    assertThat(ticks(Axis.linear("s", 0, 12.5))).isEqualTo("0 2 4 6 8 10 12");
    assertThat(ticks(Axis.linear("deg", -180, 180, 90))).isEqualTo("−180 −90 0 90 180");
    assertThat(ticks(Axis.linear("", 0, 0.05))).isEqualTo("0.00 0.01 0.02 0.03 0.04 0.05");
    assertThat(ticks(Axis.linear("", 0, 1, 0.25))).isEqualTo("0.00 0.25 0.50 0.75 1.00");
    assertThat(ticks(Axis.logarithmic("", 0.0023, 0.5))).isEqualTo("10⁻³ 10⁻² 10⁻¹ 10⁰");
  }

  @Test
  void decadesOfOneAxisAreWrittenInOneWay() {
    assertThat(ticks(Axis.logarithmic("", 500, 60_000))).isEqualTo("10² 10³ 10⁴ 10⁵");
    assertThat(ticks(Axis.logarithmic("", 2e-6, 1e-5))).isEqualTo("10⁻⁶ 10⁻⁵");
    assertThat(ticks(new Axis("", 1e-4, 1e-2, true, new double[] {1e-4, 3e-4, 1e-3, 3e-3})))
        .isEqualTo("10⁻⁴ 3×10⁻⁴ 10⁻³ 3×10⁻³");
  }

  /** Whoever draws on a machine without a sign would print a box. */
  @Test
  void fontHasAllSignsThatFiguresUse() {
    assertThat(Axes.font(Font.PLAIN, 11).canDisplayUpTo("−±×⁰¹²³⁴⁵⁶⁷⁸⁹⁻°τ√")).isEqualTo(-1);
  }

  @Test
  void ticksWithoutRoomAreLeftOutAroundZero() {
    Axis axis = Axis.linear("", -1.8, 1.8, 0.5);
    assertThat(ticks(axis)).isEqualTo("−1.5 −1.0 −0.5 0.0 0.5 1.0 1.5");
    assertThat(ticks(axis.spaced(400, text -> 7 * text.length()))).isEqualTo(ticks(axis));
    assertThat(ticks(axis.spaced(110, text -> 7 * text.length()))).isEqualTo("−1 0 1");
    assertThat(ticks(axis.spaced(10, text -> 7 * text.length()))).isEqualTo("0");
  }

  @Test
  void axisAroundValuesHoldsThemAndStartsAtZeroWhereThatIsNear() {
    assertThat(Axis.around("", 1, 5, Double.NaN).min()).isZero();
    Axis axis = Axis.around("", -3, 7);
    assertThat(axis.min()).isLessThan(-3);
    assertThat(axis.max()).isGreaterThan(7);
    assertThat(Axis.around("", 2, 2).max()).isGreaterThan(2);
    assertThat(Axis.around("").max()).isPositive();
  }

  /** A silent cell, a network without weights, a training that diverged: no figure fails of it. */
  @Test
  void axisHasALengthAndFewTicksWhateverTheData() {
    double[][] data = {
      {},
      {0},
      {-0.0, 0},
      {0, 0, 0},
      {5, 5},
      {-3, -3},
      {1e-320, 1e-320},
      {Double.NaN, Double.NaN},
      {Double.POSITIVE_INFINITY},
      {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY},
      {1, Double.POSITIVE_INFINITY, Double.NaN},
      {-Double.MAX_VALUE, Double.MAX_VALUE},
      {Double.MIN_VALUE, Double.MAX_VALUE},
      {1e15, 1e15 + 1},
      {7, 2}
    };
    for (double[] values : data) {
      double low = values.length == 0 ? 0 : values[0];
      double high = values.length == 0 ? 0 : values[values.length - 1];
      List<Axis> axes =
          List.of(
              Axis.around("", values),
              Axis.symmetric("", values),
              Axis.logarithmic("", values),
              Axis.linear("", low, high),
              Axis.linear("", low, high, 0.2),
              Axis.rounded("", low, high, 5),
              Axis.bare(low, high),
              new Axis("", low, high, true, new double[0]));
      for (Axis axis : axes) {
        String what = Arrays.toString(values) + ": " + axis;
        assertThat(axis.min()).as(what).isFinite();
        assertThat(axis.max() - axis.min()).as(what).isFinite().isPositive();
        assertThat(axis.ticks().length).as(what).isLessThanOrEqualTo(1001);
        assertThat(axis.place(axis.max())).as(what).isCloseTo(1, within(1e-9));
        for (double tick : axis.ticks()) {
          assertThat(axis.place(tick)).as(what).isBetween(-1e-6, 1 + 1e-6);
        }
        assertThat(axis.spaced(200, text -> 7.0 * text.length()).ticks()).as(what).isNotNull();
      }
    }
  }

  @Test
  void nothingIsDrawnFromZeroAndWhatHasTwoSidesToBoth() {
    assertThat(Axis.linear("", 0, 0).min()).isZero();
    assertThat(Axis.linear("", 0, 0).max()).isEqualTo(1);
    assertThat(Axis.linear("", -0.0, 0).min()).isEqualTo(-1);
    assertThat(Axis.around("", 0, 0).min()).isZero();
  }

  @Test
  void placeIsTheShareOfTheAxis() {
    assertThat(Axis.linear("", -1, 3).place(1)).isCloseTo(0.5, within(1e-12));
    assertThat(Axis.logarithmic("", 0.01, 1).place(0.1)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void divergingMapIsWhiteAtItsMiddleAndColoursReachTheirEnds() {
    assertThat(ColorMap.DIVERGING.rgb(0.5)).isEqualTo(0xffffff);
    assertThat(ColorMap.VIRIDIS.rgb(-1)).isEqualTo(0x440154);
    assertThat(ColorMap.VIRIDIS.rgb(2)).isEqualTo(0xfde725);
    assertThat(ColorMap.CYCLIC.rgb(0)).isEqualTo(ColorMap.CYCLIC.rgb(1));
  }
}
