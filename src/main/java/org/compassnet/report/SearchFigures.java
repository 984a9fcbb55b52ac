package org.compassnet.report;

import static org.compassnet.files.Text.sentence;

import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.search.Importance;
import org.compassnet.search.SearchResult;
import org.compassnet.search.Space;

/** The figures of a search. */
final class SearchFigures {

  private static final Color DOT = new Color(0x56, 0xB4, 0xE9, 190);
  private static final Color PALE = new Color(0xC9C9C9);
  private static final Color BEST = new Color(0xD55E00);
  private static final Color BAR = new Color(0x0072B2);
  private static final int WIDTH = 900;
  private static final int COLUMNS = 3;

  private final SearchResult result;
  private final List<Space> spaces;
  private final List<CandidateResult> done;
  private final List<CandidateResult> without;
  private final double[] scores;

  SearchFigures(SearchResult result) {
    this.result = result;
    this.spaces = result.search().spaces();
    this.done = result.ranked();
    this.without =
        result.candidates().stream()
            .filter(c -> c.state() == State.STOPPED_EARLY || c.state() == State.FAILED)
            .filter(c -> !c.parameters().isEmpty())
            .toList();
    this.scores = done.stream().mapToDouble(CandidateResult::score).toArray();
  }

  /** An axis of the scores with a strip beyond its worse end for those without a score. */
  private Axis scoreAxis() {
    double low = DoubleStream.of(scores).min().orElse(0);
    double high = DoubleStream.of(scores).max().orElse(1);
    double room = high > low ? high - low : Math.max(1e-3, Math.abs(low));
    boolean less = result.search().score().minimize();
    return Axis.rounded(
        sentence(result.search().score().label()),
        low - (less ? 0.06 : 0.16) * room,
        high + (less ? 0.16 : 0.06) * room,
        6);
  }

  /** Where those without a score are drawn. */
  private double strip(Axis axis) {
    double room = 0.04 * (axis.max() - axis.min());
    return result.search().score().minimize() ? axis.max() - room : axis.min() + room;
  }

  /** The score against every parameter, a panel each. */
  Figure scores() {
    int rows = (spaces.size() + COLUMNS - 1) / COLUMNS;
    Figure figure = new Figure(WIDTH, 75 + rows * 245);
    Axes key = new Axes("", Axis.bare(0, 1), Axis.bare(0, 1)).bare();
    key.points("candidate", new double[0], new double[0], DOT, 7)
        .points("best", new double[0], new double[0], BEST, 10);
    if (!without.isEmpty()) {
      key.points("stopped early or failed", new double[0], new double[0], PALE, 6);
    }
    figure.add(key, 80, 30, WIDTH - 120, 1);
    Axis y = scoreAxis();
    for (int k = 0; k < spaces.size(); k++) {
      Space space = spaces.get(k);
      Axis scale = k % COLUMNS == 0 ? y : new Axis("", y.min(), y.max(), false, y.ticks());
      Axes axes = new Axes("", SpaceAxis.of(space), scale).letter(Figure.letter(k));
      double[] strip = without.stream().mapToDouble(c -> strip(y)).toArray();
      axes.points(null, SpaceAxis.places(space, without), strip, PALE, 6);
      axes.points(null, SpaceAxis.places(space, done), scores, DOT, 7);
      if (!done.isEmpty()) {
        axes.points(
            null, SpaceAxis.places(space, done.subList(0, 1)), new double[] {scores[0]}, BEST, 10);
      }
      int row = k / COLUMNS;
      int column = k % COLUMNS;
      figure.add(axes, 80 + column * 280, 65 + row * 245, 235, 175);
      if (space instanceof Space.Choice choice) {
        Axes names = new Axes("", SpaceAxis.of(space), Axis.bare(0, 1)).bare();
        for (int i = 0; i < choice.values().size(); i++) {
          names.text(words(choice.values().get(i)), i, 0.5, Figure.TRUTH, 11.2f);
        }
        figure.add(names, 80 + column * 280, 65 + row * 245 + 178, 235, 18);
      }
    }
    return figure;
  }

  /** Every candidate as a line through its values to its score. */
  Figure parallel() {
    int axes = spaces.size() + 1;
    Figure figure = new Figure(WIDTH, 420);
    Axes plot = new Axes("", Axis.bare(-0.45, axes - 0.55), Axis.bare(-0.1, 1.32)).bare();
    Axis score = scoreAxis();
    for (CandidateResult candidate : without) {
      plot.line(null, along(axes), line(candidate, score, strip(score)), PALE, 0.8f);
    }
    // The best last, on top of the others.
    for (int rank = done.size() - 1; rank >= 0; rank--) {
      CandidateResult candidate = done.get(rank);
      double share = done.size() == 1 ? 0 : (double) rank / (done.size() - 1);
      Color color = rank == 0 ? BEST : ColorMap.VIRIDIS.color(0.92 * share);
      plot.line(
          null,
          along(axes),
          line(candidate, score, candidate.score()),
          color,
          rank == 0 ? 3f : 1.3f);
    }
    for (int k = 0; k < axes; k++) {
      plot.line(null, new double[] {k, k}, new double[] {0, 1}, Figure.TRUTH, 1f);
      String name = k < spaces.size() ? SpaceAxis.brief(spaces.get(k).key()) : "score";
      plot.text(name, k, 1.12 + 0.08 * (k % 3), Figure.TRUTH, 11.2f);
      ends(plot, k, score);
    }
    figure.add(plot, 10, 5, WIDTH - 20, 350);
    figure.add(
        Figure.colorBar(
            "Rank, from the best to the worst", 1, Math.max(2, done.size()), ColorMap.VIRIDIS),
        WIDTH / 2 - 130,
        372,
        260,
        10);
    return figure;
  }

