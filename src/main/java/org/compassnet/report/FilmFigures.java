package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Film;
import org.compassnet.analysis.FilmFrame;
import org.compassnet.analysis.Kernel;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;

/** The film of a training: maps, preferred directions, velocity weights and kernels. */
public final class FilmFigures {

  private static final int WIDTH = 860;
  private static final int LEFT = 75;
  private static final double MAPS = WIDTH - LEFT - 20.0;
  private static final double MAP_HEIGHT = 46;
  private static final int UNITS_OF_A_CLASS = 2;
  private static final int MOST_COLUMNS = 10;

  private final Film film;
  private final List<FilmFrame> frames;
  private final double[] at;

  private FilmFigures(Film film) {
    this.film = film;
    this.frames = film.frames();
    this.at = IntStream.range(0, frames.size()).asDoubleStream().toArray();
  }

  /** The whole film on one page. */
  public static Figure film(Film film) {
    return new FilmFigures(film).figure();
  }

  /** What it shows, and when what was there. */
  static String caption(Film film) {
    FilmFrame last = film.frames().get(film.frames().size() - 1);
    return text(
            "The training at %d points, each beside the last one. a, joint maps (head direction"
                + " across, from -180 to 180 deg; angular velocity up, to %.0f deg/s) of the units"
                + " with the clearest direction in each class of the last point; the frame has the"
                + " colour of the class that the unit has at that point, and each map its own"
                + " scale; under them the mean error on these trials. At update 0 what looks like"
                + " tuning is the echo of the cue. b, distance of each unit's preferred direction"
                + " from its last one, by last class; the black line is the median, 90 deg is"
                + " chance, and below the dashed line, at %.0f deg, a direction has settled. c,"
                + " weight of the velocity on every unit, by last class. d to f, mean weight to"
                + " compass units over the difference of the preferred directions of the last"
                + " point, from dark (first) to light (last).",
            film.frames().size(), last.maps().avRangeDegPerS(), film.options().settledDeg())
        + text(
            " Half of the directions have settled %s; the velocity weights split (p of the dip test"
                + " below %s from then on) %s; %.0f %% of the pairs of a CCW and a CW shifter have"
                + " the velocity weights in their last order %s.",
            film.directionsSettled(),
            film.options().alpha(),
            when(film.velocityWeightsSplit()),
            100 * film.options().sidesTold(),
            when(film.sidesTold()));
  }

  private static String when(Optional<Film.When> when) {
    return when.map(Film.When::toString).orElse("never");
  }

  private Figure figure() {
    List<Unit> shown = shown();
    double top = 50;
    double below = top + shown.size() * MAP_HEIGHT + 75;
    Figure figure = new Figure(WIDTH, (int) below + 490);
    maps(figure, shown, top);
    overUpdates(figure, distances().letter("b"), LEFT, below, 330);
    overUpdates(figure, velocityWeights().letter("c"), 500, below, 330);
    double high = kernelReach();
    for (int k = 0; k < Connectivity.CLASSES.size(); k++) {
      UnitClass from = Connectivity.CLASSES.get(k);
      figure.add(
          kernels(from, high, k == 0).letter(Figure.letter(3 + k)),
          LEFT + k * 267,
          below + 260,
          205,
          150);
    }
    int last = frames.size() - 1;
    return figure
        .add(
            new Axes("", Axis.bare(0, 1), Axis.bare(0, 1))
                .framed()
                .map(new double[][] {at}, 0, last, ColorMap.VIRIDIS),
            330,
            below + 465,
            200,
            9)
        .add(
            words().textRight("update " + frames.get(0).update(), 1, 0.5, Figure.TRUTH, 11),
            180,
            below + 462,
            142,
            15)
        .add(
            words().textLeft(String.valueOf(frames.get(last).update()), 0, 0.5, Figure.TRUTH, 11),
            538,
            below + 462,
            142,
            15);
  }

  /** The units of each class that have the clearest direction at the end. */
  private List<Unit> shown() {
    List<Unit> shown = new ArrayList<>();
    for (UnitClass type : Connectivity.CLASSES) {
      film.last().of(type).stream()
          .sorted(Comparator.comparingDouble(Unit::vectorLength).reversed())
          .limit(UNITS_OF_A_CLASS)
          .forEach(shown::add);
    }
    return shown;
  }

  /** Columns of the maps: every snapshot, or as many evenly spaced ones as there is room for. */
  private int[] columns() {
    int count = Math.min(MOST_COLUMNS, frames.size());
    return IntStream.range(0, count)
        .map(k -> (int) Math.round(k * (frames.size() - 1.0) / (count - 1)))
        .toArray();
  }

