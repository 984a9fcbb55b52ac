package org.compassnet.analysis;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.training.Snapshot;
import org.compassnet.trajectory.Trials;

/**
 * How training makes the units: what they are at each of its snapshots, beside what they are at the
 * last one. Classes, and whose preferred direction is whose, are those of the last one.
 *
 * @param frames in the order of the training; none where no snapshots were asked for
 */
public record Film(List<FilmFrame> frames, Options options) implements Result {

  /**
   * What counts as there.
   *
   * @param settledDeg a preferred direction this near to its last one has settled
   * @param settledShare of the tuned units that have, from which directions have settled
   * @param alpha level of the dip test from which velocity weights have split
   * @param sidesTold share of the pairs of shifters whose velocity weights are in their last order,
   *     from which the sides are told
   */
  public record Options(double settledDeg, double settledShare, double alpha, double sidesTold) {

    /** Half of the directions within 20 deg; 95 % of the pairs. */
    public static Options of(CriteriaConfig criteria) {
      return new Options(20, 0.5, criteria.alpha(), 0.95);
    }
  }

  /**
   * When something came that was there from then on to the end: between two snapshots.
   *
   * @param notYet updates after which it was not there; -1 if it was at the start
   * @param there updates after which it was
   */
  public record When(int notYet, int there) {

    @Override
    public String toString() {
      return notYet < 0
          ? "from before the first update on"
          : text("between updates %d and %d", notYet, there);
    }
  }

  public Film {
    frames = List.copyOf(frames);
  }

  /**
   * Of the snapshots of a run.
   *
   * @throws CannotAnalyze if some of those that it was asked for are not there, or the trained
   *     network's maps do not tell classes
   */
  static Film of(Laboratory lab) {
    Options options = Options.of(lab.config().criteria());
    int asked = lab.config().training().snapshots();
    if (asked == 0) {
      return new Film(List.of(), options);
    }
    if (lab.snapshots().size() != asked) {
      throw new CannotAnalyze(
          text("%d of the %d snapshots of the training are there", lab.snapshots().size(), asked));
    }
    lab.classes();
    return of(
        lab.specimen(),
        lab.snapshots(),
        lab.read().trials(),
        Tuning.Options.of(lab.config().analysis()),
        options,
        lab.random("film"));
  }

  /**
   * Of any sequence of weights.
   *
   * @param specimen what runs them
   * @param snapshots in the order of the training, the last one of the classes
   * @param trials that units are read with
   * @param random of the dip tests
   * @throws CannotAnalyze if no unit of the last one is tuned
   */
  static Film of(
      Specimen specimen,
      List<Snapshot> snapshots,
      Trials trials,
      Tuning.Options tuning,
      Options options,
      UniformRandomProvider random) {
    List<NetworkActivity> activities = new ArrayList<>();
    List<JointTuning> maps = new ArrayList<>();
    List<UnitTable> tables = new ArrayList<>();
    for (Snapshot snapshot : snapshots) {
      NetworkActivity activity = NetworkActivity.of(specimen.with(snapshot.weights()), trials);
      activities.add(activity);
      maps.add(JointTuning.of(activity, tuning.maps()));
      tables.add(UnitTable.of(maps.get(maps.size() - 1), tuning.classes()));
    }
    UnitTable last = tables.get(tables.size() - 1);
    if (tuned(last).length == 0) {
      throw new CannotAnalyze("no compass unit and no shifter at the end of the training");
    }
    List<FilmFrame> frames = new ArrayList<>();
    for (int k = 0; k < snapshots.size(); k++) {
      Snapshot snapshot = snapshots.get(k);
      frames.add(
          new FilmFrame(
              snapshot,
              activities.get(k).response().evaluation(),
              maps.get(k),
              tables.get(k),
              FilmFrame.distances(tables.get(k), last),
              DipTest.of(velocity(snapshot, last.active()), tuning.dip(), random),
              FilmFrame.sidesTold(
                  velocity(snapshot, last.indices(UnitClass.CCW)),
                  velocity(snapshot, last.indices(UnitClass.CW))),
              Attempt.of(
                  () ->
                      Connectivity.of(
                          snapshot.weights(), last, new Connectivity.Options(0), random))));
    }
    return new Film(frames, options);
  }

