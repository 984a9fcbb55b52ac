package org.compassnet.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.config.Activation;
import org.compassnet.config.Keyword;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.compassnet.trajectory.Trials;

/**
 * Reads a {@link WeightsFile} by our names, by PyTorch's ({@code weight_hh_l0}, with any prefix;
 * the readout is the one other {@code .weight}) or by PsychRNN's ({@code b_rec}, {@code
 * init_state}).
 */
final class WeightsReader {

  private static final String HIDDEN = "weight_hh_l0";
  private static final String WEIGHT = ".weight";
  private static final String PSYCH_B = "b_rec";
  private static final String PSYCH_X0 = "init_state";

  /** Matrices by which PsychRNN multiplies the weights that it saves. */
  private static final Map<String, Boolean> PSYCH_FACTORS =
      Map.of(
          "Dale_rec", true,
          "Dale_out", true,
          "input_connectivity", false,
          "rec_connectivity", false,
          "output_connectivity", false);

  private static final Set<String> TEXTS =
      Set.of(WeightsFile.ACTIVATION, WeightsFile.VELOCITY_UNIT, WeightsFile.VERSION);
  private static final Set<String> OURS =
      Set.of(
          CtRnnWeights.W_IN,
          CtRnnWeights.W_REC,
          CtRnnWeights.B,
          CtRnnWeights.W_OUT,
          CtRnnWeights.X0,
          CtRnnWeights.B_OUT);
  private static final Set<String> NUMBERS = Set.of(WeightsFile.STEP_MS, WeightsFile.TAU_MS);

  private final Path file;
  private final List<String> remarks = new ArrayList<>();
  private final Set<String> used = new TreeSet<>();
  private List<String> names;
  private Map<String, List<String>> places;
  private Map<String, NpyArray> arrays;

  WeightsReader(Path file) {
    this.file = file;
  }

  WeightsFile read() {
    names = Npz.names(file);
    places = places();
    Set<String> wanted = new TreeSet<>(NUMBERS);
    places.values().forEach(wanted::addAll);
    wanted.addAll(PSYCH_FACTORS.keySet());
    arrays = Npz.read(file, wanted::contains);
    Map<String, String> texts = Npz.readTexts(file, TEXTS::contains);
    used.addAll(NUMBERS);
    used.addAll(TEXTS);
    PSYCH_FACTORS.forEach(this::requireNoEffect);
    CtRnnWeights weights = weights();
    sayUnused();
    return new WeightsFile(
        file,
        weights,
        keyword(texts, WeightsFile.ACTIVATION, Activation.values()),
        number(WeightsFile.STEP_MS),
        number(WeightsFile.TAU_MS),
        keyword(texts, WeightsFile.VELOCITY_UNIT, WeightsFile.VelocityUnit.values())
            .orElse(WeightsFile.VelocityUnit.RAD_PER_STEP),
        List.copyOf(remarks));
  }

  /** Names of the arrays whose sum is each of ours. */
  private Map<String, List<String>> places() {
    Map<String, List<String>> found = new LinkedHashMap<>();
    Optional<String> hidden = names.stream().filter(n -> n.endsWith(HIDDEN)).findFirst();
    if (hidden.isPresent() && !names.contains(CtRnnWeights.W_REC)) {
      String prefix = hidden.get().substring(0, hidden.get().length() - HIDDEN.length());
      found.put(CtRnnWeights.W_IN, List.of(prefix + "weight_ih_l0"));
      found.put(CtRnnWeights.W_REC, List.of(hidden.get()));
      found.put(
          CtRnnWeights.B,
          Stream.of(prefix + "bias_ih_l0", prefix + "bias_hh_l0").filter(names::contains).toList());
      List<String> readouts = names.stream().filter(n -> n.endsWith(WEIGHT)).toList();
      if (readouts.size() == 1) {
        String layer = readouts.get(0).substring(0, readouts.get(0).length() - WEIGHT.length());
        found.put(CtRnnWeights.W_OUT, readouts);
        found.put(CtRnnWeights.B_OUT, present(layer + ".bias"));
      }
      remarks.add(
          "named as by PyTorch's RNN, which has no time constant: network.tau_ms as long as"
              + " task.step_ms is its step");
    } else if (!names.contains(CtRnnWeights.B)) {
      found.put(CtRnnWeights.B, present(PSYCH_B));
    }
    if (!names.contains(CtRnnWeights.X0)) {
      found.put(CtRnnWeights.X0, present(PSYCH_X0));
    }
    for (String name : List.of(CtRnnWeights.W_IN, CtRnnWeights.W_REC, CtRnnWeights.W_OUT)) {
      found.putIfAbsent(name, List.of(name));
    }
    for (String name : List.of(CtRnnWeights.B, CtRnnWeights.X0, CtRnnWeights.B_OUT)) {
      found.putIfAbsent(name, present(name));
    }
    return found;
  }

  private List<String> present(String name) {
    return names.contains(name) ? List.of(name) : List.of();
  }

