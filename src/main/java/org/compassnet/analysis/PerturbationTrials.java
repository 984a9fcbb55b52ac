package org.compassnet.analysis;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.network.CtRnnWeights;

/**
 * The trials of perturbations: at rest, turning CCW and turning CW, each from every starting
 * direction. They are run once up to where something is done; every perturbation goes on from
 * there.
 */
final class PerturbationTrials {

  private static final int CONDITIONS = 3;
  private static final int EXAMPLE_DIRECTION = 2;

  /** Time between two looks at a bump. */
  private static final double COURSE_EVERY_S = 0.1;

  /** Looks between which the rates of a piece are kept: 20 s of 1000 units would be 115 MB. */
  private static final int LOOKS_TOGETHER = 10;

  private final Specimen specimen;
  private final Perturbation.Options options;
  private final Bump compass;
  private final UnitTable table;
  private final int directions;
  private final double[] toldRad;
  private final int steps;
  private final Probe here;
  private final Stretch settling;
  private final Stretch before;

  /**
   * Runs the trials until the window before is over.
   *
   * @param table whose active units make the bump, and whose compass units are shown
   */
  PerturbationTrials(Specimen specimen, UnitTable table, Perturbation.Options asked) {
    this.specimen = specimen;
    this.options = asked.of(specimen);
    this.compass = Bump.of(table);
    this.table = table;
    this.directions = options.directions();
    this.toldRad = Angles.evenlySpaced(directions);
    this.steps = specimen.steps(options.windowS());
    double turn = specimen.radPerStep(options.turnDegPerS());
    double[] velocities = {0, turn, -turn};
    int trials = CONDITIONS * directions;
    this.here =
        new Probe(
            specimen,
            IntStream.range(0, trials).mapToDouble(k -> toldRad[k % directions]).toArray(),
            IntStream.range(0, trials).mapToDouble(k -> velocities[k / directions]).toArray());
    this.settling =
        new Stretch(
            here,
            specimen.weights(),
            specimen.task().cueSteps() + specimen.steps(options.settleS()));
    this.before = new Stretch(here, specimen.weights(), steps);
  }

  /** Does something, takes it back unless it is for good, and measures. */
  Perturbation perturb(Intervention intervention, boolean forGood) {
    CtRnnWeights changed = intervention.change().apply(specimen.weights());
    TunedUnits left = TunedUnits.of(table, intervention.silenced());
    Probe probe = here.first(here.trials());
    Stretch cut = new Stretch(probe, changed, steps);
    Stretch after = new Stretch(probe, forGood ? changed : specimen.weights(), steps);
    double from = here.step() * specimen.stepS();
    double to = from + steps * specimen.stepS();
    int shown = (intervention.turning() ? directions : 0) + EXAMPLE_DIRECTION % directions;
    Perturbation.Window whole = before.secondHalf(left);
    return new Perturbation(
        intervention,
        options.withForGood(forGood),
        new double[] {from, forGood ? Double.POSITIVE_INFINITY : to},
        whole,
        cut.onset(left, true).unlessGone(whole, options.gone()),
        cut.secondHalf(left).unlessGone(whole, options.gone()),
        after.secondHalf(left).unlessGone(whole, options.gone()),
        example(shown, settling, before, cut, after));
  }

  /**
   * What cutting the output of some units does, without the time after.
   *
   * @param turning whether the gain is measured, for which the head must turn; NaN if not, and
   *     where the bump is gone
   */
  CutEffect cut(boolean turning, int... units) {
    Left left = new Left(turning ? here.trials() : directions, units);
    Stretch cut = left.run(steps);
    Perturbation.Window whole = before.secondHalf(left.before, left.trials(), false);
    return CutEffect.of(
        units.length,
        whole,
        cut.onset(left.now, false),
        cut.secondHalf(left.now, left.trials(), false).unlessGone(whole, options.gone()));
  }

