package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.util.List;
import java.util.stream.Collectors;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.Connectivity;
import org.compassnet.analysis.Film;
import org.compassnet.analysis.Finding;
import org.compassnet.analysis.LearnedChange;
import org.compassnet.analysis.Lesions;
import org.compassnet.analysis.Memory;
import org.compassnet.analysis.Phenomenon;
import org.compassnet.analysis.Reading;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.UnitTable;

/** What a report says of one network: a section for each of the paper's themes. */
final class Story {

  private final Analysis analysis;
  private final List<Finding> findings;
  private final UnitTable table;

  Story(Analysis analysis) {
    this.analysis = analysis;
    this.findings = analysis.findings();
    this.table = analysis.tuning().table();
  }

  List<Finding> findings() {
    return findings;
  }

  /** All sections, in the order of the page. */
  List<Section> sections() {
    return List.of(
        integration(), units(), population(), wiring(), learning(), lesions(), attractor());
  }

  private Section.Builder section(String id, String title, String lead, Phenomenon... phenomena) {
    List<Phenomenon> wanted = List.of(phenomena);
    return new Section.Builder(
        id, title, lead, findings.stream().filter(f -> wanted.contains(f.phenomenon())).toList());
  }

  private Section integration() {
    return section(
            "integration",
            "Path integration",
            "How well the network follows a turning head, and for how long.",
            Phenomenon.INTEGRATES,
            Phenomenon.GAIN)
        .plate(
            "gain",
            analysis.gain(),
            IntegrationFigures::gain,
            gain ->
                text(
                    "Decoded against true velocity in constant turns; slope %.3f in the grey range,"
                        + " which holds the velocities of the trials up to 2 sd.",
                    gain.slope()))
        .plate(
            "error_growth",
            analysis.errorGrowth(),
            IntegrationFigures::errorGrowth,
            growth ->
                "a, mean angular error over the trials of the task. b, over and at the end"
                    + " of longer trials without pauses; 90 deg is chance.")
        .build();
  }

