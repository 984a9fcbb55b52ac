package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against StrictMath in double precision, over floats of every exponent. */
class ElementaryTest {

  /** A prime, so that the significands of one exponent are not those of the next. */
  private static final int STRIDE = 1009;

  private interface FloatFunction {
    float of(float x);
  }

  /** The largest error in units in the last place of the true value, between two floats >= 0. */
  private static double largestUlps(
      FloatFunction function, DoubleUnaryOperator truth, float low, float high, boolean negative) {
    double worst = 0;
    int end = Float.floatToRawIntBits(high);
    for (int bits = Float.floatToRawIntBits(low); bits >= 0 && bits <= end; bits += STRIDE) {
      float x = Float.intBitsToFloat(bits);
      x = negative ? -x : x;
      double wanted = truth.applyAsDouble(x);
      worst = Math.max(worst, Math.abs(function.of(x) - wanted) / Math.ulp((float) wanted));
    }
    return worst;
  }

  @Test
  void tanhIsWithinItsUlps() {
    DoubleUnaryOperator truth = StrictMath::tanh;
    assertThat(largestUlps(Elementary::tanh, truth, 0f, Float.MAX_VALUE, false)).isLessThan(1.6);
    assertThat(largestUlps(Elementary::tanh, truth, 0f, Float.MAX_VALUE, true)).isLessThan(1.6);
    assertThat(Elementary.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Elementary.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Elementary.tanh(Float.NaN)).isNaN();
    assertThat(Elementary.tanh(-0f)).isEqualTo(-0f);
  }

  @Test
  void tanhNeverExceedsOne() {
    float most = 0;
    for (int bits = 0; bits >= 0 && bits <= Float.floatToRawIntBits(100f); bits += 7) {
      most = Math.max(most, Elementary.tanh(Float.intBitsToFloat(bits)));
    }
    assertThat(most).isEqualTo(1f);
  }

  @Test
  void exponentialOfNegativesIsWithinItsUlpsIntoTheSubnormals() {
    DoubleUnaryOperator truth = StrictMath::exp;
    assertThat(largestUlps(Elementary::expOfNegative, truth, 0f, Float.MAX_VALUE, true))
        .isLessThan(1.1);
    assertThat(Elementary.expOfNegative(0f)).isEqualTo(1f);
    assertThat(Elementary.expOfNegative(Float.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void logarithmIsWithinItsUlpsOfNormalFloats() {
    assertThat(
            largestUlps(Elementary::log, StrictMath::log, Float.MIN_NORMAL, Float.MAX_VALUE, false))
        .isLessThan(1.1);
    assertThat(Elementary.log(1f)).isZero();
  }

  @Test
  void softplusAndItsSlopeAreWithinTheirUlps() {
    DoubleUnaryOperator softplus =
        x -> x > 40 ? x + StrictMath.exp(-x) : StrictMath.log1p(StrictMath.exp(x));
    DoubleUnaryOperator logistic = x -> x < -40 ? StrictMath.exp(x) : 1 / (1 + StrictMath.exp(-x));
    for (boolean negative : new boolean[] {false, true}) {
      assertThat(largestUlps(Elementary::softplus, softplus, 0f, Float.MAX_VALUE, negative))
          .isLessThan(1.7);
      assertThat(largestUlps(Elementary::logistic, logistic, 0f, Float.MAX_VALUE, negative))
          .isLessThan(2.2);
    }
  }

  /** Near 0 the cosine is a difference: its error is given in absolute terms. */
  @Test
  void sineIsWithinThreeUlpsAndCosineWithinOneUlpOfOne() {
    for (boolean negative : new boolean[] {false, true}) {
      assertThat(
              largestUlps(
                  Elementary::sinHalfPi, v -> StrictMath.sin(Math.PI / 2 * v), 0f, 1f, negative))
          .isLessThan(2.7);
    }
    double worst = 0;
    for (int i = -(1 << 20); i <= 1 << 20; i++) {
      float v = i * 0x1p-20f;
      double error = Math.abs(Elementary.cosHalfPi(v) - StrictMath.cos(Math.PI / 2 * v));
      worst = Math.max(worst, error);
    }
    assertThat(worst).isLessThan(0x1p-23);
  }
}
