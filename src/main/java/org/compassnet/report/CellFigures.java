package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compassnet.analysis.Tables;
import org.compassnet.analysis.UnitClass;
import org.compassnet.cells.Cell;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.Decoding;
import org.compassnet.cells.PopulationRing;

/** Figures of recorded cells. */
public final class CellFigures {

  private static final String DIRECTION = "Head direction (deg)";

  /** The windows of the decoded stretch: a minute of 100 ms each. */
  private static final int SHOWN_WINDOWS = 600;

  private static final int PAGE = 720;

  private CellFigures() {}

  /**
   * Tuning curve of every cell, sorted by class and preferred direction: the rates as they are in
   * grey, smoothed in the colour of the cell's class.
   */
  public static Figure tuningCurves(CellAnalysis analysis) {
    int[] order = analysis.table().sorted();
    int columns = (int) Math.ceil(Math.sqrt(order.length));
    int rows = (order.length - 1) / columns + 1;
    double width = (double) PAGE / columns;
    double height = width * 0.8;
    boolean small = columns > 6;
    int top = 85;
    Figure figure = new Figure(PAGE + 110, (int) (top + rows * height + 55));
    for (int k = 0; k < order.length; k++) {
      int column = k % columns;
      int row = k / columns;
      Cell cell = analysis.cells().get(order[k]);
      double[] at = Tables.degrees(cell.curve().centresRad());
      double most = Axis.reach(cell.curve().rateHz());
      boolean corner = row == rows - 1 && column == 0;
      double[] ticks = corner ? new double[] {-180, 0, 180} : new double[0];
      Axis x = new Axis(corner ? "HD (deg)" : "", -180, 180, false, ticks);
      Axis y = Axis.rounded(corner ? "Rate (Hz)" : "", 0, most, 2);
      figure.add(
          new Axes(small ? "" : title(cell), x, small ? Axis.bare(0, most) : y)
              .titleSize(10)
              .line(null, at, cell.curve().rateHz(), Figure.MUTED, 0.7f)
              .line(null, at, cell.curve().smoothedHz(), Figure.color(cell.type()), 1.8f),
          75 + column * width,
          top + row * height,
          width - 34,
          height - 34);
    }
    Axes key = new Axes("Tuning curves", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    for (UnitClass type : UnitClass.values()) {
      key.points(
          type.label() + " " + analysis.counts().get(type),
          new double[0],
          new double[0],
          Figure.color(type),
          8);
    }
    return figure.add(key, 75, 52, PAGE, 1);
  }

  private static String title(Cell cell) {
    return text("%s: R %.2f", cell.name(), cell.curve().vectorLength());
  }

  /** Joint maps of all cells. */
  public static Figure maps(CellAnalysis analysis) {
    return TuningFigures.allMaps("All cells", analysis.maps(), analysis.table());
  }

  /** True and decoded direction over a minute; the slow drift; the error of fewer cells. */
  public static Figure decoding(CellAnalysis analysis) {
    Decoding decoding = analysis.decoding();
    return new Figure(860, 560)
        .add(stretch(decoding).letter("a"), 75, 55, 755, 190)
        .add(drift(decoding).letter("b"), 75, 340, 330, 160)
        .add(byCells(decoding).letter("c"), 500, 340, 330, 160);
  }

  private static Axes stretch(Decoding decoding) {
    int n = decoding.timeS().length;
    int from = Math.max(0, n / 2 - SHOWN_WINDOWS / 2);
    int to = Math.min(n, from + SHOWN_WINDOWS);
    double[] time = Arrays.copyOfRange(decoding.timeS(), from, to);
    double[] seconds = Arrays.stream(time).map(t -> t - time[0]).toArray();
    double[] truth = Tables.degrees(Arrays.copyOfRange(decoding.trueRad(), from, to));
    double[] decoded = Tables.degrees(Arrays.copyOfRange(decoding.decodedRad(), from, to));
    // Over a gap no line is drawn.
    for (int k = 1; k < time.length; k++) {
      if (time[k] - time[k - 1] > 2.5 * decoding.windowS()) {
        truth[k - 1] = Double.NaN;
      }
    }
    return new Axes(
            "True and decoded direction",
            Axis.linear("Time (s)", 0, Math.max(1, seconds[seconds.length - 1])),
            Axis.linear(DIRECTION, -180, 180, 90))
        .line("true", seconds, TrainingFigures.unwrappedGaps(truth), Figure.TRUTH, 2f)
        .points("decoded from the other blocks' curves", seconds, decoded, Figure.NETWORK, 3);
  }

  private static Axes drift(Decoding decoding) {
    double begin = decoding.drift().timeS()[0];
    double[] minutes = Arrays.stream(decoding.drift().timeS()).map(t -> (t - begin) / 60).toArray();
    double[] drift = Tables.degrees(decoding.drift().driftRad());
    return new Axes(
            "Slow drift of decoded against true",
            Axis.linear("Time (min)", 0, Math.max(1, minutes[minutes.length - 1])),
            Axis.symmetric("Decoded \u2212 true (deg)", drift))
        .horizontal(0, Figure.MUTED, 0.8f)
        .line(null, minutes, drift, Figure.NETWORK, 1.8f);
  }

  private static Axes byCells(Decoding decoding) {
    List<Decoding.ByCells> by = decoding.byCells();
    double[] cells = by.stream().mapToDouble(Decoding.ByCells::cells).toArray();
    double[] median = by.stream().mapToDouble(Decoding.ByCells::median).toArray();
    double[] low = by.stream().mapToDouble(b -> b.medianErrorDeg()[0]).toArray();
    double[] high =
        by.stream().mapToDouble(b -> b.medianErrorDeg()[b.medianErrorDeg().length - 1]).toArray();
    double most = cells[cells.length - 1];
    return new Axes(
            "Decoding error by number of cells",
            Axis.rounded("Cells", 0, 1.05 * most, 6),
            Axis.linear("Median error (deg)", 0, 100, 20))
        .horizontal(90, Figure.MUTED, 0.8f)
        .band(cells, low, high, Figure.NETWORK)
        .line("median of random choices (band: all)", cells, median, Figure.NETWORK, 2)
        .points(null, cells, median, Figure.NETWORK, 6)
        .points(
            "Poisson cells",
            new double[] {most},
            new double[] {decoding.poissonMedianErrorDeg()},
            Figure.TRUTH,
            6);
  }

  /** The cloud of rates, from two sides, and its holes against shuffled data: an epoch a row. */
  public static Figure rings(CellAnalysis analysis) {
    List<PopulationRing> rings = analysis.rings();
    Figure figure = new Figure(860, 300 * rings.size() + 70);
    for (int k = 0; k < rings.size(); k++) {
      PopulationRing ring = rings.get(k);
      double top = 50 + 300 * k;
      figure
          .add(cloud(ring, 0, 1, ring.epoch() + ", by " + colour(ring)), 70, top, 200, 200)
          .add(cloud(ring, 0, 2, ""), 345, top, 200, 200)
          .add(PopulationFigures.holes(ring.ringness(), "cells"), 630, top, 200, 200);
    }
    return figure.add(
        Figure.colorBar("Head direction (deg)", -180, 180, ColorMap.CYCLIC),
        290,
        300 * rings.size() + 10,
        290,
        10);
  }

  private static String colour(PopulationRing ring) {
    return ring.decoded() ? "decoded direction" : "direction";
  }

  static Axes cloud(PopulationRing ring, int across, int up, String title) {
    double[] x = component(ring, across);
    double[] y = component(ring, up);
    double limit = Math.max(Axis.reach(x), Axis.reach(y));
    return new Axes(title, axis(across, limit), axis(up, limit))
        .points(x, y, DynamicsFigures.colors(ring.directionRad(), 170), 3);
  }

  private static Axis axis(int component, double limit) {
    return Axis.rounded("PC " + (component + 1) + " (\u221aHz)", -limit, limit, 5);
  }

  private static double[] component(PopulationRing ring, int component) {
    return Arrays.stream(ring.place()).mapToDouble(p -> p[component]).toArray();
  }

  /** All figures by the names of their files; the population's where it was measured. */
  static List<Plate> plates(CellAnalysis analysis) {
    List<Plate> plates = new ArrayList<>();
    plates.add(
        new Plate(
            "tuning_curves",
            tuningCurves(analysis),
            "Firing rate over head direction (HD): spikes over occupancy (grey), smoothed"
                + " (colour)."));
    plates.add(
        new Plate(
            "maps",
            maps(analysis),
            "Firing rate over head direction (HD) and angular velocity (AV); grey: too rarely"
                + " there."));
    plates.add(
        new Plate(
            "decoding",
            decoding(analysis),
            "The direction decoded from all cells by Bayes' rule, with held-out blocks."));
    if (!analysis.rings().isEmpty()) {
      plates.add(
          new Plate(
              "population",
              rings(analysis),
              "Square roots of the smoothed rates along their principal components, and the"
                  + " longest hole of their cloud over the second."));
    }
    return plates;
  }

  /** Writes every figure as png and svg. Without fonts, none. */
  public static void write(CellAnalysis analysis, Path folder) throws IOException {
    if (Figure.fontsAreThere()) {
      for (Plate plate : plates(analysis)) {
        plate.figure().write(folder, plate.name());
      }
    }
  }
}