  /**
   * The bump at rest for a long time after the output of some units is cut.
   *
   * @param lesion which units these are; none if there are none
   * @param seconds how long
   */
  BumpCourse course(Optional<LesionKind> lesion, double seconds, int... units) {
    Left left = new Left(directions, units);
    double whole = before.secondHalf(left.before).bump();
    int every = specimen.steps(COURSE_EVERY_S);
    int looks = Math.max(1, specimen.steps(seconds) / every);
    double[] time = new double[looks];
    double[] bump = new double[looks];
    double[] coherence = new double[looks];
    Stretch piece = null;
    for (int k = 0; k < looks; k++) {
      if (k % LOOKS_TOGETHER == 0) {
        piece = left.run(every * Math.min(LOOKS_TOGETHER, looks - k));
      }
      StartVectors now = piece.vectors(left.now, 0, (k % LOOKS_TOGETHER + 1) * every - 1);
      time[k] = (k + 1) * every * specimen.stepS();
      bump[k] = CutEffect.share(now.bump(), whole);
      coherence[k] = now.coherence(toldRad);
    }
    return new BumpCourse(lesion, time, bump, coherence);
  }

  /**
   * What goes on when the output of some units is cut. Since nothing hears them, it is the network
   * of the others: to the same bits while a sum of products is one run of the engine's, and to
   * single precision beyond.
   */
  private final class Left {
    private final Probe probe;

    /** Those that are tuned, by their places in the whole network and in what is run. */
    private final TunedUnits before;

    private final TunedUnits now;

    Left(int trials, int... cut) {
      before = TunedUnits.of(table, cut);
      BitSet gone = new BitSet();
      IntStream.of(cut).forEach(gone::set);
      int[] kept = IntStream.range(0, specimen.units()).filter(i -> !gone.get(i)).toArray();
      Probe all = here.first(trials);
      // There is no network of no units.
      probe = kept.length > 0 ? all.among(kept) : all.with(specimen.lesioned(cut));
      now = kept.length > 0 ? before.among(kept) : before;
    }

    int trials() {
      return probe.trials();
    }

    Stretch run(int length) {
      return new Stretch(probe, probe.specimen().weights(), length);
    }
  }

  private Perturbation.Example example(int trial, Stretch... all) {
    int length = Arrays.stream(all).mapToInt(s -> s.steps).sum();
    double[] time = new double[length];
    double[] truth = new double[length];
    double[] decoded = new double[length];
    double[] readout = new double[length];
    double[][] rates = new double[length][compass.units().length];
    int t = 0;
    for (Stretch stretch : all) {
      for (int k = 0; k < stretch.steps; k++, t++) {
        time[t] = (t + 1) * specimen.stepS();
        truth[t] = Math.toDegrees(here.trueDirection(trial, t + 1));
        decoded[t] = Math.toDegrees(stretch.outputs.decoded(trial, k));
        readout[t] = stretch.outputs.length(trial, k);
        for (int i = 0; i < rates[t].length; i++) {
          rates[t][i] = stretch.rate(trial, k, compass.units()[i]);
        }
      }
    }
    return new Perturbation.Example(
        time,
        truth,
        decoded,
        readout,
        Arrays.stream(compass.preferredRad()).map(Math::toDegrees).toArray(),
        rates);
  }

  /** A piece of the trials in which windows can be measured. */
  private final class Stretch {
    private final int begin;
    private final int steps;
    private final int trials;
    private final int units;
    private final float[] rates;
    private final Probe.Piece outputs;

    /** Goes on with a probe. */
    Stretch(Probe probe, CtRnnWeights weights, int steps) {
      this.begin = probe.step();
      this.steps = steps;
      this.trials = probe.trials();
      this.units = weights.units();
      this.rates = new float[trials * steps * units];
      this.outputs =
          probe.run(
              weights,
              steps,
              (first, count, step, seen, stride) -> {
                for (int k = 0; k < count; k++) {
                  System.arraycopy(seen, k * stride, rates, at(first + k, step), units);
                }
              });
    }

    private int at(int trial, int step) {
      return (trial * steps + step) * units;
    }

