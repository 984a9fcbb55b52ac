package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;
import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.compassnet.analysis.Perturbation.Window;
import org.compassnet.config.Config;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.TextTable;

/**
 * The paper's lesions by name, with what came of them, and the other perturbations of a network.
 *
 * @param named the lesions that the paper tells the outcome of, as far as there are units to cut
 * @param others every block of W_rec between the three classes, drives, and all cuts for good
 */
public record Lesions(List<Named> named, List<Perturbation> others) implements Result {

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
   */
  public record Options(
      Perturbation.Options perturbation,
      double drive,
      double placeWidthDeg,
      double worksDeg,
      CriteriaConfig criteria) {

    /** A drive of 0.5, a place within 30 deg, the configuration's default criteria. */
    public static Options defaults() {
      return new Options(
          Perturbation.Options.defaults(), 0.5, 30, 30, Config.defaults().criteria());
    }

    public Options withPerturbation(Perturbation.Options other) {
      return new Options(other, drive, placeWidthDeg, worksDeg, criteria);
    }

    public Options withDrive(double input) {
      return new Options(perturbation, input, placeWidthDeg, worksDeg, criteria);
    }

    public Options withPlaceWidthDeg(double deg) {
      return new Options(perturbation, drive, deg, worksDeg, criteria);
    }

    public Options withWorksDeg(double deg) {
      return new Options(perturbation, drive, placeWidthDeg, deg, criteria);
    }

    public Options withCriteria(CriteriaConfig other) {
      return new Options(perturbation, drive, placeWidthDeg, worksDeg, other);
    }
  }

  /** A lesion that the paper tells the outcome of. */
  public enum Kind {
    COMPASS_CUT(Phenomenon.LESION_COMPASS_CUT, "compass units cut", false, COMPASS),
    CW_CUT(Phenomenon.LESION_CW_CUT, "CW shifters cut", false, CW),
    CCW_CUT(Phenomenon.LESION_CCW_CUT, "CCW shifters cut", false, CCW),
    BOTH_CUT(Phenomenon.LESION_BOTH_CUT, "both kinds of shifters cut", true, CCW, CW);

    private final Phenomenon phenomenon;
    private final String title;
    private final boolean turning;
    private final UnitClass[] cut;

    Kind(Phenomenon phenomenon, String title, boolean turning, UnitClass... cut) {
      this.phenomenon = phenomenon;
      this.title = title;
      this.turning = turning;
      this.cut = cut;
    }

    public String title() {
      return title;
    }

    /** What should come of it, as the paper says. */
    public Phenomenon phenomenon() {
      return phenomenon;
    }
  }

  /**
   * A lesion and its outcome.
   *
   * @param worked whether the network kept its direction before; if not, there was nothing to lose
   * @param asExpected whether it came out as the paper says
   * @param outcome what came of it, in numbers
   */
  public record Named(
      Kind kind, Perturbation perturbation, boolean worked, boolean asExpected, String outcome) {

    @Override
    public String toString() {
      return kind.title()
          + (asExpected ? ", as the paper says: " : ", not as the paper says: ")
          + outcome;
    }
  }

  /** A row for each of the paper's lesions. */
  @Override
  public String toString() {
    TextTable table = new TextTable("lesion", "as the paper says", "outcome");
    named.forEach(n -> table.row(n.kind.title(), n.asExpected ? "yes" : "no", n.outcome));
    return table.toString();
  }

  /** With the usual options. */
  public static Lesions of(Specimen specimen) {
    return of(specimen, Options.defaults());
  }

  /** With the classes of the network's units on fresh trials. */
  public static Lesions of(Specimen specimen, Options options) {
    return of(specimen, Tuning.of(specimen).table(), options);
  }

