package org.compassnet.report;

import static org.compassnet.files.Text.sentence;
import static org.compassnet.files.Text.text;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.analysis.UnitClass;
import org.compassnet.connectome.BesideFly;
import org.compassnet.connectome.FlyComparison;
import org.compassnet.connectome.Pathway;
import org.compassnet.connectome.RingKernel;

/** Figures of networks beside the fly. */
public final class FlyFigures {

  /** What {@link #kernels} shows of any number of networks, for a caption. */
  public static final String KERNELS =
      "Connections over the offset from the presynaptic to the postsynaptic direction, in 16 bins"
          + " of 22.5 deg. Black, the fly: mean synapses per pair of groups, for Delta7 the product"
          + " of both steps with the sign of an inhibition. Coloured, the network: mean weight."
          + " Each in units of its greatest magnitude.";

  /** What {@link #kernels} shows of one network, for a caption. */
  public static final String CAPTION = KERNELS + " r is the correlation of both shapes.";

  private FlyFigures() {}

  /** Kernels of networks and of the fly on one axis, a frame for each pathway. */
  public static Figure kernels(List<FlyComparison> networks) {
    Figure figure = new Figure(860, 500);
    Pathway[] pathways = Pathway.values();
    int[] order = {0, 2, 4, 1, 3, 5};
    for (int k = 0; k < order.length; k++) {
      Pathway pathway = pathways[order[k]];
      int row = k / 3;
      int column = k % 3;
      Axes axes =
          new Axes(
              sentence(pathway.units()),
              Axis.linear(row == 1 ? "Offset, post \u2212 pre (deg)" : "", -180, 180, 90),
              Axis.linear(column == 0 ? "Share of the greatest" : "", -1.1, 1.75, 0.5));
      draw(axes, pathway, networks);
      figure.add(
          axes.titleSize(11).letter(Figure.letter(k)), 75 + column * 270, 40 + row * 235, 200, 165);
    }
    return figure;
  }

  private static void draw(Axes axes, Pathway pathway, List<FlyComparison> networks) {
    List<BesideFly> there =
        networks.stream().map(of -> of.find(pathway)).flatMap(Optional::stream).toList();
    if (there.isEmpty()) {
      axes.text("no such units", 0, 0, Figure.MUTED, 11);
      return;
    }
    // Shifters give the colour, whichever side they are on.
    boolean toCompass = pathway.to() == UnitClass.COMPASS;
    Color color = Figure.color(toCompass ? pathway.from() : pathway.to());
    axes.horizontal(0, Figure.MUTED, 0.8f);
    for (BesideFly beside : there) {
      line(axes, beside.network(), color, there.size() == 1 ? 1.8f : 1.1f);
    }
    BesideFly first = there.get(0);
    line(axes, first.fly(), Figure.TRUTH, 1.8f);
    boolean one = there.size() == 1;
    axes.text(
        pathway.cells()
            + (one ? text(", r = %.2f", first.correlation()) : ", " + there.size() + " networks"),
        0,
        1.6,
        Figure.TRUTH,
        10.5f);
    axes.text(
        text("1 = %.0f %s", first.fly().magnitude(), pathway.unit()), 0, 1.4, Figure.MUTED, 9);
    if (one) {
      axes.text(text("or weight %.3f", first.network().magnitude()), 0, 1.22, Figure.MUTED, 9);
    }
  }

  /** From -180 to 180 deg, both ends being the same bin. */
  private static void line(Axes axes, RingKernel kernel, Color color, float width) {
    double[] values = kernel.normalised().values();
    int[] round = IntStream.rangeClosed(0, values.length).map(i -> i % values.length).toArray();
    double[] offsets = RingKernel.offsetsDeg();
    double[] x =
        IntStream.rangeClosed(0, values.length)
            .filter(i -> Double.isFinite(values[round[i]]))
            .mapToDouble(i -> i < values.length ? offsets[i] : -offsets[0])
            .toArray();
    double[] y =
        Arrays.stream(round).mapToDouble(i -> values[i]).filter(Double::isFinite).toArray();
    axes.line(null, x, y, color, width);
  }
}
