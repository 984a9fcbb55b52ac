package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.JointTuning;
import org.compassnet.analysis.Lesions;
import org.compassnet.analysis.Perturbation;
import org.compassnet.analysis.Population;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.Config;

/**
 * What the page's explorer shows, as JSON: units, maps, weights and perturbations. Maps and rates
 * are bytes, 254 for the maximum and 255 for an empty bin, which is as fine as a screen's colours.
 */
final class ExplorerData {

  private static final int EMPTY = 255;
  private static final int FULL = 254;

  /** Every so many steps of a perturbation are kept. */
  private static final int STRIDE = 2;

  private ExplorerData() {}

  static String json(Analysis analysis) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("classes", classes());
    tree.put("order", analysis.tuning().table().sorted());
    tree.put("units", units(analysis));
    JointTuning maps = analysis.tuning().byTrueDirection();
    tree.put("avRangeDegPerS", maps.avRangeDegPerS());
    tree.put("hdBins", maps.hdBins());
    tree.put("avBins", maps.avBins());
    tree.put("maps", maps(maps));
    analysis
        .tuning()
        .byDecodedDirection()
        .ifPresent(decoded -> tree.put("mapsDecoded", maps(decoded)));
    analysis
        .tuningBefore()
        .ifPresent(before -> tree.put("mapsBefore", maps(before.byTrueDirection())));
    tree.put("weights", floats(analysis.trained().weights().wRec()));
    tree.put("perturbations", perturbations(analysis));
    tree.put("palettes", palettes());
    try {
      // "</" would end the page's script element.
      return Config.json().writeValueAsString(tree).replace("</", "<\\/");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Map<String, Object>> classes() {
    List<Map<String, Object>> classes = new ArrayList<>();
    for (UnitClass type : UnitClass.values()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("id", type.keyword());
      entry.put("label", type.label());
      entry.put("color", hex(Figure.color(type).getRGB()));
      classes.add(entry);
    }
    return classes;
  }

  private static String hex(int rgb) {
    return String.format("#%06x", rgb & 0xffffff);
  }

  private static Map<String, Object> palettes() {
    Map<String, Object> palettes = new LinkedHashMap<>();
    for (ColorMap map : ColorMap.values()) {
      List<String> colors = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        colors.add(hex(map.rgb(i / 63.0)));
      }
      palettes.put(map.name().toLowerCase(Locale.ROOT), colors);
    }
    palettes.put("network", hex(Figure.NETWORK.getRGB()));
    return palettes;
  }

  private static List<Map<String, Object>> units(Analysis analysis) {
    double[][] embedding = analysis.population().result().map(Population::embedding).orElse(null);
    List<Map<String, Object>> units = new ArrayList<>();
    for (Unit unit : analysis.tuning().table().units()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", unit.type().ordinal());
      entry.put("pd", rounded(Math.toDegrees(unit.preferredDirectionRad()), 10));
      entry.put("r", rounded(unit.vectorLength(), 1000));
      entry.put("sHd", rounded(unit.hdStrength(), 1000));
      entry.put("sAv", rounded(unit.avStrength(), 1000));
      entry.put("asymmetry", rounded(unit.avAsymmetry(), 1000));
      entry.put("max", rounded(unit.maxRate(), 1e4));
      highest(entry, "maxDecoded", analysis.tuning().byDecodedDirection(), unit);
      highest(entry, "maxBefore", analysis.tuningBefore().then(Tuning::byTrueDirection), unit);
      entry.put("wAv", rounded(analysis.trained().weights().velocityWeight(unit.unit()), 1000));
      if (embedding != null && Double.isFinite(embedding[unit.unit()][0])) {
        List<Double> place = new ArrayList<>();
        for (double coordinate : embedding[unit.unit()]) {
          place.add(rounded(coordinate, 1e4));
        }
        entry.put("at", place);
      }
      units.add(entry);
    }
    return units;
  }

  /** The highest rate of a unit's map, which the bytes of the map are shares of. */
  private static void highest(
      Map<String, Object> entry, String key, Attempt<JointTuning> maps, Unit unit) {
    maps.ifPresent(of -> entry.put(key, rounded(of.maxRate(unit.unit()), 1e4)));
  }

  private static Double rounded(double value, double parts) {
    return Double.isFinite(value) ? Math.rint(value * parts) / parts : null;
  }

  private static String maps(JointTuning tuning) {
    byte[] bytes = new byte[tuning.units() * tuning.avBins() * tuning.hdBins()];
    int at = 0;
    for (int i = 0; i < tuning.units(); i++) {
      double max = tuning.maxRate(i);
      for (double[] row : tuning.maps()[i]) {
        for (double rate : row) {
          bytes[at++] = level(rate, max);
        }
      }
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte level(double rate, double max) {
    if (!Double.isFinite(rate)) {
      return (byte) EMPTY;
    }
    return (byte) (max > 0 ? Math.max(0, Math.min(FULL, Math.round(rate / max * FULL))) : 0);
  }

  private static String floats(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(buffer.array());
  }

  private static List<Map<String, Object>> perturbations(Analysis analysis) {
    return analysis.lesions().result().map(Lesions::all).orElse(List.of()).stream()
        .map(ExplorerData::perturbation)
        .toList();
  }

  private static Map<String, Object> perturbation(Perturbation perturbation) {
    Perturbation.Example example = perturbation.example();
    int columns = example.timeS().length / STRIDE;
    int units = example.bumpPdDeg().length;
    double max = 0;
    for (double[] rates : example.bump()) {
      for (double rate : rates) {
        max = Math.max(max, rate);
      }
    }
    byte[] rates = new byte[columns * units];
    List<Double> truth = new ArrayList<>();
    List<Double> decoded = new ArrayList<>();
    List<Double> length = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int t = c * STRIDE;
      truth.add(rounded(example.trueDeg()[t], 10));
      decoded.add(rounded(example.decodedDeg()[t], 10));
      length.add(rounded(example.readoutLength()[t], 1000));
      for (int i = 0; i < units; i++) {
        rates[i * columns + c] = level(example.bump()[t][i], max);
      }
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", sentence(perturbation.intervention().name()));
    entry.put("description", perturbation.intervention().description());
    entry.put("endS", example.timeS()[example.timeS().length - 1]);
    entry.put("fromS", perturbation.windowS()[0]);
    entry.put(
        "toS", Math.min(example.timeS()[example.timeS().length - 1], perturbation.windowS()[1]));
    entry.put("units", units);
    entry.put("columns", columns);
    entry.put("rates", Base64.getEncoder().encodeToString(rates));
    entry.put("truth", truth);
    entry.put("decoded", decoded);
    entry.put("length", length);
    entry.put(
        "windows",
        List.of(
            window("before, second half", perturbation.before()),
            window("0.1 to 0.6 s", perturbation.onset()),
            window("during, second half", perturbation.during()),
            window("after, second half", perturbation.after())));
    return entry;
  }

  private static Map<String, Object> window(String when, Perturbation.Window window) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("when", when);
    entry.put("bump", rounded(window.bump(), 1e4));
    entry.put("coherence", rounded(window.coherence(), 1000));
    entry.put("output", rounded(window.readoutLength(), 1000));
    entry.put("error", rounded(window.errorDeg(), 10));
    entry.put("drift", rounded(window.driftDegPerS(), 10));
    entry.put("gain", rounded(window.gain(), 1000));
    return entry;
  }
}