  private void maps(Figure figure, List<Unit> shown, double top) {
    int[] columns = columns();
    double width = MAPS / columns.length;
    for (int column = 0; column < columns.length; column++) {
      FilmFrame frame = frames.get(columns[column]);
      for (int row = 0; row < shown.size(); row++) {
        int unit = shown.get(row).unit();
        double most = Math.max(frame.table().get(unit).maxRate(), 1e-9);
        String title = (column == 0 ? "update " : "") + frame.update();
        double range = frame.maps().avRangeDegPerS();
        figure.add(
            new Axes(row == 0 ? title : "", Axis.bare(-180, 180), Axis.bare(-range, range))
                .framed(Figure.color(frame.table().get(unit).type()), 2)
                .titleSize(11)
                .letter(row == 0 && column == 0 ? "a" : "")
                .map(frame.maps().maps()[unit], 0, most, ColorMap.VIRIDIS),
            LEFT + column * width,
            top + row * MAP_HEIGHT,
            width - 8,
            MAP_HEIGHT - 8);
        if (column == 0) {
          double middle = top + row * MAP_HEIGHT + MAP_HEIGHT / 2 - 4;
          figure.add(
              words().textRight("unit " + unit, 1, 0.5, Figure.TRUTH, 11),
              0,
              middle - 10,
              LEFT - 6,
              20);
        }
      }
      double under = top + shown.size() * MAP_HEIGHT - 3;
      if (column == 0) {
        figure.add(
            words().textRight("error (deg)", 1, 0.5, Figure.TRUTH, 11), 0, under, LEFT - 6, 16);
      }
      figure.add(
          words()
              .text(
                  text("%.1f", frame.evaluation().angularErrorDeg().mean()),
                  0.5,
                  0.5,
                  Figure.TRUTH,
                  11),
          LEFT + column * width,
          under,
          width - 8,
          16);
    }
  }

  /** A place for words outside of a panel. */
  private static Axes words() {
    return new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
  }

  /** A panel over the snapshots, evenly spaced, with their updates under it. */
  private void overUpdates(Figure figure, Axes axes, double left, double top, double width) {
    figure.add(axes, left, top, width, 170);
    Axes labels = new Axes("", overFrames(), Axis.bare(0, 1)).bare();
    int every = (frames.size() - 1) / MOST_COLUMNS + 1;
    for (int k = frames.size() - 1; k >= 0; k -= every) {
      labels.text(String.valueOf(frames.get(k).update()), at[k], 0.75, Figure.TRUTH, 10);
    }
    labels.text("Update", (frames.size() - 1) / 2.0, 0.2, Figure.TRUTH, 12.2f);
    figure.add(labels, left, top + 172, width, 34);
  }

  private Axis overFrames() {
    return Axis.bare(-0.5, frames.size() - 0.5);
  }

  private Axes distances() {
    Axes axes = new Axes("", overFrames(), Axis.linear("Distance from last PD (deg)", 0, 180, 45));
    for (UnitClass type : Connectivity.CLASSES) {
      Color color = Figure.color(type);
      for (int unit : film.last().indices(type)) {
        axes.line(null, at, over(frame -> frame.distanceDeg()[unit]), faint(color), 0.8f);
      }
    }
    return axes.dashed(null, at, over(f -> film.options().settledDeg()), Figure.MUTED, 1)
        .line("median", at, over(film::medianDistanceDeg), Figure.TRUTH, 2.2f);
  }

  private Axes velocityWeights() {
    double[] all =
        IntStream.range(0, film.last().units().size())
            .boxed()
            .flatMapToDouble(i -> DoubleStream.of(over(frame -> frame.velocityWeight(i))))
            .toArray();
    Axes axes =
        new Axes("", overFrames(), Axis.symmetric("Velocity weight (per rad/step)", all))
            .horizontal(0, Figure.MUTED, 0.8f);
    List<UnitClass> types = new ArrayList<>(List.of(UnitClass.values()));
    types.sort(Comparator.comparing(type -> Connectivity.CLASSES.contains(type)));
    for (UnitClass type : types) {
      for (int unit : film.last().indices(type)) {
        axes.line(null, at, over(f -> f.velocityWeight(unit)), Figure.color(type), 1);
      }
    }
    for (UnitClass type : Connectivity.CLASSES) {
      axes.points(type.label(), new double[0], new double[0], Figure.color(type), 8);
    }
    return axes;
  }

  private Axes kernels(UnitClass from, double high, boolean first) {
    Axes axes =
        new Axes(
                text("%s to compass", from.label()),
                Axis.linear("PD post \u2212 PD pre (deg)", -180, 180, 90),
                Axis.linear(first ? "Mean weight" : "", -high, high))
            .titleSize(11)
            .horizontal(0, Figure.MUTED, 0.8f);
    for (int k = 0; k < frames.size(); k++) {
      Color color = ColorMap.VIRIDIS.color(k / (frames.size() - 1.0));
      frames
          .get(k)
          .wiring()
          .result()
          .flatMap(wiring -> wiring.find(from, UnitClass.COMPASS))
          .ifPresent(kernel -> axes.line(null, deg(kernel), kernel.profile().mean(), color, 1.6f));
    }
    return axes;
  }

  private static double[] deg(Kernel kernel) {
    return Arrays.stream(kernel.profile().differenceRad()).map(Math::toDegrees).toArray();
  }

  private double kernelReach() {
    return Axis.reach(
        frames.stream()
            .flatMap(frame -> frame.wiring().result().stream())
            .flatMap(wiring -> wiring.kernels().stream())
            .filter(kernel -> kernel.to() == UnitClass.COMPASS)
            .flatMapToDouble(kernel -> Arrays.stream(kernel.profile().mean()))
            .toArray());
  }

  private double[] over(ToDoubleFunction<FilmFrame> value) {
    return frames.stream().mapToDouble(value).toArray();
  }

  private static Color faint(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 110);
  }
}
