package org.compassnet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.Findings;
import org.compassnet.analysis.FixedPoints;
import org.compassnet.analysis.Kick;
import org.compassnet.analysis.Memory;
import org.compassnet.analysis.Perturbation;
import org.compassnet.analysis.Ring;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.UnitTable;

/** What a report says of one network: a section for each of the paper's themes. */
final class Story {

  /** Figures that an earlier analysis may have left and this one could not draw. */
  static final List<String> OPTIONAL =
      List.of(
          "examples",
          "preferred_directions",
          "embedding",
          "manifold",
          "kernels",
          "velocity_inputs",
          "lesions",
          "perturbations",
          "drift",
          "fixed_points",
          "stability",
          "gain",
          "error_growth");

  private final Analysis analysis;
  private final List<Finding> findings;
  private final UnitTable table;

  Story(Analysis analysis) {
    this.analysis = analysis;
    this.findings = Findings.of(analysis);
    this.table = analysis.tuning().table();
  }

  List<Finding> findings() {
    return findings;
  }

  /** All sections, in the order of the page. */
  List<Section> sections() {
    return List.of(integration(), units(), population(), wiring(), lesions(), attractor());
  }

  private List<Finding> of(String... ids) {
    List<String> wanted = List.of(ids);
    return findings.stream().filter(f -> wanted.contains(f.id())).toList();
  }