  /** What stands at the ends of an axis, or at its choices. */
  private void ends(Axes plot, int k, Axis score) {
    if (k < spaces.size() && spaces.get(k) instanceof Space.Choice choice) {
      int last = choice.values().size() - 1;
      for (int i = 0; i <= last; i++) {
        double at = i == 0 ? -0.05 : i == last ? 1.05 : (double) i / last;
        plot.text(words(choice.values().get(i)), k, at, Figure.MUTED, 10.5f);
      }
      return;
    }
    double low;
    double high;
    if (k == spaces.size()) {
      low = score.min();
      high = score.max();
    } else {
      Space space = spaces.get(k);
      low = ((Number) space.corners().get(0)).doubleValue();
      high = ((Number) space.corners().get(1)).doubleValue();
    }
    plot.text(number(low), k, -0.05, Figure.MUTED, 10.5f);
    plot.text(number(high), k, 1.05, Figure.MUTED, 10.5f);
  }

  static String number(double value) {
    if (value == 0 || Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6) {
      return String.valueOf((float) value).replaceFirst("\\.0$", "");
    }
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static double[] along(int axes) {
    double[] along = new double[axes];
    for (int k = 0; k < axes; k++) {
      along[k] = k;
    }
    return along;
  }

  private double[] line(CandidateResult candidate, Axis score, double at) {
    double[] line = new double[spaces.size() + 1];
    for (int k = 0; k < spaces.size(); k++) {
      line[k] = SpaceAxis.share(spaces.get(k), candidate.parameters().get(spaces.get(k).key()));
    }
    line[spaces.size()] = score.place(at);
    return line;
  }

  /** The effect of every parameter as a bar. */
  Figure importance(List<Importance> importances) {
    int n = importances.size();
    double end =
        Math.max(
            0.1,
            1.1
                * importances.stream()
                    .mapToDouble(Importance::effect)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0));
    Axes bars =
        new Axes(
            "",
            Axis.linear("Effect on the ranking (share of its variance)", 0, Math.min(1.05, end)),
            Axis.bare(-0.6, n - 0.4));
    Axes names = new Axes("", Axis.bare(0, 1), Axis.bare(-0.6, n - 0.4)).bare();
    Axes notes = new Axes("", Axis.bare(0, 1), Axis.bare(-0.6, n - 0.4)).bare();
    for (int k = 0; k < n; k++) {
      Importance one = importances.get(k);
      double at = n - 1 - k;
      boolean counts = one.p() < 0.05;
      bars.fill(0, at - 0.35, Math.max(0, one.effect()), at + 0.35, counts ? BAR : PALE);
      names.textRight(SpaceAxis.brief(one.key()), 1, at, Figure.TRUTH, 11.2f);
      notes.text(words(one), 0.5, at, counts ? Figure.TRUTH : Figure.MUTED, 11.2f);
    }
    int height = 40 + 26 * n;
    return new Figure(WIDTH, height + 70)
        .add(names, 10, 20, 215, height)
        .add(bars, 235, 20, 420, height)
        .add(notes, 665, 20, 225, height);
  }

  /** Which values do better. */
  static String words(Importance one) {
    if (Double.isNaN(one.effect())) {
      return "too few candidates";
    }
    if (!(one.p() < 0.05)) {
      return "no clear effect";
    }
    if (Double.isNaN(one.correlation())) {
      return "the choice matters";
    }
    return one.correlation() > 0.25
        ? "more is better"
        : one.correlation() < -0.25 ? "less is better" : "not one way throughout";
  }

  /** Scores in the order of the candidates, and the best so far. */
  Figure progress() {
    List<CandidateResult> byIndex =
        done.stream().sorted(Comparator.comparingInt(CandidateResult::index)).toList();
    Axis y = scoreAxis();
    int last = result.candidates().stream().mapToInt(CandidateResult::index).max().orElse(1);
    Axis order = Axis.linear("Candidate", -0.5, last + 0.5);
    order = order.withTicks(SpaceAxis.whole(order.ticks()));
    Axes axes = new Axes("", order, y);
    axes.points(
        without.isEmpty() ? null : "stopped early or failed",
        without.stream().mapToDouble(CandidateResult::index).toArray(),
        without.stream().mapToDouble(c -> strip(y)).toArray(),
        PALE,
        6);
    axes.points(
        "candidate",
        byIndex.stream().mapToDouble(CandidateResult::index).toArray(),
        byIndex.stream().mapToDouble(CandidateResult::score).toArray(),
        DOT,
        7);
    List<SearchResult.Best> steps = result.bestSoFar();
    axes.line(
        "best so far",
        steps.stream().mapToDouble(SearchResult.Best::index).toArray(),
        steps.stream().mapToDouble(SearchResult.Best::score).toArray(),
        BEST,
        2f);
    return new Figure(WIDTH, 320).add(axes, 80, 45, WIDTH - 120, 210);
  }

  /** A value of a choice as a configuration has it: 0.0001, and not 1.0E-4. */
  private static String words(Object value) {
    return value instanceof Double number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