  /**
   * Makes every lesion that the network's classes allow.
   *
   * @throws CannotAnalyze without a compass unit or shifter
   */
  public static Lesions of(Specimen specimen, UnitTable table, Options asked) {
    Options options = asked.withPerturbation(asked.perturbation().of(specimen));
    Perturbation.Options back = options.perturbation().withForGood(false);
    Perturbation.Options forGood = options.perturbation().withForGood(true);
    if (CLASSES.stream().allMatch(type -> table.of(type).isEmpty())) {
      throw new CannotAnalyze("no compass unit and no shifter to cut or drive");
    }
    List<Named> named = new ArrayList<>();
    List<Perturbation> others = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (Stream.of(kind.cut).noneMatch(type -> table.of(type).isEmpty())) {
        Intervention cut = Intervention.cutOutput(table, kind.title, kind.turning, kind.cut);
        named.add(judged(options, kind, Perturbation.of(specimen, table, cut, back)));
        others.add(Perturbation.of(specimen, table, cut.forGood(), forGood));
      }
    }
    for (Intervention cut : blocks(table)) {
      others.add(Perturbation.of(specimen, table, cut, back));
      others.add(Perturbation.of(specimen, table, cut.forGood(), forGood));
    }
    for (Intervention drive : drives(table, options)) {
      others.add(Perturbation.of(specimen, table, drive, back));
    }
    return new Lesions(List.copyOf(named), List.copyOf(others));
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
    return Stream.concat(named.stream().map(Named::perturbation), others.stream()).toList();
  }

  /** The perturbation of a kind, if the network has units to cut. */
  public Optional<Perturbation> find(Kind kind) {
    return named.stream()
        .filter(lesion -> lesion.kind == kind)
        .map(Named::perturbation)
        .findFirst();
  }

  /**
   * The lesion of a kind.
   *
   * @throws CannotAnalyze if the network has no units to cut
   */
  public Named get(Kind kind) {
    return named.stream()
        .filter(lesion -> lesion.kind == kind)
        .findFirst()
        .orElseThrow(
            () -> new CannotAnalyze(kind.title + ": the network has no units of a class to cut"));
  }

  private static Named judged(Options options, Kind kind, Perturbation made) {
    CriteriaConfig criteria = options.criteria();
    if (!(made.before().errorDeg() < options.worksDeg())) {
      return new Named(
          kind,
          made,
          false,
          false,
          text(
              "nothing to lose: before the lesion the decoded direction is %.0f deg off",
              made.before().errorDeg()));
    }
    return switch (kind) {
      case COMPASS_CUT -> vanishedAndBack(criteria, kind, made);
      case CW_CUT -> drifts(criteria, kind, made, 1);
      case CCW_CUT -> drifts(criteria, kind, made, -1);
      case BOTH_CUT -> cannotTurn(criteria, kind, made);
    };
  }

  private static Named vanishedAndBack(CriteriaConfig criteria, Kind kind, Perturbation made) {
    Window before = made.before();
    Window during = made.during();
    Window after = made.after();
    boolean asExpected =
        during.readoutLength() < criteria.gone() * before.readoutLength()
            && during.bump() < criteria.gone() * before.bump()
            && after.readoutLength() > criteria.there() * before.readoutLength()
            && after.bump() > criteria.there() * before.bump();
    return new Named(
        kind,
        made,
        true,
        asExpected,
        text(
            "bump %.2f of its size while cut, %.2f after; output %.2f while cut, %.2f after",
            made.kept(during, Window::bump),
            made.kept(after, Window::bump),
            made.kept(during, Window::readoutLength),
            made.kept(after, Window::readoutLength)));
  }

  /**
   * @param sign of the drift that the paper tells
   */
  private static Named drifts(CriteriaConfig criteria, Kind kind, Perturbation made, int sign) {
    Window before = made.before();
    Window onset = made.onset();
    double change = made.driftChangeDegPerS();
    double error = Math.hypot(before.driftSem(), onset.driftSem());
    return new Named(
        kind,
        made,
        true,
        sign * change > 2 * error && onset.bump() > criteria.there() * before.bump(),
        text(
            "at first %+.1f deg/s (SEM %.1f; before %+.1f) with %.2f of the bump; after 1.25 s"
                + " %+.1f deg/s with %.2f",
            onset.driftDegPerS(),
            onset.driftSem(),
            before.driftDegPerS(),
            made.kept(onset, Window::bump),
            made.during().driftDegPerS(),
            made.kept(made.during(), Window::bump)));
  }

  private static Named cannotTurn(CriteriaConfig criteria, Kind kind, Perturbation made) {
    Window before = made.before();
    Window during = made.during();
    return new Named(
        kind,
        made,
        true,
        during.bump() > criteria.there() * before.bump()
            && Math.abs(during.gain()) < criteria.gone() * Math.abs(before.gain()),
        text(
            "bump %.2f of its size; gain %.2f while cut, %.2f before; drift at rest %+.1f deg/s",
            made.kept(during, Window::bump), during.gain(), before.gain(), during.driftDegPerS()));
  }

  @Override
  public List<Finding> findings(Analysis analysis) {
    return Stream.of(Kind.values())
        .map(
            kind ->
                Finding.of(
                    kind.phenomenon,
                    () -> {
                      Named lesion = get(kind);
                      if (!lesion.worked()) {
                        throw new CannotAnalyze(lesion.outcome());
                      }
                      return new Finding.Judgement(lesion.asExpected(), lesion.outcome());
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
                        .put("as_expected", lesion.asExpected())
                        .put("outcome", lesion.outcome()))
            .toList());
  }

  @Override
  public void tabulate(Tables tables) {
    all().forEach(perturbation -> perturbation.tabulate(tables));
  }
}
