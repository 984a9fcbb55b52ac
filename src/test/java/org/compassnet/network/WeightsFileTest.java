package org.compassnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.compassnet.config.Activation;
import org.compassnet.config.Config;
import org.compassnet.config.NoiseKind;
import org.compassnet.config.TimeStep;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of 12 units as people have them, and what {@code export} writes. */
class WeightsFileTest {

  @TempDir private Path folder;

  private static WeightsFile read(String name) throws URISyntaxException {
    return WeightsFile.read(Path.of(WeightsFile.class.getResource("weights/" + name).toURI()));
  }

  @Test
  void whatIsWrittenIsReadWithAllThatTheModelIs() throws IOException {
    Config config =
        Config.of(
            Map.of(
                "network.units", 5,
                "network.activation", "relu",
                "network.tau_ms", 80,
                "network.output_bias", true,
                "task.step_ms", 20));
    float[] bOut = {0.25f, -0.5f};
    float[] some = {1, 2, 3, 4, 5};
    CtRnnWeights weights =
        new CtRnnWeights(5, new float[15], new float[25], some, new float[10], some, bOut);
    Path file = folder.resolve("w.npz");
    WeightsFile.write(file, weights, config);
    WeightsFile found = WeightsFile.read(file);
    assertThat(found.weights()).usingRecursiveComparison().isEqualTo(weights);
    assertThat(found.activation()).contains(Activation.RELU);
    assertThat(found.stepMs()).hasValue(20);
    assertThat(found.tauMs()).hasValue(80);
    assertThat(found.velocityUnit()).isEqualTo(WeightsFile.VelocityUnit.RAD_PER_STEP);
    assertThat(found.remarks()).isEmpty();
    assertThat(found.keys())
        .containsEntry("network.output_bias", true)
        .containsEntry("network.activation", "relu");
  }

  @ParameterizedTest
  @CsvSource({
    "bias_row, 0",
    "x0row, 0",
    "nobias, no array b: zeros",
    "extra_object, not used: dale_ratio",
    "f16, 0",
    "bout, 0"
  })
  void formsOfTheSameArraysAreRead(String name, String remark) throws Exception {
    WeightsFile file = read(name + ".npz");
    assertThat(file.weights().units()).isEqualTo(12);
    assertThat(file.remarks()).isEqualTo(remark.equals("0") ? List.of() : List.of(remark));
  }

  @Test
  void anOutputBiasIsPartOfTheNetwork() throws Exception {
    CtRnnWeights weights = read("bout.npz").weights();
    assertThat(weights.hasOutputBias()).isTrue();
    double[] y =
        new CtRnnModel(weights, new Dynamics(Activation.TANH, 0.1, NoiseKind.RATE))
            .readout(new double[12]);
    assertThat((float) y[0]).isEqualTo(weights.bOut()[0]);
    assertThat((float) y[1]).isEqualTo(weights.bOut()[1]);
  }

  @Test
  void namesOfPyTorchsRnnAreUnderstood() throws Exception {
    WeightsFile file = read("torchnames.npz");
    assertThat(file.weights().b()[0]).isCloseTo(0.1f, within(1e-6f));
    assertThat(file.remarks()).hasSize(2).anyMatch(r -> r.contains("no time constant"));
  }

  @Test
  void namesOfPsychRnnAreUnderstood() throws Exception {
    WeightsFile file = read("psych_names.npz");
    assertThat(file.weights().b()[0]).isCloseTo(0.1f, within(1e-6f));
    assertThat(file.remarks()).containsExactly("not used: dale_ratio");
  }

  @ParameterizedTest
  @CsvSource({"in1, '[12, 1]'", "in4, '[12, 4]'"})
  void anotherNumberOfInputsIsRefused(String name, String shape) {
    assertThatThrownBy(() -> read(name + ".npz"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "W_in: shape " + shape + "; allowed: [12, 3], as W_rec is of 12 units");
  }

  private Path changed(String name, NpyArray array) throws Exception {
    Path original = Path.of(WeightsFile.class.getResource("weights/bias_row.npz").toURI());
    Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(original));
    arrays.put(name, array);
    Path file = folder.resolve("changed.npz");
    Npz.write(file, arrays);
    return file;
  }

  @Test
  void factorsThatChangeTheWeightsBesideThemAreRefused() throws Exception {
    float[] signs = new float[144];
    for (int i = 0; i < 12; i++) {
      signs[13 * i] = i < 9 ? 1 : -1;
    }
    Path dale = changed("Dale_rec", NpyArray.of(signs, 12, 12));
    assertThatThrownBy(() -> WeightsFile.read(dale)).hasMessageContaining("Dale_rec changes");
    Path mask = changed("rec_connectivity", NpyArray.of(signs, 12, 12));
    assertThatThrownBy(() -> WeightsFile.read(mask)).hasMessageContaining("rec_connectivity");
  }

  @Test
  void matricesThatLieTheOtherWayAreSaidToDoSo() throws Exception {
    Path turned = changed("W_in", NpyArray.of(new float[36], 3, 12));
    assertThatThrownBy(() -> WeightsFile.read(turned))
        .hasMessageContaining("W_in: shape [3, 12]; allowed: [12, 3] (rows are postsynaptic");
  }

  @ParameterizedTest
  @CsvSource({"rad/step, 1, 1", "rad/s, 1, 40", "deg/s, 1, 2291.831180523293"})
  void velocitysUnitIsTurnedIntoRadPerStep(String unit, float weight, double perStep)
      throws Exception {
    float[] wIn = new float[36];
    for (int i = 0; i < 36; i += 3) {
      wIn[i] = weight;
    }
    Map<String, NpyArray> arrays =
        new LinkedHashMap<>(Npz.read(changed("W_in", NpyArray.of(wIn, 12, 3))));
    Path file = folder.resolve("unit.npz");
    Npz.write(file, arrays, Map.of("velocity_unit", unit));
    // A step of 25 ms: 1 rad/step is 40 rad/s.
    CtRnnWeights weights = WeightsFile.read(file).perStep(new TimeStep(25));
    assertThat((double) weights.velocityWeight(0)).isCloseTo(perStep, within(1e-3));
  }

  @Test
  void aStepOfItsOwnIsTurnedIntoThatOfTheTask() throws Exception {
    Path file = changed("step_ms", NpyArray.of(new double[] {50}));
    WeightsFile found = WeightsFile.read(file);
    float asWritten = found.weights().velocityWeight(3);
    // Half the time of a step: so many rad in it are twice the speed.
    assertThat(found.perStep(new TimeStep(25)).velocityWeight(3)).isEqualTo(2 * asWritten);
  }

  @ParameterizedTest
  @CsvSource({
    "activation, sigmoid, 'activation: sigmoid; allowed: retanh, relu, tanh, softplus'",
    "velocity_unit, rad, 'velocity_unit: rad; allowed: rad/step, rad/s, deg/s'"
  })
  void whatIsNotKnownIsRefused(String name, String value, String message) throws Exception {
    Path original = Path.of(WeightsFile.class.getResource("weights/bias_row.npz").toURI());
    Path file = folder.resolve("text.npz");
    Npz.write(file, Npz.read(original), Map.of(name, value));
    assertThatThrownBy(() -> WeightsFile.read(file)).hasMessageEndingWith(message);
    Path number = changed("tau_ms", NpyArray.of(new double[] {-1}));
    assertThatThrownBy(() -> WeightsFile.read(number))
        .hasMessageContaining("tau_ms: -1.0; allowed");
  }
}
