package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.Csv;
import org.compassnet.files.TextTable;

/**
 * The paper's lesions by name, with what came of them, and the other perturbations of a network.
 *
 * @param named the lesions that the paper tells the outcome of, as far as there are units to cut
 * @param others every block of W_rec between the three classes, drives, and all cuts for good
 * @param intact the bump of the network as it is, over the same time as after a lesion
 * @param omitted lesions and other perturbations under which the rates grow without bound: name and
 *     reason
 */
public record Lesions(
    List<Lesion> named, List<Perturbation> others, BumpCourse intact, Map<String, String> omitted)
    implements Result {

  /** How long the bump is followed after a cut that is not taken back, in s. */
  static final double COURSE_S = 20;

  private static final List<UnitClass> CLASSES = Connectivity.CLASSES;

  /**
   * What is done, and how it is measured and judged.
   *
   * @param perturbation how each is measured; whether it is taken back is chosen for each
   * @param drive constant input of those that excite units
   * @param placeWidthDeg half of the width of the place of the ring that is driven
   * @param worksDeg a network that is farther off than this before a lesion has nothing to lose by
   *     it
   * @param criteria of the outcomes
   * @param randomCuts cuts of as many units, whichever they are, that a lesion is judged beside
   * @param randomDirections initial directions of these and of the lesion beside them
   */
  public record Options(
      Perturbation.Options perturbation,
      double drive,
      double placeWidthDeg,
      double worksDeg,
      CriteriaConfig criteria,
      int randomCuts,
      int randomDirections) {

    public Options {
      if (randomCuts < 1) {
        throw new IllegalArgumentException("randomCuts must be >= 1: " + randomCuts);
      }
      if (randomDirections < 3) {
        throw new IllegalArgumentException("randomDirections must be >= 3: " + randomDirections);
      }
    }

    /** A drive of 0.5, a place within 30 deg, and the configuration's defaults. */
    public static Options defaults() {
      return of(Config.defaults());
    }

    /** Those of a configuration. */
    public static Options of(Config config) {
      return new Options(
          Perturbation.Options.defaults(),
          0.5,
          30,
          30,
          config.criteria(),
          config.analysis().randomCuts(),
          12);
    }

    public Options withPerturbation(Perturbation.Options other) {
      return new Options(
          other, drive, placeWidthDeg, worksDeg, criteria, randomCuts, randomDirections);
    }

    public Options withDrive(double input) {
      return new Options(
          perturbation, input, placeWidthDeg, worksDeg, criteria, randomCuts, randomDirections);
    }

    public Options withPlaceWidthDeg(double deg) {
      return new Options(
          perturbation, drive, deg, worksDeg, criteria, randomCuts, randomDirections);
    }

    public Options withWorksDeg(double deg) {
      return new Options(
          perturbation, drive, placeWidthDeg, deg, criteria, randomCuts, randomDirections);
    }

    /** With so many random cuts, from so many initial directions. */
    public Options withRandomCuts(int cuts, int directions) {
      return new Options(perturbation, drive, placeWidthDeg, worksDeg, criteria, cuts, directions);
    }

    public Options withCriteria(CriteriaConfig other) {
      return new Options(
          perturbation, drive, placeWidthDeg, worksDeg, other, randomCuts, randomDirections);
    }
  }

  /** A row for each of the paper's lesions. */
  @Override
  public String toString() {
    TextTable table = new TextTable("lesion", "as the paper says", "outcome");
    named.forEach(
        n ->
            table.row(
                n.kind().title(),
                !n.judgement().worked() ? "-" : n.judgement().asExpected() ? "yes" : "no",
                n.judgement().outcome()));
    return table.toString();
  }

  /** With the usual options. */
  public static Lesions of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** With the classes of the network's units on fresh trials. */
  public static Lesions of(Specimen specimen, Options options) {
    return of(specimen, Tuning.of(specimen).table(), options, Defaults.random("lesions"));
  }

  /**
   * Makes every lesion that the network's classes allow.
   *
   * @param random which units the random cuts take
   * @throws CannotAnalyze without a compass unit or shifter
   */
  public static Lesions of(
      Specimen specimen, UnitTable table, Options options, UniformRandomProvider random) {
    if (CLASSES.stream().allMatch(type -> table.of(type).isEmpty())) {
      throw new CannotAnalyze("no compass unit and no shifter to cut or drive");
    }
    Perturbation.Options how =
        options.perturbation().withGone(options.criteria().gone()).of(specimen);
    PerturbationTrials trials = new PerturbationTrials(specimen, table, how);
    PerturbationTrials few =
        new PerturbationTrials(specimen, table, how.withDirections(options.randomDirections()));
    List<Lesion> named = new ArrayList<>();
    List<Perturbation> others = new ArrayList<>();
    Map<String, String> omitted = new LinkedHashMap<>();
    List<Planned> planned = new ArrayList<>();
    Map<LesionKind, Attempt<Lesion>> lesions = new EnumMap<>(LesionKind.class);
    for (LesionKind kind : LesionKind.values()) {
      Optional<int[]> units = kind.units(table, table.options().avThreshold());
      if (units.isPresent()) {
        lesions.put(
            kind,
            Attempt.of(() -> Lesion.of(kind, units.get(), table, trials, few, options, random)));
        planned.add(
            new Planned(
                Intervention.cutUnits(kind.title(), units.get()).shown(kind.turning()).forGood(),
                true));
      }
    }
    for (Intervention cut : blocks(table)) {
      planned.add(new Planned(cut, false));
      planned.add(new Planned(cut.forGood(), true));
    }
    for (Intervention drive : drives(table, options)) {
      planned.add(new Planned(drive, false));
    }
    List<Attempt<Perturbation>> made =
        planned.parallelStream()
            .map(p -> Attempt.of(() -> trials.perturb(p.intervention, p.forGood)))
            .toList();
    // The first of the others are the lesions for good, in the same order.
    List<LesionKind> kinds = List.copyOf(lesions.keySet());
    for (int k = 0; k < made.size(); k++) {
      if (k < kinds.size()) {
        keep(lesions.get(kinds.get(k)), kinds.get(k).title(), named, omitted);
      }
      keep(made.get(k), planned.get(k).intervention.name(), others, omitted);
    }
    if (named.isEmpty() && others.isEmpty()) {
      throw new CannotAnalyze("under every cut and drive the rates grow without bound");
    }
    return new Lesions(
        List.copyOf(named),
        List.copyOf(others),
        trials.course(Optional.empty(), COURSE_S),
        Collections.unmodifiableMap(omitted));
  }

  private record Planned(Intervention intervention, boolean forGood) {}

  private static <T> void keep(
      Attempt<T> attempt, String name, List<T> made, Map<String, String> omitted) {
    attempt.ifPresent(made::add);
    if (!attempt.succeeded()) {
      omitted.put(name.replace(' ', '_'), attempt.whyNot());
    }
  }

  private static List<UnitClass> present(UnitTable table) {
    return CLASSES.stream().filter(c -> !table.of(c).isEmpty()).toList();
  }

  /** A cut of every block of W_rec between the classes. */
  private static List<Intervention> blocks(UnitTable table) {
    List<Intervention> blocks = new ArrayList<>();
    for (UnitClass from : present(table)) {
      for (UnitClass to : present(table)) {
        blocks.add(Intervention.cutBlock(table, from, to));
      }
    }
    return blocks;
  }

  /** A drive to every class, and to a place on the ring. */
  private static List<Intervention> drives(UnitTable table, Options options) {
    List<Intervention> drives = new ArrayList<>();
    for (UnitClass type : present(table)) {
      drives.add(Intervention.drive(table, type, options.drive()));
    }
    Intervention.drivePlace(
            table, Math.PI / 2, Math.toRadians(options.placeWidthDeg()), options.drive())
        .ifPresent(drives::add);
    return drives;
  }

  /** All perturbations, the named ones first. */
  public List<Perturbation> all() {
    return Stream.concat(named.stream().map(Lesion::perturbation), others.stream()).toList();
  }

  /** The bump over time, of the network as it is and after each lesion. */
  public List<BumpCourse> courses() {
    return Stream.concat(Stream.of(intact), named.stream().map(Lesion::course)).toList();
  }

  /** The perturbation of a kind, if the network has units to cut. */
  public Optional<Perturbation> find(LesionKind kind) {
    return named.stream()
        .filter(lesion -> lesion.kind() == kind)
        .map(Lesion::perturbation)
        .findFirst();
  }

  /**
   * The lesion of a kind.
   *
   * @throws CannotAnalyze if the network has no units to cut, or its rates grow without bound then
   */
  public Lesion get(LesionKind kind) {
    return named.stream()
        .filter(lesion -> lesion.kind() == kind)
        .findFirst()
        .orElseThrow(
            () ->
                new CannotAnalyze(
                    kind.title()
                        + ": "
                        + omitted.getOrDefault(
                            kind.title().replace(' ', '_'),
                            "the network has no units of a class to cut")));
  }

  /**
   * The share of random cuts of as many units that a lesion surpasses, by its primary number: the
   * mean over all kinds, with 0 for one that the network has no units for.
   */
  public double shareOfCutsSurpassed() {
    return named.stream()
            .mapToDouble(lesion -> lesion.kind().shareSurpassed(lesion.effect(), lesion.random()))
            .sum()
        / LesionKind.values().length;
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return Stream.of(LesionKind.values())
        .map(
            kind ->
                Finding.of(
                    kind.phenomenon(),
                    () -> {
                      analysis.requireIntegratingReading();
                      Lesion.Judgement judged = get(kind).judgement();
                      if (!judged.worked()) {
                        throw new CannotAnalyze(judged.outcome());
                      }
                      return new Finding.Judgement(judged.asExpected(), judged.outcome());
                    }))
        .toList();
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    CriteriaConfig criteria = analysis.config().criteria();
    numbers.put(
        "lesions",
        named.stream()
            .map(
                lesion ->
                    new Numbers()
                        .put("name", lesion.kind().title())
                        .put("expected", lesion.kind().phenomenon().criterion(criteria))
                        .put("units", lesion.effect().units())
                        .put("as_expected", lesion.judgement().asExpected())
                        .put("random_cuts", lesion.random().effects().size())
                        .put("p", lesion.judgement().p())
                        .put("thresholds", lesion.sweep().byThreshold().size())
                        .put("thresholds_as_expected", lesion.sweep().thresholdsAsExpected())
                        .put("least_units", lesion.sweep().leastUnits().orElse(null))
                        .put("outcome", lesion.judgement().outcome()))
            .toList());
  }

  @Override
  public void tabulate(Tables tables) {
    all().forEach(perturbation -> perturbation.tabulate(tables));
    Csv cuts =
        tables.table(
            "lesion_cuts.csv",
            "lesion",
            "cut",
            "at",
            "units",
            "bump",
            "bump_at_onset",
            "coherence",
            "estimate",
            "drift_change_deg_per_s",
            "gain",
            "as_expected");
    named.forEach(lesion -> lesion.tabulate(cuts, tables.criteria()));
    Csv course = tables.table("lesion_courses.csv", "lesion", "time_s", "bump", "coherence");
    courses()
        .forEach(
            c -> {
              for (int k = 0; k < c.timeS().length; k++) {
                course.row(c.cut(), c.timeS()[k], c.bump()[k], c.coherence()[k]);
              }
            });
  }
}