  private static double[] velocity(Snapshot snapshot, int[] units) {
    return IntStream.of(units).mapToDouble(i -> snapshot.weights().velocityWeight(i)).toArray();
  }

  private static int[] tuned(UnitTable table) {
    return table.indices(Connectivity.CLASSES.toArray(UnitClass[]::new));
  }

  /** Whether no snapshots were asked for. */
  public boolean isEmpty() {
    return frames.isEmpty();
  }

  /** The units at the end of the training. */
  public UnitTable last() {
    return frames.get(frames.size() - 1).table();
  }

  /** Units that are compass units or shifters at the end. */
  public int[] tuned() {
    return tuned(last());
  }

  /** Distances of the tuned units' preferred directions from their last ones, in deg. */
  public double[] distancesDeg(FilmFrame frame) {
    return Arrays.stream(tuned()).mapToDouble(i -> frame.distanceDeg()[i]).toArray();
  }

  /** Share of the tuned units whose preferred direction is near its last one. */
  public double settledShare(FilmFrame frame) {
    double[] distances = distancesDeg(frame);
    // One that is silent yet has no direction, and has not settled.
    return (double) Arrays.stream(distances).filter(d -> d <= options.settledDeg).count()
        / distances.length;
  }

  /** Median of those distances, of the units that have one. */
  public double medianDistanceDeg(FilmFrame frame) {
    return Median.of(distancesDeg(frame));
  }

  /** When enough of the preferred directions were near their last ones. */
  public When directionsSettled() {
    return since(frame -> settledShare(frame) >= options.settledShare).orElseThrow();
  }

  /** When the velocity's weights had more than one peak; empty if they have not at the end. */
  public Optional<When> velocityWeightsSplit() {
    return since(frame -> frame.dip().p() < options.alpha);
  }

  /**
   * When the shifters' velocity weights told their sides; empty if they do not at the end, or there
   * is no shifter of one side.
   */
  public Optional<When> sidesTold() {
    return since(frame -> frame.sidesTold() >= options.sidesTold);
  }

  private Optional<When> since(Predicate<FilmFrame> there) {
    int first = frames.size();
    while (first > 0 && there.test(frames.get(first - 1))) {
      first--;
    }
    return first == frames.size()
        ? Optional.empty()
        : Optional.of(
            new When(first == 0 ? -1 : frames.get(first - 1).update(), frames.get(first).update()));
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    if (isEmpty()) {
      return;
    }
    Numbers film = numbers.in("film");
    film.put("snapshots", frames.size())
        .put("settled_deg", options.settledDeg)
        .put("settled_share", options.settledShare)
        .put("alpha", options.alpha)
        .put("sides_told_share", options.sidesTold);
    put(film.in("directions_settled"), Optional.of(directionsSettled()));
    put(film.in("velocity_weights_split"), velocityWeightsSplit());
    put(film.in("sides_told"), sidesTold());
  }

  private static void put(Numbers numbers, Optional<When> when) {
    numbers
        .put("after_update", when.filter(w -> w.notYet >= 0).map(When::notYet).orElse(null))
        .put("by_update", when.map(When::there).orElse(null));
  }

  @Override
  public void tabulate(Tables tables) {
    if (!isEmpty()) {
      new FilmTables(this).write(tables);
    }
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "no snapshots: training.snapshots is 0";
    }
    return String.join(
        "\n",
        "preferred directions settle " + directionsSettled(),
        "velocity weights split " + velocityWeightsSplit().map(When::toString).orElse("never"),
        "sides are told by them " + sidesTold().map(When::toString).orElse("never"));
  }
}