  private Section units() {
    Tuning tuning = analysis.tuning();
    Section.Builder section =
        section(
                "units",
                "Units",
                "Each unit's mean rate was mapped over head direction and angular velocity, as an"
                    + " electrophysiologist would map a cell.",
                Phenomenon.CLASSES,
                Phenomenon.SEPARATE,
                Phenomenon.TILING)
            .plate(
                "classes",
                Figures.classes(analysis),
                text(
                    "a, tuning strength to angular velocity of the active units, coloured by"
                        + " class; the line is the threshold, %.2f. b, how the number of units"
                        + " in each class depends on that threshold. Read this before any count.",
                    table.options().avThreshold()))
            .plate(
                "examples",
                ringClasses(),
                units -> Figures.examples(analysis),
                units ->
                    "The clearest unit of each class: mean rate over head direction and angular"
                        + " velocity, and the two marginals. Positive velocities are"
                        + " counterclockwise."
                        + rest())
            .plate(
                "preferred_directions",
                ringClasses(),
                TuningFigures::preferredDirections,
                units -> "Preferred directions of the three classes, each on a circle of its own.")
            .plate(
                "maps",
                Figures.maps(analysis),
                "Joint map of every unit over head direction (HD) and angular velocity (AV), sorted"
                    + " by class (colour of the frame) and preferred direction. Each map has its"
                    + " own scale from 0 to the unit's maximum; grey bins hold fewer than 20"
                    + " samples."
                    + rest())
            .plate(
                "maps_before",
                analysis.tuningBefore(),
                before -> Figures.mapsBefore(analysis),
                before ->
                    "The same for the network before training, classified by the" + " same rule.");
    tuning.unclassified().ifPresent(why -> section.note("Not measured: " + why + "."));
    section.note(ruler());
    double kappa = tuning.secondOpinion().kappa();
    if (Double.isFinite(kappa)) {
      section.note(
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
      section.note(
          "The preferred direction shifts with angular velocity by a median of "
              + shifts
              + "; a negative shift anticipates the direction.");
    }
    return section.missing(tuning.byDecodedDirection()).build();
  }

  /** What stands out in the maps of many networks, and is no fault of theirs. */
  private String rest() {
    return analysis.config().task().velocity().pauseFraction() > 0
        ? " A band at velocity 0 is the head at rest: in the pauses of the trials it is still for"
            + " up to two thirds of a trial and the bump has settled, while in the rows beside"
            + " them it turns and only passes through."
        : "";
  }

  /** What the units were read with, and what their own range would make of them. */
  private String ruler() {
    Reading reading = analysis.reading();
    String own =
        analysis
            .ownRange()
            .result()
            .map(
                range ->
                    range.tuning().table().counts().entrySet().stream()
                        .map(e -> e.getKey().counted(e.getValue()))
                        .collect(Collectors.joining(", ")))
            .orElse("not measured");
    return text(
        "Every network's units are read with the same velocities, up to %.0f deg/s (2 sd); with"
            + " them this network is %.1f deg off on average%s. Over the range of its own"
            + " velocities, up to %.0f deg/s, its units would be: %s. The two are not to be mixed:"
            + " a wider range makes shifters of compass units.",
        reading.avRangeDegPerS(),
        reading.evaluation().angularErrorDeg().mean(),
        reading.integrates(analysis.config().criteria())
            ? ""
            : ", so that it does not integrate them and its classes are no evidence",
        reading.ownAvRangeDegPerS(),
        own);
  }

  /** The units, if any is of the classes that a ring is made of. */
  private Attempt<UnitTable> ringClasses() {
    return Attempt.of(
        () -> {
          if (Connectivity.CLASSES.stream().allMatch(type -> table.of(type).isEmpty())) {
            throw new CannotAnalyze("there is no compass unit and no shifter to show");
          }
          return table;
        });
  }

  private Section population() {
    return section(
            "population",
            "Population",
            "Seen together, the units' activity should live on a ring.",
            Phenomenon.RING)
        .plate(
            "embedding",
            analysis.population(),
            population -> Figures.embedding(analysis),
            population ->
                "Three-dimensional t-SNE of the units by their joint maps, seen along its three"
                    + " axes: a, coloured by class; b, by preferred direction. The axes of t-SNE"
                    + " have no unit: only what is near what counts.")
        .plate(
            "manifold",
            analysis.population(),
            population -> Figures.manifold(analysis),
            population ->
                text(
                    "a, variance of the rates by principal component (participation ratio %.1f)."
                        + " b, rates over time in the plane of the first two. c, the cloud's"
                        + " holes by persistent homology: every point is grown to a ball; a hole"
                        + " opens at the radius at which the balls close a loop, and ends at that"
                        + " at which they fill it. Lifetime of the longest hole over that of the"
                        + " second, against clouds with every unit shuffled: a ring has one hole."
                        + " Where a lifetime is in radii, a radius is that of the cloud, the root"
                        + " mean square distance from its middle.",
                    population.pca().participationRatio()))
        .build();
  }

  private Section wiring() {
    return section(
            "wiring",
            "Wiring",
            "The recurrent weights, sorted as an anatomist would sort the fly's or the rat's.",
            Phenomenon.LOCAL_EXCITATION,
            Phenomenon.DISPLACEMENT,
            Phenomenon.LAGGING_INHIBITION,
            Phenomenon.VELOCITY_INPUTS,
            Phenomenon.COMPASS_UNITS_SPARED)
        .plate(
            "weights",
            Figures.weights(analysis),
            "Recurrent weights before (a) and after training (b), both sorted by the trained"
                + " network's classes (coloured edges) and, within a class, by preferred direction."
                + " Red excites, blue inhibits; the scale ends at the 99th percentile.")
        .plate(
            "kernels",
            analysis.connectivity(),
            wiring -> Figures.kernels(analysis),
            wiring ->
                "Mean weight between classes over the difference of preferred directions (PD), with"
                    + " its standard error over presynaptic units (band) and the fitted cosine"
                    + " (dashed); in grey the same pairs of units before training. To the right is"
                    + " counterclockwise. Where a class has one unit there is no mean over units:"
                    + " nothing is drawn.")
        .plate(
            "velocity_inputs",
            analysis.connectivity(),
            wiring -> Figures.velocityInputs(analysis),
            wiring -> "Weight of the angular velocity on every unit, by class.")
        .plate(
            "eigenvalues",
            Figures.eigenvalues(analysis),
            "Eigenvalues of the recurrent weights in the complex plane, before (a) and after"
                + " training (b). To the right of the line at"
                + " 1 a linear network would grow.")
        .build();
  }

  private Section learning() {
    LearnedChange change = analysis.learnedChange();
    Section.Builder section =
        section(
                "learning",
                "Lazy or rich",
                "How far training has moved the weights from their first draw. Training that hardly"
                    + " does is called lazy, and classes of units are then those that the draw"
                    + " happened to give; it is called rich where it makes new ones (Chizat,"
                    + " Oyallon and Bach 2019).")
            .plate(
                "learned_change",
                ChanceFigures.learnedChange(
                    analysis.untrained().weights(), analysis.trained().weights(), table),
                text(
                    "a, weight of the angular velocity on each unit before and after training"
                        + " (correlation %.2f); on the line nothing has changed. b, tuning strength"
                        + " to angular velocity over the magnitude that this weight had before"
                        + " training (Spearman's correlation of the active units: %+.2f).",
                    change.velocityWeight().correlation(), change.avStrengthToInitial()));
    if (!analysis.film().result().map(Film::isEmpty).orElse(false)) {
      section.plate("film", analysis.film(), FilmFigures::film, FilmFigures::caption);
    }
    return section
        .note("Input weights: " + change.wIn() + ".")
        .note(
            text(
                "Recurrent weights: %s; their change lies in about %.0f directions of %d"
                    + " (participation ratio).",
                change.wRec(), change.rank(), table.units().size()))
        .note("Biases: " + change.b() + ".")
        .build();
  }

  private Section lesions() {
    return section(
            "lesions",
            "Lesions",
            "Units were silenced in mid-trial and given back. Each outcome is judged by what the"
                + " paper reports.",
            Phenomenon.LESION_COMPASS_CUT,
            Phenomenon.LESION_CW_CUT,
            Phenomenon.LESION_CCW_CUT,
            Phenomenon.LESION_BOTH_CUT)
        .plate(
            "lesions",
            analysis.lesions().then(Story::requireNamed),
            PerturbationFigures::lesions,
            lesions ->
                text(
                    "The paper's lesions, a row each. Left, rates of the compass units, in the"
                        + " order of their directions, in one trial; the output of the cut units is"
                        + " gone between the white lines. Right, true and decoded direction, the"
                        + " lesion in grey. The head is at rest, and turns at %.0f deg/s where both"
                        + " kinds of shifters are cut.",
                    lesions.all().get(0).options().turnDegPerS()))
        .plate(
            "lesions_and_chance",
            analysis.lesions().then(Story::requireNamed),
            ChanceFigures::lesions,
            lesions ->
                text(
                    "a to %s, each lesion (line) beside %d cuts of as many active units, whichever"
                        + " they are (grey bars). %s and %s, the head at rest after a cut for"
                        + " good: %s, what is left of the bump that tells the direction; %s,"
                        + " coherence of the starts: whether trials that were told different"
                        + " directions at their start still point to different ones (1: all do;"
                        + " 0.64: they have come together in two places; 0: in one). Lines have the"
                        + " colour of the class that is cut, black where both kinds of shifters"
                        + " are.",
                    Figure.letter(lesions.named().size() - 1),
                    lesions.named().get(0).random().effects().size(),
                    Figure.letter(lesions.named().size()),
                    Figure.letter(lesions.named().size() + 1),
                    Figure.letter(lesions.named().size()),
                    Figure.letter(lesions.named().size() + 1)))
        .plate(
            "perturbations",
            analysis.lesions(),
            PerturbationFigures::all,
            lesions ->
                text(
                    "Every perturbation while it lasts: a, size of the bump over that before it,"
                        + " and b, gain of its velocity at %.0f deg/s, after 1.25 s; c, drift with"
                        + " the head at rest, from 0.1 to 0.6 s; means over %d starting directions."
                        + " The bump is the part that tells the direction; where less than %.0f %%"
                        + " of it is left there is no gain to measure. Grey lines: no effect.",
                    lesions.all().get(0).options().turnDegPerS(),
                    lesions.all().get(0).options().directions(),
                    100 * lesions.all().get(0).options().gone()))
        .build();
  }

  private static Lesions requireNamed(Lesions lesions) {
    if (lesions.named().isEmpty()) {
      throw new CannotAnalyze("the network has no units for the paper's lesions");
    }
    return lesions;
  }

  private Section attractor() {
    return section(
            "dynamics",
            "Attractor",
            "With the head at rest a ring attractor keeps its bump anywhere on the ring, and comes"
                + " back when it is pushed off.",
            Phenomenon.ATTRACTOR,
            Phenomenon.LINE_OF_SLOW_POINTS)
        .plate(
            "drift",
            analysis.drift(),
            DynamicsFigures::drift,
            drift ->
                text(
                    "a, velocity of the decoded direction at rest, from %d directions (root mean"
                        + " square %.2f deg/s): where it crosses 0 downwards the direction stays."
                        + " b, the bump of the compass units.",
                    drift.directionRad().length, drift.rmsDegPerS()))
        .plate(
            "fixed_points",
            analysis.fixedPoints(),
            points -> Figures.fixedPoints(analysis),
            points ->
                text(
                    "a and b, fixed points (q < 10\u207b\u00b9\u00b2) and slow points (q <"
                        + " 10\u207b\u2076; q is half of the state's squared speed) from %d starts,"
                        + " and the states that %d directions settle in, in the space of the first"
                        + " principal components, coloured by decoded direction; c, the speed along"
                        + " the ring; d, the largest real parts of the Jacobian's eigenvalues.",
                    points.starts().size(), analysis.ring().orElseThrow().starts()))
        .plate(
            "continuous_attractor",
            analysis.continuousAttractor(),
            AttractorFigures::attractor,
            AttractorFigures::caption)
        .plate(
            "stability", analysis.memory(), memory -> Figures.stability(analysis), this::stability)
        .missing(analysis.diffusion(), analysis.kick())
        .build();
  }

  private String stability(Memory memory) {
    StringBuilder caption =
        new StringBuilder(
            text(
                "a, mean error of a direction kept at rest without noise; the line at %.0f deg"
                    + " counts as lost.",
                memory.options().lostDeg()));
    analysis
        .diffusion()
        .ifPresent(
            d ->
                caption.append(
                    text(
                        " b, variance of the direction under the noise of training; D = %.2f"
                            + " deg\u00b2/s (dashed).",
                        d.coefficientDeg2PerS())));
    analysis
        .kick()
        .ifPresent(
            k ->
                caption.append(
                    text(
                        " c, distance from the ring after a kick of %.1f of its radius in a"
                            + " random direction; the decoded direction ends %.1f deg away.",
                        k.options().size(), k.displacementDeg())));
    return caption.toString();
  }
}
