package org.compassnet.report;

import static org.compassnet.files.Text.sentence;
import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.compassnet.analysis.Histogram;
import org.compassnet.analysis.Unit;
import org.compassnet.analysis.UnitClass;
import org.compassnet.analysis.UnitTable;
import org.compassnet.cells.Cell;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.CellComparison;
import org.compassnet.cells.CellDifference;
import org.compassnet.cells.CellStatistic;
import org.compassnet.cells.ComparedNetwork;
import org.compassnet.cells.Counterparts;
import org.compassnet.cells.Decoding;
import org.compassnet.cells.PopulationRing;

/** Figures of networks beside recorded cells: cells black, networks purple. */
public final class CellComparisonFigures {

  /** Of more cells or units so many maps are shown, evenly from their order. */
  private static final int SHOWN = 36;

  private static final int BLOCK = 370;

  private CellComparisonFigures() {}

  /** Joint maps of the cells, and of the first network's units. */
  public static Figure maps(CellComparison comparison) {
    ComparedNetwork network = comparison.networks().get(0);
    Figure figure = new Figure(880, 465);
    block(figure, "a", "Cells", comparison.cells(), 50);
    block(figure, "b", network.name(), network.units(), 470);
    return figure.add(
        Figure.colorBar("Rate over its maximum", 0, 1, ColorMap.VIRIDIS), 610, 405, 230, 9);
  }

  private static void block(
      Figure figure, String letter, String title, CellAnalysis of, double left) {
    UnitTable table = of.table();
    int[] order = table.sorted();
    int shown = Math.min(SHOWN, order.length);
    int columns = (int) Math.ceil(Math.sqrt(shown));
    double width = (double) BLOCK / columns;
    double height = width * 0.78;
    double range = of.maps().avRangeDegPerS();
    Axes key =
        new Axes(title, Axis.bare(0, 1), Axis.bare(0, 1)).bare().titleSize(12).letter(letter);
    for (UnitClass type : UnitClass.values()) {
      if (of.counts().get(type) > 0) {
        key.points(
            of.counts().get(type) + " " + type.label(),
            new double[0],
            new double[0],
            Figure.color(type),
            8);
      }
    }
    figure.add(key, left, 55, BLOCK, 1);
    for (int k = 0; k < shown; k++) {
      Unit unit = table.get(order[(int) ((k + 0.5) * order.length / shown)]);
      boolean corner = k / columns == (shown - 1) / columns && k % columns == 0;
      double[] none = new double[0];
      Axis x =
          new Axis(
              corner ? "HD (deg)" : "",
              -180,
              180,
              false,
              corner ? new double[] {-180, 0, 180} : none);
      Axis y = corner ? Axis.rounded("AV (deg/s)", -range, range, 3) : Axis.bare(-range, range);
      figure.add(
          new Axes("", x, y)
              .framed(Figure.color(unit.type()), 2)
              .map(of.maps().maps()[unit.unit()], 0, Axis.reach(unit.maxRate()), ColorMap.VIRIDIS),
          left + k % columns * width,
          65 + (double) (k / columns) * height,
          width - 7,
          height - 7);
    }
  }

  /** The distribution of every statistic over cells and over units, in percent. */
  public static Figure distributions(CellComparison comparison) {
    Figure figure = new Figure(860, 500);
    List<CellDifference> differences = comparison.differences();
    for (int k = 0; k < differences.size(); k++) {
      CellDifference of = differences.get(k);
      CellStatistic statistic = of.statistic();
      Histogram cells = statistic.histogram(comparison.cells());
      double[] centres = cells.centres();
      List<double[]> all = new ArrayList<>(List.of(cells.counts()));
      comparison.networks().forEach(n -> all.add(statistic.histogram(n.units()).counts()));
      double most = all.stream().mapToDouble(Axis::reach).max().orElse(1);
      String unit = statistic.unit().isEmpty() ? "" : " (" + statistic.unit() + ")";
      double end = cells.from() + cells.width() * cells.counts().length;
      Axes axes =
          new Axes(
                  sentence(of.words()),
                  Axis.rounded(sentence(statistic.words()) + unit, cells.from(), end, 5),
                  Axis.rounded(k % 3 == 0 ? "Percent" : "", 0, Math.max(1, most), 4))
              .titleSize(10.5f)
              .letter(Figure.letter(k))
              .bars(
                  k == 0 ? "cells" : null,
                  centres,
                  cells.counts(),
                  0.9 * cells.width(),
                  Figure.MUTED);
      for (int n = 1; n < all.size(); n++) {
        axes.line(k == 0 && n == 1 ? "units" : null, centres, all.get(n), Figure.NETWORK, 1.5f);
      }
      if (Double.isFinite(of.cells())) {
        axes.vertical(of.cells(), Figure.TRUTH, 1.5f);
      }
      if (Double.isFinite(of.units())) {
        axes.vertical(of.units(), Figure.NETWORK, 1.5f);
      }
      figure.add(axes, 70 + k % 3 * 270, 45 + (double) (k / 3) * 240, 205, 150);
    }
    return figure;
  }

