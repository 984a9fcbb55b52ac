package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.compassnet.study.Effect;
import org.compassnet.study.Sample;
import org.compassnet.study.SettingsStudy;

/** The words and the table of what single settings do. */
final class SettingsText {

  static final List<String> HEADER =
      List.of(
          "Setting",
          "Learned",
          "Error",
          "Two kinds",
          "Lesions",
          "Compass",
          "CCW",
          "CW",
          "Inactive",
          "W_rec",
          "S_AV",
          "Ring",
          "Beside the base");

  private SettingsText() {}

  static String lead(SettingsStudy study) {
    return text(
        "What single settings do, over %d networks each. The base is the main condition; all train"
            + " for %d updates unless the name says otherwise. Error: normalized, on each network's"
            + " own trials; all else is of the networks that learned. Two kinds: in how many of"
            + " them the velocity weights have more than one peak (p of the dip test below %s)."
            + " Lesions: how many of four do what the paper says, and more clearly than random cuts"
            + " of as many units. Then the units of each class. W_rec: correlation of the recurrent"
            + " weights with their first draw; near 1 is lazy. S_AV: how far it follows the"
            + " magnitude of a unit's first velocity weight (Spearman's correlation). Ring: share"
            + " of the fixed and slow points on the ring that are slow along it and fast across."
            + " Beside the base: differences from the base's networks of the same seeds whose"
            + " interval leaves out 0, corrected for all comparisons of the table; \u201cnone\u201d"
            + " is what these networks show, and few networks show only large differences."
            + " Shrinkage is what weight decay takes of a weight that no gradient holds.",
        study.networks().size() / Math.max(1, study.settings().size()),
        study.settings().get(0).condition().config().training().updates(),
        study.alpha());
  }

  static String caption(SettingsStudy study) {
    return text(
        "The main condition with one setting changed at a time and a shorter training. Dots are"
            + " networks, with their mean and, from d on, its interval. a, error on each network's"
            + " own trials; b, mean"
            + " counts of units (grey: other and inactive); c, p of the dip test of the velocity"
            + " weights, with the line at %s; d, lesions as in the paper, beyond random cuts; e,"
            + " correlation of trained and first recurrent weights; f, share of the fixed and slow"
            + " points on the ring that are slow along it and fast across. b to f, networks that"
            + " learned.",
        study.alpha());
  }

  static List<List<String>> rows(SettingsStudy study) {
    List<List<String>> rows = new ArrayList<>();
    for (SettingsStudy.Setting setting : study.settings()) {
      String name = setting.name();
      int learned = study.learned(name).size();
      rows.add(
          List.of(
              setting.words(),
              text("%d of %d", learned, study.of(name).size()),
              mean(study, name, Effect.NORMALIZED_ERROR, "%.4f"),
              learned == 0 ? "\u2013" : text("%d of %d", study.separated(name), learned),
              mean(study.lesionsShown(name), "%.1f"),
              mean(study, name, Effect.N_COMPASS, "%.0f"),
              mean(study, name, Effect.N_CCW, "%.0f"),
              mean(study, name, Effect.N_CW, "%.0f"),
              mean(study, name, Effect.N_INACTIVE, "%.0f"),
              mean(study, name, Effect.W_REC_CORRELATION, "%.2f"),
              mean(study, name, Effect.AV_STRENGTH_TO_INITIAL, "%.2f"),
              mean(study, name, Effect.SHARE_OF_POINTS_ALONG_RING, "%.2f"),
              name.equals(SettingsStudy.BASE) ? "" : beside(study, name)));
    }
    return rows;
  }

  private static String beside(SettingsStudy study, String name) {
    List<SettingsStudy.Difference> differences = study.differences(name);
    if (differences.stream().allMatch(d -> Double.isNaN(d.mean().low()))) {
      return "too few pairs";
    }
    String clear =
        differences.stream()
            .filter(SettingsStudy.Difference::clear)
            .map(d -> text("%s %+.2g", words(d.effect()), d.mean().value()))
            .collect(Collectors.joining("; "));
    return clear.isEmpty() ? "none" : clear;
  }

  private static String words(Effect effect) {
    return switch (effect) {
      case NORMALIZED_ERROR -> "error";
      case SHIFTER_SHARE -> "share of shifters";
      case N_INACTIVE -> "inactive units";
      case W_REC_CORRELATION -> "W_rec's correlation";
      case AV_STRENGTH_TO_INITIAL -> "S_AV's correlation";
      case SHARE_OF_POINTS_ALONG_RING -> "points along the ring";
      default -> effect.meaning();
    };
  }

  private static String mean(SettingsStudy study, String name, Effect effect, String format) {
    return mean(study.sample(name, effect), format);
  }

  private static String mean(Sample sample, String format) {
    double mean = sample.mean().value();
    return Double.isNaN(mean) ? "\u2013" : text(format, mean);
  }
}
