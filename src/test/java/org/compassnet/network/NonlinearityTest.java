package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.compassnet.config.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An activation's forms agree with each other, far from 0 and at it too. */
class NonlinearityTest {

  /** From -120 to 120, finely around 0, and 0 itself. */
  private static double[] states() {
    double[] x = new double[4001];
    for (int i = 0; i < x.length; i++) {
      double t = (i - 2000) / 2000.0;
      x[i] = (float) (120 * t * t * t);
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void slopeIsTheDerivativeOfTheRate(Activation activation) {
    Nonlinearity f = Nonlinearity.of(activation);
    double h = 1e-5;
    for (double x = -20.05; x < 20; x += 0.1) {
      double difference = (f.rate(x + h) - f.rate(x - h)) / (2 * h);
      assertThat(f.slope(x)).as("at %s", x).isCloseTo(difference, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void autodiffGivesRateAndSlope(Activation activation) {
    Nonlinearity f = Nonlinearity.of(activation);
    double[] x = states();
    SameDiff sd = SameDiff.create();
    SDVariable in = sd.var("x", Nd4j.create(x));
    SDVariable out = f.rate(sd, in);
    sd.setLossVariables(out.sum("loss"));
    INDArray computed = sd.output(Map.<String, INDArray>of(), out.name()).get(out.name());
    double[] rates = computed.data().asDouble();
    double[] slopes = sd.calculateGradients(Map.of(), "x").get("x").data().asDouble();
    assertThat(in.dataType()).isEqualTo(DataType.DOUBLE);
    for (int i = 0; i < x.length; i++) {
      assertThat(rates[i]).as("rate at %s", x[i]).isCloseTo(f.rate(x[i]), within(1e-12));
      assertThat(slopes[i]).as("slope at %s", x[i]).isCloseTo(f.slope(x[i]), within(1e-12));
    }
  }

  @Test
  void softplusNeverOverflowsAndKeepsItsRelativePrecision() {
    Nonlinearity f = Nonlinearity.of(Activation.SOFTPLUS);
    assertThat(f.rate(800)).isEqualTo(800);
    assertThat(f.rate(-800)).isBetween(0.0, 1e-300);
    assertThat(f.rate(0)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(f.slope(0)).isEqualTo(0.5);
  }
}
