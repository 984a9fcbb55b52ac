package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.compassnet.analysis.Perturbation.Window;

/**
 * The paper's lesions by name, with what came of them, and the other perturbations of a network.
 *
 * @param named the lesions that the paper tells the outcome of, as far as there are units to cut
 * @param others every block of W_rec between the three classes, drives, and the named lesions for
 *     good
 */
public record Lesions(List<Named> named, List<Perturbation> others) {

  /** Share of the state before below which bump, output or gain count as gone. */
  public static final double GONE = 0.2;

  /** Share from which they count as still there, or back. */
  public static final double THERE = 0.5;

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

    /** What the paper says comes of it, and when it counts as having come. */
    public String expected() {
      return switch (this) {
        case COMPASS_CUT ->
            text(
                "bump and output fall below %.0f %% and form again (above %.0f %%) when restored",
                100 * GONE, 100 * THERE);
        case CW_CUT ->
            "the bump stays and drifts CCW with the head at rest, by more than twice the SEM";
        case CCW_CUT ->
            "the bump stays and drifts CW with the head at rest, by more than twice the SEM";
        case BOTH_CUT ->
            text(
                "the bump stays (above %.0f %%) and the gain falls below %.0f %%",
                100 * THERE, 100 * GONE);
      };
    }
  }

  /**
   * A lesion and its outcome.
   *
   * @param asExpected whether it came out as the paper says
   * @param outcome what came of it, in numbers
   */
  public record Named(Kind kind, Perturbation perturbation, boolean asExpected, String outcome) {}

  /** Makes every lesion that the network's classes allow. */
  public static Lesions of(Specimen specimen, UnitTable table) {
    if (CLASSES.stream().allMatch(type -> table.of(type).isEmpty())) {
      throw new CannotAnalyze("no compass unit and no shifter to cut or drive");
    }
    List<Named> named = new ArrayList<>();
    List<Perturbation> others = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (Stream.of(kind.cut).noneMatch(type -> table.of(type).isEmpty())) {
        Intervention cut = Intervention.cutOutput(table, kind.title, kind.turning, kind.cut);
        named.add(judged(kind, Perturbation.run(specimen, table, cut, false)));
        others.add(Perturbation.run(specimen, table, cut.forGood(), true));
      }
    }
    for (Intervention intervention : interventions(table)) {
      others.add(Perturbation.run(specimen, table, intervention, false));
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
    if (present.contains(COMPASS)) {
      interventions.add(Intervention.drivePlace(table, Math.PI / 2, PLACE_WIDTH_RAD, DRIVE));
    }
    return interventions;
  }

  /** All perturbations, the named ones first. */
  public List<Perturbation> all() {
    return Stream.concat(named.stream().map(Named::perturbation), others.stream()).toList();
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

  private static Named judged(Kind kind, Perturbation made) {
    if (!(made.before().errorDeg() < WORKS_DEG)) {
      return new Named(
          kind,
          made,
          false,
          text(
              "nothing to lose: before the lesion the decoded direction is %.0f deg off",
              made.before().errorDeg()));
    }
    return switch (kind) {
      case COMPASS_CUT -> vanishedAndBack(kind, made);
      case CW_CUT -> drifts(kind, made, 1);
      case CCW_CUT -> drifts(kind, made, -1);
      case BOTH_CUT -> cannotTurn(kind, made);
    };
  }

  private static Named vanishedAndBack(Kind kind, Perturbation made) {
    Window before = made.before();
    Window during = made.during();
    Window after = made.after();
    boolean asExpected =
        during.readoutLength() < GONE * before.readoutLength()
            && during.bump() < GONE * before.bump()
            && after.readoutLength() > THERE * before.readoutLength()
            && after.bump() > THERE * before.bump();
    return new Named(
        kind,
        made,
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
  private static Named drifts(Kind kind, Perturbation made, int sign) {
    Window before = made.before();
    Window during = made.during();
    double change = during.driftDegPerS() - before.driftDegPerS();
    double error = Math.hypot(before.driftSem(), during.driftSem());
    return new Named(
        kind,
        made,
        sign * change > 2 * error && during.bump() > THERE * before.bump(),
        text(
            "drift %+.1f deg/s while cut (SEM %.1f; before %+.1f), bump %.2f of its size",
            during.driftDegPerS(),
            during.driftSem(),
            before.driftDegPerS(),
            during.bump() / before.bump()));
  }

  private static Named cannotTurn(Kind kind, Perturbation made) {
    Window before = made.before();
    Window during = made.during();
    return new Named(
        kind,
        made,
        during.bump() > THERE * before.bump()
            && Math.abs(during.gain()) < GONE * Math.abs(before.gain()),
        text(
            "bump %.2f of its size; gain %.2f while cut, %.2f before; drift at rest %+.1f deg/s",
            during.bump() / before.bump(), during.gain(), before.gain(), during.driftDegPerS()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
