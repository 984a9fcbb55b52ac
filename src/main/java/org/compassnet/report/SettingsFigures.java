package org.compassnet.report;

import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.UnitClass;
import org.compassnet.study.Effect;
import org.compassnet.study.Sample;
import org.compassnet.study.SettingsStudy;

/** The figure of what single settings do: a row for each. */
final class SettingsFigures {

  private static final int ROW = 20;
  private static final double TOP = 45;

  private final SettingsStudy study;
  private final int rows;
  private final Axis y;

  private SettingsFigures(SettingsStudy study) {
    this.study = study;
    this.rows = study.settings().size();
    this.y = new Axis("", -0.7, rows - 0.3, false, new double[0]);
  }

  /**
   * Error, units of each class, p of the velocity weights' dip test, lesions as in the paper,
   * correlation of the recurrent weights with their start, and slow points along the ring.
   */
  static Figure settings(SettingsStudy study) {
    return new SettingsFigures(study).figure();
  }

  private Figure figure() {
    List<SettingsStudy.Setting> settings = study.settings();
    Axes names = new Axes("", Axis.bare(0, 1), y).bare();
    Axes error = new Axes("", errors(), y).letter("a");
    Axes counts = counts().letter("b");
    Axes dip = new Axes("", Axis.logarithmic("Dip test's p", 1e-3, 1), y).letter("c");
    Axes lesions = new Axes("", Axis.linear("Lesions (of 4)", -0.2, 4.2, 1), y).letter("d");
    Axes lazy = new Axes("", Axis.linear("Correlation", 0, 1.02, 0.5), y).letter("e");
    Axes points = new Axes("", Axis.linear("Along ring", 0, 1.02, 0.5), y).letter("f");
    dip.vertical(study.alpha(), Figure.MUTED, 1);
    for (int k = 0; k < rows; k++) {
      double at = rows - 1.0 - k;
      String name = settings.get(k).name();
      names.textRight(settings.get(k).words(), 1, at, Figure.TRUTH, 11);
      Sample errors = study.sample(name, Effect.NORMALIZED_ERROR);
      StudyFigures.dots(error, errors, at)
          .points(null, new double[] {errors.mean().value()}, new double[] {at}, Figure.NETWORK, 7);
      units(counts, name, at);
      StudyFigures.dots(dip, study.sample(name, Effect.DIP_P_VELOCITY_WEIGHT), at);
      StudyFigures.row(lesions, study.lesionsShown(name), at);
      StudyFigures.row(lazy, study.sample(name, Effect.W_REC_CORRELATION), at);
      StudyFigures.row(points, study.sample(name, Effect.SHARE_OF_POINTS_ALONG_RING), at);
    }
    double height = rows * (double) ROW;
    return new Figure(1080, (int) height + 100)
        .add(names, 5, TOP, 255, height)
        .add(error, 270, TOP, 100, height)
        .add(counts, 410, TOP, 200, height)
        .add(dip, 655, TOP, 85, height)
        .add(lesions, 780, TOP, 75, height)
        .add(lazy, 895, TOP, 70, height)
        .add(points, 1000, TOP, 65, height);
  }

  /** On a logarithmic axis, as a setting may do the task ten times as well or as badly. */
  private Axis errors() {
    return Axis.logarithmic(
        "Normalized error",
        study.settings().stream()
            .map(setting -> study.sample(setting.name(), Effect.NORMALIZED_ERROR))
            .flatMapToDouble(sample -> Arrays.stream(sample.values()))
            .toArray());
  }

  private Axes counts() {
    int units = study.settings().get(0).condition().config().network().units();
    Axes counts = new Axes("", Axis.rounded("Units", 0, units, 4), y);
    for (UnitClass type : List.of(UnitClass.COMPASS, UnitClass.CCW, UnitClass.CW)) {
      String label =
          type == UnitClass.COMPASS ? type.label() : type.label().replace(" shifter", "");
      counts.points(label, new double[0], new double[0], Figure.color(type), 8);
    }
    return counts;
  }

  private void units(Axes counts, String name, double at) {
    double from = 0;
    for (UnitClass type : UnitClass.values()) {
      double mean = study.sample(name, Effect.count(type)).mean().value();
      double to = from + (Double.isFinite(mean) ? mean : 0);
      counts.fill(from, at - 0.35, to, at + 0.35, Figure.color(type));
      from = to;
    }
  }
}