    float rate(int trial, int step, int unit) {
      return rates[at(trial, step) + unit];
    }

    /** Population vectors of the trials of a condition. */
    StartVectors vectors(TunedUnits left, int condition, int step) {
      double[] sine = new double[directions];
      double[] cosine = new double[directions];
      for (int k = 0; k < directions; k++) {
        int from = at(condition * directions + k, step);
        double s = 0;
        double c = 0;
        for (int i = 0; i < left.units().length; i++) {
          float rate = rates[from + left.units()[i]];
          s += rate * left.sine()[i];
          c += rate * left.cosine()[i];
        }
        sine[k] = s;
        cosine[k] = c;
      }
      return new StartVectors(sine, cosine);
    }

    /** The outputs at rest, as vectors. */
    private StartVectors readout(int step) {
      double[] sine = new double[directions];
      double[] cosine = new double[directions];
      for (int k = 0; k < directions; k++) {
        sine[k] = outputs.outputs().get(k, step, 0);
        cosine[k] = outputs.outputs().get(k, step, 1);
      }
      return new StartVectors(sine, cosine);
    }

    Perturbation.Window secondHalf(TunedUnits left) {
      return secondHalf(left, trials, true);
    }

    /** Of the first trials only, and perhaps without the error, which takes a while. */
    Perturbation.Window secondHalf(TunedUnits left, int first, boolean errors) {
      return window(left, first, errors, steps / 2, steps - 1);
    }

    Perturbation.Window onset(TunedUnits left, boolean errors) {
      int last = steps - 1;
      double stepS = specimen.stepS();
      int from = Math.max(0, Math.min(last - 1, (int) Math.round(options.onsetS() / stepS)));
      int length = (int) Math.round(options.onsetLengthS() / stepS);
      return window(left, trials, errors, from, Math.min(last, from + length));
    }

    private Perturbation.Window window(
        TunedUnits left, int first, boolean errors, int from, int to) {
      int samples = to - from + 1;
      double bump = 0;
      double coherence = 0;
      double estimate = 0;
      double length = 0;
      double error = 0;
      double[] turned = new double[first];
      double[] direction = new double[first];
      int conditions = first / directions;
      for (int t = from; t <= to; t++) {
        for (int condition = 0; condition < conditions; condition++) {
          StartVectors now = vectors(left, condition, t);
          for (int k = 0; k < directions; k++) {
            int trial = condition * directions + k;
            double next = now.directionRad(k);
            turned[trial] += t > from ? Angles.wrap(next - direction[trial]) : 0;
            direction[trial] = next;
          }
          bump += condition == 0 ? now.bump() : 0;
          coherence += condition == 0 ? now.coherence(toldRad) : 0;
        }
        estimate += readout(t).bump();
        for (int trial = 0; trial < first && errors; trial++) {
          length += trial < directions ? outputs.length(trial, t) : 0;
          error +=
              Math.abs(
                  Angles.wrap(
                      outputs.decoded(trial, t) - here.trueDirection(trial, begin + t + 1)));
        }
      }
      double[] drift =
          Arrays.stream(turned).map(d -> specimen.degPerS(d / Math.max(1, to - from))).toArray();
      double rest = mean(drift, 0);
      double squares = Arrays.stream(drift, 0, directions).map(d -> (d - rest) * (d - rest)).sum();
      return new Perturbation.Window(
          bump / samples,
          coherence / samples,
          errors ? length / (directions * samples) : Double.NaN,
          estimate / samples,
          errors ? Math.toDegrees(error / (first * samples)) : Double.NaN,
          rest,
          Math.sqrt(squares / (directions - 1)),
          conditions == CONDITIONS
              ? (mean(drift, 1) - mean(drift, 2)) / (2 * options.turnDegPerS())
              : Double.NaN);
    }

    private double mean(double[] drift, int condition) {
      return Arrays.stream(drift, condition * directions, (condition + 1) * directions)
          .average()
          .orElseThrow();
    }
  }
}