  /** Vector length and S_AV of cells and units; those without a counterpart stand out. */
  public static Figure counterparts(CellComparison comparison) {
    Axes axes =
        new Axes(
            "Tuning to velocity over tuning to direction",
            Axis.linear("Vector length", 0, 1, 0.2),
            Axis.linear("S_AV, cross-validated", -0.5, 1.1, 0.25));
    for (boolean found : new boolean[] {true, false}) {
      List<Cell> units = new ArrayList<>();
      for (ComparedNetwork network : comparison.networks()) {
        network
            .counterparts()
            .ifPresent(
                of ->
                    of.units().stream()
                        .filter(unit -> unit.found() == found)
                        .map(Counterparts.Neighbour::unit)
                        .map(network.units().cells()::get)
                        .forEach(units::add));
      }
      axes.points(
          found ? "units with a counterpart" : "without",
          x(units),
          y(units),
          found ? Figure.MUTED : Figure.NETWORK,
          6);
    }
    List<Cell> cells = comparison.cells().cells();
    axes.points("cells", x(cells), y(cells), Figure.TRUTH, 6);
    return new Figure(520, 400).add(axes, 75, 55, 410, 280);
  }

  private static double[] x(List<Cell> cells) {
    return cells.stream().mapToDouble(cell -> cell.curve().vectorLength()).toArray();
  }

  private static double[] y(List<Cell> cells) {
    return cells.stream().mapToDouble(cell -> cell.strengths().av()).toArray();
  }

  /** The decoding error of so many cells, and of as many units. */
  public static Figure decoding(CellComparison comparison) {
    List<Decoding.ByCells> cells = comparison.cells().decoding().byCells();
    List<double[]> counts = new ArrayList<>(List.of(cells(cells)));
    comparison.networks().forEach(n -> counts.add(cells(n.units().decoding().byCells())));
    double most = counts.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    Axes axes =
        new Axes(
                "Decoding error by number of cells",
                Axis.logarithmic("Cells or units", 1, most),
                Axis.linear("Median error (deg)", 0, 100, 20))
            .horizontal(90, Figure.MUTED, 0.8f);
    axes.band(
        counts.get(0),
        cells.stream().mapToDouble(by -> by.medianErrorDeg()[0]).toArray(),
        cells.stream()
            .mapToDouble(by -> by.medianErrorDeg()[by.medianErrorDeg().length - 1])
            .toArray(),
        Figure.TRUTH);
    for (int k = 1; k < counts.size(); k++) {
      List<Decoding.ByCells> units = comparison.networks().get(k - 1).units().decoding().byCells();
      axes.line(k == 1 ? "units" : null, counts.get(k), medians(units), Figure.NETWORK, 1.5f);
    }
    axes.line("cells (band: all choices)", counts.get(0), medians(cells), Figure.TRUTH, 2)
        .points(null, counts.get(0), medians(cells), Figure.TRUTH, 6);
    return new Figure(520, 370).add(axes, 75, 55, 410, 250);
  }

  private static double[] cells(List<Decoding.ByCells> by) {
    return by.stream().mapToDouble(Decoding.ByCells::cells).toArray();
  }

  private static double[] medians(List<Decoding.ByCells> by) {
    return by.stream().mapToDouble(Decoding.ByCells::median).toArray();
  }

  /** The cloud of rates of cells and of as many units, and its holes, a row each. */
  static Figure rings(Map<String, PopulationRing> rings) {
    Figure figure = new Figure(860, 300 * rings.size() + 70);
    int row = 0;
    for (Map.Entry<String, PopulationRing> entry : rings.entrySet()) {
      double top = 50 + 300.0 * row;
      String title = entry.getKey();
      String letter = Figure.letter(row++);
      PopulationRing ring = entry.getValue();
      figure
          .add(CellFigures.cloud(ring, 0, 1, title).letter(letter), 70, top, 200, 200)
          .add(CellFigures.cloud(ring, 0, 2, ""), 345, top, 200, 200)
          .add(PopulationFigures.holes(ring.ringness(), title), 630, top, 200, 200);
    }
    return figure.add(
        Figure.colorBar("Head direction (deg)", -180, 180, ColorMap.CYCLIC),
        290,
        300.0 * rings.size() + 10,
        290,
        10);
  }

  /** What {@link #distributions} shows, for a caption. */
  static String distributionsCaption(CellComparison comparison) {
    return text(
        "a to %s, distributions over the cells (grey bars) and over the units (purple%s), with the"
            + " medians (lines)."
            + " Intervals and tests are %s.",
        Figure.letter(comparison.differences().size() - 1),
        comparison.networks().size() > 1 ? ", a line a network" : "",
        comparison.over());
  }
}
