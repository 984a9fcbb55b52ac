package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.compassnet.analysis.Perturbation.Window;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.files.TextTable;

/**
 * The paper's lesions by name, with what came of them, and the other perturbations of a network.
 *
 * @param named the lesions that the paper tells the outcome of, as far as there are units to cut
 * @param others every block of W_rec between the three classes, drives, and all cuts for good
 */
public record Lesions(List<Named> named, List<Perturbation> others) {

  /** A network that is farther off than this before a lesion has nothing to lose by it. */
  private static final double WORKS_DEG = 30;

  private static final List<UnitClass> CLASSES = Connectivity.CLASSES;
  private static final double DRIVE = 0.5;
  private static final double PLACE_WIDTH_RAD = Math.toRadians(30);

  /** A lesion that the paper tells the outcome of. */
  public enum Kind {
    COMPASS_CUT("compass units cut", false, COMPASS),
    CW_CUT("CW shifters cut", false, CW),
    CCW_CUT("CCW shifters cut", false, CCW),
    BOTH_CUT("both kinds of shifters cut", true, CCW, CW);

    private final String title;
    private final boolean turning;
    private final UnitClass[] cut;

    Kind(String title, boolean turning, UnitClass... cut) {
      this.title = title;
      this.turning = turning;
      this.cut = cut;
    }

    public String title() {
      return title;
    }

    /** What should come of it, as a claim. */
    public String claim() {
      return switch (this) {
        case COMPASS_CUT -> "Cutting the compass units' output makes bump and estimate vanish";
        case CW_CUT -> "Cutting the CW shifters makes the bump drift CCW";
        case CCW_CUT -> "Cutting the CCW shifters makes the bump drift CW";
        case BOTH_CUT -> "Cutting both kinds of shifters leaves a stable bump that cannot turn";
      };
    }

    /** What the paper says comes of it, and when it counts as having come. */
    public String expected(CriteriaConfig criteria) {
      return switch (this) {
        case COMPASS_CUT ->
            text(
                "bump and output fall below %.0f %% and form again (above %.0f %%) when restored",
                100 * criteria.gone(), 100 * criteria.there());
        case CW_CUT ->
            text(
                "in the first 0.1 to 0.6 s, head at rest, the bump's drift turns CCW by more than"
                    + " twice the SEM and the bump is above %.0f %%",
                100 * criteria.there());
        case CCW_CUT ->
            text(
                "in the first 0.1 to 0.6 s, head at rest, the bump's drift turns CW by more than"
                    + " twice the SEM and the bump is above %.0f %%",
                100 * criteria.there());
        case BOTH_CUT ->
            text(
                "the bump stays (above %.0f %%) and the gain falls below %.0f %%",
                100 * criteria.there(), 100 * criteria.gone());
      };
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

  /**
   * Makes every lesion that the network's classes allow.
   *
   * @param turnRadPerStep angular velocity of the turning trials
   */
  public static Lesions of(
      Specimen specimen, UnitTable table, double turnRadPerStep, CriteriaConfig criteria) {
    if (CLASSES.stream().allMatch(type -> table.of(type).isEmpty())) {
      throw new CannotAnalyze("no compass unit and no shifter to cut or drive");
    }
    List<Named> named = new ArrayList<>();
    List<Perturbation> others = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (Stream.of(kind.cut).noneMatch(type -> table.of(type).isEmpty())) {
        Intervention cut = Intervention.cutOutput(table, kind.title, kind.turning, kind.cut);
        named.add(
            judged(criteria, kind, Perturbation.run(specimen, table, cut, turnRadPerStep, false)));
        others.add(Perturbation.run(specimen, table, cut.forGood(), turnRadPerStep, true));
      }
    }
    for (Intervention intervention : interventions(table)) {
      others.add(Perturbation.run(specimen, table, intervention, turnRadPerStep, false));
      if (intervention.name().startsWith("cut")) {
        others.add(Perturbation.run(specimen, table, intervention.forGood(), turnRadPerStep, true));
      }
    }
    return new Lesions(List.copyOf(named), List.copyOf(others));
  }

  private static List<Intervention> interventions(UnitTable table) {
    List<UnitClass> present = CLASSES.stream().filter(c -> !table.of(c).isEmpty()).toList();
    List<Intervention> interventions = new ArrayList<>();
    for (UnitClass from : present) {
      for (UnitClass to : present) {
        interventions.add(Intervention.cutBlock(table, from, to));
      }
    }
    for (UnitClass type : present) {
      interventions.add(Intervention.drive(table, type, DRIVE));
    }
    Intervention.drivePlace(table, Math.PI / 2, PLACE_WIDTH_RAD, DRIVE)
        .ifPresent(interventions::add);
    return interventions;
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

  private static Named judged(CriteriaConfig criteria, Kind kind, Perturbation made) {
    if (!(made.before().errorDeg() < WORKS_DEG)) {
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
            during.bump() / before.bump(),
            after.bump() / before.bump(),
            during.readoutLength() / before.readoutLength(),
            after.readoutLength() / before.readoutLength()));
  }

  /**
   * @param sign of the drift that the paper tells
   */
  private static Named drifts(CriteriaConfig criteria, Kind kind, Perturbation made, int sign) {
    Window before = made.before();
    Window onset = made.onset();
    double change = onset.driftDegPerS() - before.driftDegPerS();
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
            onset.bump() / before.bump(),
            made.during().driftDegPerS(),
            made.during().bump() / before.bump()));
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
            during.bump() / before.bump(), during.gain(), before.gain(), during.driftDegPerS()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
