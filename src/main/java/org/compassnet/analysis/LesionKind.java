package org.compassnet.analysis;

import static org.compassnet.analysis.UnitClass.CCW;
import static org.compassnet.analysis.UnitClass.COMPASS;
import static org.compassnet.analysis.UnitClass.CW;
import static org.compassnet.files.Text.text;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.compassnet.config.CriteriaConfig;

/** A lesion that the paper tells the outcome of: what is cut, and what should come of it. */
public enum LesionKind {
  COMPASS_CUT(
      Phenomenon.LESION_COMPASS_CUT, "compass units cut", Told.BUMP, false, false, COMPASS) {
    @Override
    boolean comesBack() {
      return true;
    }

    @Override
    boolean asExpected(CutEffect effect, CriteriaConfig criteria) {
      return effect.bump() < criteria.gone() && effect.estimate() < criteria.gone();
    }

    @Override
    boolean asExtreme(CutEffect random, CutEffect lesion) {
      return random.bump() <= lesion.bump() && random.estimate() <= lesion.estimate();
    }

    @Override
    String told(CutEffect e) {
      return text("%.2f of the bump and %.2f of the estimate left", e.bump(), e.estimate());
    }
  },

  CW_CUT(Phenomenon.LESION_CW_CUT, "CW shifters cut", Told.DRIFT, true, false, CW) {
    @Override
    boolean asExpected(CutEffect effect, CriteriaConfig criteria) {
      return drifts(effect, 1, criteria);
    }

    @Override
    boolean asExtreme(CutEffect random, CutEffect lesion) {
      return random.driftChangeDegPerS() >= lesion.driftChangeDegPerS();
    }

    @Override
    String told(CutEffect e) {
      return drift(e);
    }
  },

  CCW_CUT(Phenomenon.LESION_CCW_CUT, "CCW shifters cut", Told.DRIFT, false, false, CCW) {
    @Override
    boolean asExpected(CutEffect effect, CriteriaConfig criteria) {
      return drifts(effect, -1, criteria);
    }

    @Override
    boolean asExtreme(CutEffect random, CutEffect lesion) {
      return random.driftChangeDegPerS() <= lesion.driftChangeDegPerS();
    }

    @Override
    String told(CutEffect e) {
      return drift(e);
    }
  },

  BOTH_CUT(
      Phenomenon.LESION_BOTH_CUT, "both kinds of shifters cut", Told.BUMP, true, true, CCW, CW) {
    @Override
    boolean asExpected(CutEffect effect, CriteriaConfig criteria) {
      return effect.bump() > criteria.there()
          && effect.coherence() > criteria.coherence()
          && Math.abs(effect.gain()) < criteria.gone();
    }

    @Override
    boolean asExtreme(CutEffect random, CutEffect lesion) {
      return random.bump() >= lesion.bump()
          && random.coherence() >= lesion.coherence()
          // A lesion that leaves no bump has no gain, and is held beside cuts by what it has; a cut
          // that leaves none has less of a bump than a lesion with a gain.
          && (Double.isNaN(lesion.gain()) || Math.abs(random.gain()) <= Math.abs(lesion.gain()));
    }

    @Override
    String told(CutEffect e) {
      return text("%.2f of the bump left, coherence of the starts %.2f; ", e.bump(), e.coherence())
          + (Double.isNaN(e.gain())
              ? "no gain to measure, for that is no bump"
              : text("%.2f of the gain left", e.gain()));
    }
  };

  /** A number that tells an outcome. */
  private enum Told {
    BUMP("Bump (share left)", CutEffect::bump),
    DRIFT("Change of drift (deg/s)", CutEffect::driftChangeDegPerS);

    private final String label;
    private final ToDoubleFunction<CutEffect> of;

    Told(String label, ToDoubleFunction<CutEffect> of) {
      this.label = label;
      this.of = of;
    }
  }

  private final Phenomenon phenomenon;
  private final String title;
  private final Told primary;
  private final boolean greater;
  private final boolean turning;
  private final List<UnitClass> cut;

  /**
   * @param greater whether the paper says that the primary number is great after it, and not small
   */
  LesionKind(
      Phenomenon phenomenon,
      String title,
      Told primary,
      boolean greater,
      boolean turning,
      UnitClass... cut) {
    this.phenomenon = phenomenon;
    this.title = title;
    this.primary = primary;
    this.greater = greater;
    this.turning = turning;
    this.cut = List.of(cut);
  }

  public String title() {
    return title;
  }

  /** What should come of it, as the paper says. */
  public Phenomenon phenomenon() {
    return phenomenon;
  }

  /** The number that tells the outcome best. */
  public double primary(CutEffect effect) {
    return primary.of.applyAsDouble(effect);
  }

  /** The share of random cuts than which a lesion does more of what the paper says, by it. */
  double shareSurpassed(CutEffect lesion, RandomCuts cuts) {
    double below = cuts.percentile(this::primary, primary(lesion)) / 100;
    return greater ? below : 1 - below;
  }

  /** What that number is, with its unit, for an axis. */
  public String primaryLabel() {
    return primary.label;
  }

  /** The class that is cut; none where it is more than one. */
  public Optional<UnitClass> type() {
    return cut.size() == 1 ? Optional.of(cut.get(0)) : Optional.empty();
  }

  /** Whether the paper tells too what comes of it when it is taken back: all is as before. */
  boolean comesBack() {
    return false;
  }

  /** Whether the example to look at is one of a turning head. */
  boolean turning() {
    return turning;
  }

  /** The units to cut at a threshold of S_AV; none where a class has no units. */
  Optional<int[]> units(UnitTable table, double avThreshold) {
    return together(cut.stream().map(type -> table.indices(type, avThreshold)).toList());
  }

  /**
   * So many units to cut, those that are most clearly of their class; none if there are fewer.
   *
   * @param count in all, the same number of each class
   */
  Optional<int[]> clearest(UnitTable table, int count) {
    int each = count / cut.size();
    return together(
        cut.stream()
            .map(
                type ->
                    table.of(type).size() < each
                        ? new int[0]
                        : table.of(type).stream()
                            .sorted(clarity(type))
                            .limit(each)
                            .mapToInt(Unit::unit)
                            .toArray())
            .toList());
  }

  private static Comparator<Unit> clarity(UnitClass type) {
    return type == COMPASS
        ? Comparator.comparingDouble(Unit::avStrength)
        : Comparator.comparingDouble(unit -> -Math.abs(unit.avAsymmetry()));
  }

  private static Optional<int[]> together(List<int[]> classes) {
    return classes.stream().anyMatch(units -> units.length == 0)
        ? Optional.empty()
        : Optional.of(classes.stream().flatMapToInt(IntStream::of).toArray());
  }

  /** Whether a cut comes out as the paper says, chance left aside. */
  abstract boolean asExpected(CutEffect effect, CriteriaConfig criteria);

  /** Whether a random cut does what the paper says of the lesion at least as clearly. */
  abstract boolean asExtreme(CutEffect random, CutEffect lesion);

  /** The numbers that the outcome rests on. */
  abstract String told(CutEffect effect);

  private static boolean drifts(CutEffect effect, int sign, CriteriaConfig criteria) {
    return sign * effect.driftChangeDegPerS() > 0 && effect.bumpAtOnset() > criteria.there();
  }

  private static String drift(CutEffect e) {
    return text(
        "drift at rest changed by %+.1f deg/s with %.2f of the bump left",
        e.driftChangeDegPerS(), e.bumpAtOnset());
  }
}