  private static List<String> missing(Attempt<?>... attempts) {
    return Stream.of(attempts)
        .filter(a -> !a.succeeded())
        .map(a -> "Not measured: " + a.whyNot() + ".")
        .distinct()
        .toList();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private Section units() {
    Tuning tuning = analysis.tuning();
    List<Plate> plates = new ArrayList<>();
    plates.add(
        new Plate(
            "classes",
            Figures.classes(analysis),
            text(
                "Left, tuning strength to angular velocity of the active units, coloured by class; the"
                    + " line is the threshold, %.2f. Right, how the number of units in each class"
                    + " depends on that threshold. Read this before any count.",
                table.config().avThreshold())));
    if (Connectivity.CLASSES.stream().anyMatch(type -> !table.of(type).isEmpty())) {
      plates.add(
          new Plate(
              "examples",
              Figures.examples(analysis),
              "The clearest unit of each class: mean rate over head direction and angular velocity,"
                  + " and the two marginals. Positive velocities are counterclockwise."));
      plates.add(
          new Plate(
              "preferred_directions",
              Figures.preferredDirections(analysis),
              "Preferred directions of the three classes, each on a circle of its own."));
    }
    plates.add(
        new Plate(
            "maps",
            Figures.maps(analysis),
            "Joint map of every unit, sorted by class (colour of the frame) and preferred direction."
                + " Each map has its own scale from 0 to the unit's maximum; grey bins hold fewer"
                + " than 20 samples."));
    plates.add(
        new Plate(
            "maps_before",
            Figures.mapsBefore(analysis),
            "The same for the network of the same seed before training, classified by the same"
                + " rule."));
    List<String> notes = new ArrayList<>();
    double kappa = tuning.secondOpinion().kappa();
    if (Double.isFinite(kappa)) {
      notes.add(
          text(
              "A second rule for the classes, that of the authors' earlier code, agrees with a"
                  + " Cohen's kappa of %.2f.",
              kappa));
    }
    String shifts =
        Connectivity.CLASSES.stream()
            .filter(type -> Double.isFinite(tuning.medianShiftS(type)))
            .map(type -> text("%+.0f ms for %s", 1000 * tuning.medianShiftS(type), type.plural()))
            .collect(Collectors.joining(", "));
    if (!shifts.isEmpty()) {
      notes.add(
          "The preferred direction shifts with angular velocity by a median of "
              + shifts
              + "; a negative shift anticipates the direction.");
    }
    notes.addAll(missing(tuning.byDecodedDirection()));
    return new Section(
        "units",
        "Units",
        "Each unit's mean rate was mapped over head direction and angular velocity, as an"
            + " electrophysiologist would map a cell.",
        of("classes", "separate", "tiling"),
        plates,
        notes);
  }

  private Section population() {
    List<Plate> plates = new ArrayList<>();
    analysis
        .population()
        .ifPresent(
            population -> {
              plates.add(
                  new Plate(
                      "embedding",
                      Figures.embedding(analysis),
                      "Three-dimensional t-SNE of the units by their joint maps, seen along its three"
                          + " axes: above coloured by class, below by preferred direction."));
              plates.add(
                  new Plate(
                      "manifold",
                      Figures.manifold(analysis),
                      text(
                          "Left, variance of the rates by principal component (participation ratio"
                              + " %.1f). Middle, rates over time in the plane of the first two."
                              + " Right, lifetime of the longest hole in the cloud of rates over"
                              + " that of the second, against clouds with every unit shuffled: a"
                              + " ring has one hole.",
                          population.pca().participationRatio())));
            });
    return new Section(
        "population",
        "Population",
        "Seen together, the units' activity should live on a ring.",
        of("ring"),
        plates,
        missing(analysis.population()));
  }

  private Section wiring() {
    List<Plate> plates = new ArrayList<>();
    plates.add(
        new Plate(
            "weights",
            Figures.weights(analysis),
            "Recurrent weights before and after training, both sorted by the trained network's"
                + " classes (coloured edges) and, within a class, by preferred direction. Red"
                + " excites, blue inhibits; the scale ends at the 99th percentile."));
    analysis
        .connectivity()
        .ifPresent(
            wiring -> {
              plates.add(
                  new Plate(
                      "kernels",
                      Figures.kernels(analysis),
                      "Mean weight between classes over the difference of preferred directions, with"
                          + " its standard error over presynaptic units (band) and the fitted cosine"
                          + " (dashed); in grey the same pairs of units before training. To the right is counterclockwise."));
              plates.add(
                  new Plate(
                      "velocity_inputs",
                      Figures.velocityInputs(analysis),
                      "Weight of the angular velocity on every unit, by class."));
            });
    plates.add(
        new Plate(
            "eigenvalues",
            Figures.eigenvalues(analysis),
            "Eigenvalues of the recurrent weights in the complex plane. To the right of the line at"
                + " 1 a linear network would grow."));
    return new Section(
        "wiring",
        "Wiring",
        "The recurrent weights, sorted as an anatomist would sort the fly's or the rat's.",
        of("local_excitation", "displacement", "lagging_inhibition", "velocity_inputs"),
        plates,
        missing(analysis.connectivity()));
  }

  private Section lesions() {
    List<Plate> plates = new ArrayList<>();
    analysis
        .lesions()
        .ifPresent(
            lesions -> {
              if (!lesions.named().isEmpty()) {
                plates.add(
                    new Plate(
                        "lesions",
                        Figures.lesions(analysis),
                        text(
                            "The paper's lesions. Left, rates of the compass units in one trial; the"
                                + " output of the cut units is gone between the white lines. Right,"
                                + " true and decoded direction, the lesion in grey. The head is at"
                                + " rest, and turns at %.0f deg/s where both kinds of shifters are"
                                + " cut.",
                            lesions.all().get(0).turnDegPerS())));
              }
              plates.add(
                  new Plate(
                      "perturbations",
                      Figures.allPerturbations(analysis),
                      text(
                          "Every perturbation while it lasts: size of the bump over that before it"
                              + " and gain of its velocity at %.0f deg/s, after 1.25 s; drift with"
                              + " the head at rest, from 0.1 to 0.6 s, with its standard error over"
                              + " %d directions. Grey lines: no effect.",
                          lesions.all().get(0).turnDegPerS(), Perturbation.DIRECTIONS)));
            });
    return new Section(
        "lesions",
        "Lesions",
        "Units were silenced in mid-trial and given back. Each outcome is judged by what the"
            + " paper reports.",
        of("lesion_compass_cut", "lesion_cw_cut", "lesion_ccw_cut", "lesion_both_cut"),
        plates,
        missing(analysis.lesions()));
  }

  private Section attractor() {
    List<Plate> plates = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    analysis
        .drift()
        .ifPresent(
            drift -> {
              plates.add(
                  new Plate(
                      "drift",
                      Figures.drift(analysis),
                      text(
                          "Left, velocity of the decoded direction at rest, from %d directions (root"
                              + " mean square %.2f deg/s). Right, the bump of the compass units.",
                          Ring.STARTS, drift.rmsDegPerS())));
              fixedPoints().ifPresent(plates::add);
            });
    analysis
        .memory()
        .ifPresent(
            memory ->
                plates.add(new Plate("stability", Figures.stability(analysis), stability(memory))));
    notes.addAll(
        missing(
            analysis.ring(),
            analysis.drift(),
            analysis.memory(),
            analysis.diffusion(),
            analysis.kick(),
            analysis.fixedPoints()));
    return new Section(
        "dynamics",
        "Attractor",
        "With the head at rest a ring attractor keeps its bump anywhere on the ring, and comes back"
            + " when it is pushed off.",
        of("attractor", "line_of_slow_points"),
        plates,
        notes);
  }

  private Attempt<Plate> fixedPoints() {
    return Attempt.of(
        () -> {
          FixedPoints points = analysis.fixedPoints().orElseThrow();
          return new Plate(
              "fixed_points",
              Figures.fixedPoints(analysis),
              text(
                  "Fixed points (q < 1e-12) and slow points (q < 1e-6) from %d starts, and the states"
                      + " that %d directions settle in, in the space of the first principal"
                      + " components, coloured by decoded direction; the speed along the ring; and"
                      + " the largest real parts of the Jacobian's eigenvalues.",
                  points.starts(), Ring.STARTS));
        });
  }

  private String stability(Memory memory) {
    StringBuilder caption = new StringBuilder();
    caption.append(
        text(
            "Left, mean error of a direction kept at rest without noise; the line at %.0f deg counts"
                + " as lost.",
            Memory.LOST_DEG));
    analysis
        .diffusion()
        .ifPresent(
            d ->
                caption.append(
                    text(
                        " Middle, variance of the direction under the noise of training; D = %.2f"
                            + " deg\u00b2/s (dashed).",
                        d.coefficientDeg2PerS())));
    analysis
        .kick()
        .ifPresent(
            k ->
                caption.append(
                    text(
                        " Right, distance from the ring after a kick of %.1f of its radius in a"
                            + " random direction; the decoded direction ends %.1f deg away.",
                        Kick.SIZE, k.displacementDeg())));
    return caption.toString();
  }

  private Section integration() {
    List<Plate> plates = new ArrayList<>();
    analysis
        .gain()
        .ifPresent(
            gain ->
                plates.add(
                    new Plate(
                        "gain",
                        Figures.gain(analysis),
                        text(
                            "Decoded against true velocity in constant turns; slope %.3f in the grey"
                                + " range, which holds the velocities of the trials up to 2 sd.",
                            gain.slope()))));
    analysis
        .errorGrowth()
        .ifPresent(
            growth ->
                plates.add(
                    new Plate(
                        "error_growth",
                        Figures.errorGrowth(analysis),
                        "Left, mean angular error over the trials of the task. Right, over and at the"
                            + " end of longer trials without pauses; 90 deg is chance.")));
    return new Section(
        "integration",
        "Path integration",
        "How well the network follows a turning head, and for how long.",
        of("integrates", "gain"),
        plates,
        missing(analysis.gain(), analysis.errorGrowth()));
  }
}