  private CtRnnWeights weights() {
    NpyArray wRec = require(CtRnnWeights.W_REC);
    if (wRec.shape().length != 2 || wRec.shape()[0] != wRec.shape()[1] || wRec.shape()[0] < 1) {
      throw new UserError(
          "%s: %s: shape %s; allowed: [units, units]"
              .formatted(file, name(CtRnnWeights.W_REC), wRec.shapeText()));
    }
    int units = wRec.shape()[0];
    return new CtRnnWeights(
        units,
        matrix(CtRnnWeights.W_IN, units, Trials.INPUTS, units),
        matrix(CtRnnWeights.W_REC, units, units, units),
        vector(CtRnnWeights.B, units, units),
        matrix(CtRnnWeights.W_OUT, Trials.OUTPUTS, units, units),
        vector(CtRnnWeights.X0, units, units),
        vector(CtRnnWeights.B_OUT, Trials.OUTPUTS, units));
  }

  private String name(String ours) {
    List<String> theirs = places.get(ours);
    return theirs.isEmpty() ? ours : String.join(" + ", theirs);
  }

  private NpyArray require(String ours) {
    String name = places.get(ours).get(0);
    used.add(name);
    return Npz.require(arrays, name, file);
  }

  private float[] matrix(String ours, int rows, int columns, int units) {
    NpyArray array = require(ours);
    if (!Arrays.equals(array.shape(), new int[] {rows, columns})) {
      boolean turned = Arrays.equals(array.shape(), new int[] {columns, rows});
      throw new UserError(
          "%s: %s: shape %s; allowed: [%d, %d]%s, as %s is of %d units"
              .formatted(
                  file,
                  name(ours),
                  array.shapeText(),
                  rows,
                  columns,
                  turned ? " (rows are postsynaptic: transpose it, and W_rec with it)" : "",
                  name(CtRnnWeights.W_REC),
                  units));
    }
    return finite(array, name(ours));
  }

  /** The sum of the arrays that make it up; zeros if there are none. */
  private float[] vector(String ours, int length, int units) {
    float[] sum = new float[length];
    for (String name : places.get(ours)) {
      used.add(name);
      NpyArray array = arrays.get(name);
      // A row or a column is as good.
      int[] shape = Arrays.stream(array.shape()).filter(n -> n != 1).toArray();
      if (array.shape().length > 2 || array.length() != length || shape.length > 1) {
        throw new UserError(
            "%s: %s: shape %s; allowed: [%d], as %s is of %d units"
                .formatted(file, name, array.shapeText(), length, name(CtRnnWeights.W_REC), units));
      }
      float[] values = finite(array, name);
      for (int i = 0; i < length; i++) {
        sum[i] += values[i];
      }
    }
    if (places.get(ours).isEmpty() && !ours.equals(CtRnnWeights.B_OUT)) {
      remarks.add("no array " + ours + ": zeros");
    }
    return sum;
  }

  private float[] finite(NpyArray array, String name) {
    float[] values = array.toFloats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new UserError(
            "%s: %s: element %d is %s; finite numbers wanted"
                .formatted(file, name, i, array.get(i)));
      }
    }
    return values;
  }

  /** PsychRNN applies these when it runs; the weights beside them are not the effective ones. */
  private void requireNoEffect(String name, boolean product) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      return;
    }
    used.add(name);
    int[] shape = array.shape();
    for (int i = 0; i < array.length(); i++) {
      boolean diagonal = shape.length == 2 && i / shape[1] == i % shape[1];
      if (array.get(i) != (product && !diagonal ? 0 : 1)) {
        throw new UserError(
            file
                + ": "
                + name
                + " changes the weights that are beside it; give the effective ones without it");
      }
    }
  }

  private void sayUnused() {
    List<String> before = names.stream().filter(WeightsReader::beforeTraining).toList();
    if (!before.isEmpty()) {
      used.addAll(before);
      remarks.add("trained weights; those before training are left (names that end in _before)");
    }
    List<String> unused = names.stream().filter(n -> !used.contains(n)).toList();
    if (!unused.isEmpty()) {
      remarks.add("not used: " + String.join(", ", unused));
    }
  }

  private static boolean beforeTraining(String name) {
    return name.endsWith(WeightsFile.BEFORE)
        && OURS.contains(name.substring(0, name.length() - WeightsFile.BEFORE.length()));
  }

  private <T extends Keyword> Optional<T> keyword(
      Map<String, String> texts, String name, T[] allowed) {
    String word = texts.get(name);
    if (word == null) {
      return Optional.empty();
    }
    Optional<T> meant =
        Arrays.stream(allowed).filter(value -> value.keyword().equals(word)).findFirst();
    if (meant.isEmpty()) {
      throw new UserError(
          "%s: %s: %s; allowed: %s"
              .formatted(
                  file,
                  name,
                  word.replaceAll("\\p{Cntrl}", "?"),
                  Arrays.stream(allowed).map(Keyword::keyword).collect(Collectors.joining(", "))));
    }
    return meant;
  }

  private OptionalDouble number(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      return OptionalDouble.empty();
    }
    if (array.length() != 1 || !(array.get(0) > 0) || Double.isInfinite(array.get(0))) {
      throw new UserError(
          "%s: %s: %s; allowed: one number > 0"
              .formatted(
                  file, name, array.length() == 1 ? array.get(0) : "shape " + array.shapeText()));
    }
    return OptionalDouble.of(array.get(0));
  }
}
