package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.compassnet.analysis.CircleFlow;
import org.compassnet.analysis.ContinuousAttractor;
import org.compassnet.analysis.DriftField;
import org.compassnet.analysis.LesionKind;
import org.compassnet.analysis.MemoryCourse;
import org.compassnet.analysis.SlowManifold;

/** Figures of a network as an approximate continuous attractor. */
public final class AttractorFigures {

  private static final String DIRECTION = "Decoded direction (deg)";
  private static final double[] ENDS = {-180, 180};
  private static final Axis AROUND = Axis.linear(DIRECTION, -180, 180, 90);

  private AttractorFigures() {}

  /**
   * The flow on the manifold with its fixed points, the error of a memory beside its bound, the
   * eigenvalues along the manifold, and the flows that lesions leave.
   */
  public static Figure attractor(ContinuousAttractor attractor) {
    SlowManifold intact = attractor.intact();
    Figure figure =
        new Figure(860, 620)
            .add(flow(intact).letter("a"), 75, 55, 330, 195)
            .add(memory(intact).letter("b"), 500, 55, 330, 195)
            .add(eigenvalues(intact).letter("c"), 75, 365, 330, 195);
    return left(attractor).isEmpty()
        ? figure
        : figure.add(cut(attractor).letter("d"), 500, 365, 330, 195);
  }

  /** What is said under it. */
  static String caption(ContinuousAttractor attractor) {
    SlowManifold intact = attractor.intact();
    List<ContinuousAttractor.Lesioned> all = attractor.lesioned().result().orElse(List.of());
    String cut =
        all.stream()
            .map(
                l ->
                    l.manifold().succeeded()
                        ? text("%.2f nats with %s", flow(l).capacityNats(), l.kind().title())
                        : "nothing, for want of a manifold, with " + l.kind().title())
            .collect(Collectors.joining(", "));
    return text(
            "The slow manifold of %d states at rest. a, the flow along it: %s. b, the mean error of"
                + " a direction kept there, beside what the flow alone makes of it and the bound,"
                + " time \u00d7 supremum, the flow's greatest speed. c, the Jacobian's two greatest"
                + " eigenvalues: time constants of %.0f \u03c4 along the manifold and %.1f \u03c4"
                + " across it (medians).%s%s",
            intact.states().length,
            intact.flow(),
            intact.spectra().alongTau(),
            intact.spectra().acrossTau(),
            left(attractor).isEmpty() ? "" : " d, the flow that a lesion leaves.",
            cut.isEmpty() ? "" : " Of a direction there is left: " + cut + ".")
        + " Nats count what is left of a direction when every memory has ended: the entropy of the"
        + " places that directions settle in, ln n for n that are alike.";
  }

  /** The lesions that leave a manifold. */
  private static List<ContinuousAttractor.Lesioned> left(ContinuousAttractor attractor) {
    return attractor.lesioned().result().orElse(List.of()).stream()
        .filter(l -> l.manifold().succeeded())
        .toList();
  }

  private static CircleFlow flow(ContinuousAttractor.Lesioned lesioned) {
    return lesioned.manifold().orElseThrow().flow();
  }

  private static Axes flow(SlowManifold manifold) {
    CircleFlow flow = manifold.flow();
    double sup = Math.toDegrees(flow.supRadPerS());
    return new Axes("Flow along the manifold", AROUND, Axis.symmetric("Flow (deg/s)", sup))
        .horizontal(0, Figure.MUTED, 0.8f)
        .dashed("\u00b1 supremum", ENDS, new double[] {sup, sup}, Figure.MUTED, 1.2f)
        .dashed(null, ENDS, new double[] {-sup, -sup}, Figure.MUTED, 1.2f)
        .line(null, degrees(flow.directionRad()), degrees(flow.radPerS()), Figure.NETWORK, 1.6f)
        .points("stable", points(flow, true), zeros(flow, true), Figure.TRUTH, 7)
        .points("saddle", points(flow, false), zeros(flow, false), Figure.MUTED, 5);
  }

  private static double[] points(CircleFlow flow, boolean stable) {
    return flow.fixedPoints().stream()
        .filter(zero -> zero.stable() == stable)
        .mapToDouble(DriftField.Zero::directionRad)
        .map(Math::toDegrees)
        .toArray();
  }

  private static double[] zeros(CircleFlow flow, boolean stable) {
    return new double[points(flow, stable).length];
  }

  private static Axes memory(SlowManifold manifold) {
    MemoryCourse course = manifold.memory();
    double[] time = course.timeS();
    double[] error = degrees(course.meanErrorRad());
    double[] fromFlow = degrees(course.fromFlowRad());
    double[] bound =
        Arrays.stream(time).map(t -> Math.toDegrees(manifold.flow().boundRad(t))).toArray();
    return new Axes(
            "Memory at rest",
            Axis.linear("Time (s)", 0, time[time.length - 1]),
            upToAHalfTurn(Axis.logarithmic("Error (deg)", join(error, fromFlow, bound))))
        .dashed("bound", time, bound, Figure.MUTED, 1.5f)
        .line("mean, network", time, error, Figure.NETWORK, 2.4f)
        .dashed("mean, by the flow", time, fromFlow, Figure.TRUTH, 1.2f);
  }

  /** No error is greater, where the next decade would be. */
  private static Axis upToAHalfTurn(Axis decades) {
    double end = Math.min(180, decades.max());
    return new Axis(
        decades.label(),
        Math.min(decades.min(), 0.1 * end),
        end,
        true,
        Arrays.stream(decades.ticks()).filter(tick -> tick <= end).toArray());
  }

  private static Axes eigenvalues(SlowManifold manifold) {
    SlowManifold.Spectra spectra = manifold.spectra();
    double[] at = degrees(spectra.directionRad());
    return new Axes(
            "Jacobian along the manifold",
            AROUND,
            Axis.around("Re (1/\u03c4)", join(spectra.first(), spectra.second())))
        .horizontal(0, Figure.MUTED, 0.8f)
        .points("greatest", at, spectra.first(), Figure.NETWORK, 5)
        .points("next", at, spectra.second(), Figure.VELOCITY, 5);
  }

  private static Axes cut(ContinuousAttractor attractor) {
    List<ContinuousAttractor.Lesioned> lesioned = left(attractor);
    double[] all =
        lesioned.stream()
            .flatMapToDouble(l -> DoubleStream.of(flow(l).radPerS()))
            .map(Math::toDegrees)
            .toArray();
    CircleFlow intact = attractor.intact().flow();
    Axes axes =
        new Axes(
                "Flow while units are cut",
                AROUND,
                Axis.symmetric("Flow (deg/s)", join(all, degrees(intact.radPerS()))))
            .line(
                "none",
                degrees(intact.directionRad()),
                degrees(intact.radPerS()),
                Figure.MUTED,
                1.6f);
    for (ContinuousAttractor.Lesioned lesion : lesioned) {
      CircleFlow flow = flow(lesion);
      axes.line(
          name(lesion.kind()),
          degrees(flow.directionRad()),
          degrees(flow.radPerS()),
          lesion.kind().type().map(Figure::color).orElse(Figure.TRUTH),
          1.6f);
    }
    return axes;
  }

  private static String name(LesionKind kind) {
    return switch (kind) {
      case COMPASS_CUT -> "compass";
      case CCW_CUT -> "CCW";
      case CW_CUT -> "CW";
      case BOTH_CUT -> "CCW and CW";
    };
  }

  private static double[] degrees(double[] rad) {
    return Arrays.stream(rad).map(Math::toDegrees).toArray();
  }

  private static double[] join(double[]... all) {
    return Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
  }
}
