package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.files.Csv;
import org.compassnet.files.NpyArray;
import org.compassnet.files.TextTable;

/**
 * A network at rest as an approximate continuous attractor, as it is and after each of the paper's
 * lesions: the slow manifold, the flow on it, what that leaves of a memory, and how much faster the
 * manifold attracts than states move on it; see {@link SlowManifold}.
 *
 * @param intact the manifold of the network as it is
 * @param lesioned what each lesion leaves, as far as there are units to cut; nothing without
 *     classes
 */
public record ContinuousAttractor(SlowManifold intact, Attempt<List<Lesioned>> lesioned)
    implements Result {

  /** States of the manifold that are written, which is smooth between them. */
  private static final int WRITTEN = 128;

  /**
   * What a lesion leaves. The direction is that of the population vector of the units that are not
   * cut, less its mean over the manifold: a lesion takes units out of the readout too.
   *
   * @param units number of units cut
   * @param manifold or why there is none
   */
  public record Lesioned(LesionKind kind, int units, Attempt<SlowManifold> manifold) {}

  /** With the usual options. */
  public static ContinuousAttractor of(Specimen specimen) {
    return of(specimen, SlowManifold.Options.defaults());
  }

  /** With the classes of the network's units on fresh trials. */
  public static ContinuousAttractor of(Specimen specimen, SlowManifold.Options options) {
    return of(specimen, Attempt.of(() -> Tuning.of(specimen).table()), options);
  }

  /**
   * Finds the manifold of a network and, from its states on, those after lesions.
   *
   * @param table whose classes are cut; without it no lesion is made
   * @throws CannotAnalyze if the network has no such manifold
   */
  public static ContinuousAttractor of(
      Specimen specimen, Attempt<UnitTable> table, SlowManifold.Options options) {
    SlowManifold intact = SlowManifold.of(specimen, options);
    return new ContinuousAttractor(
        intact, table.then(units -> lesioned(specimen, units, intact, options)));
  }

  private static List<Lesioned> lesioned(
      Specimen specimen, UnitTable table, SlowManifold intact, SlowManifold.Options options) {
    List<Lesioned> lesioned = new ArrayList<>();
    for (LesionKind kind : LesionKind.values()) {
      kind.units(table, table.options().avThreshold())
          .ifPresent(
              cut ->
                  lesioned.add(
                      new Lesioned(
                          kind,
                          cut.length,
                          Attempt.of(() -> after(specimen, table, cut, intact, options)))));
    }
    return List.copyOf(lesioned);
  }

  private static SlowManifold after(
      Specimen specimen,
      UnitTable table,
      int[] cut,
      SlowManifold intact,
      SlowManifold.Options options) {
    return SlowManifold.of(
        specimen.lesioned(cut),
        LinearReadout.of(TunedUnits.of(table, cut), specimen.units()),
        intact.states(),
        options);
  }

  /** What a lesion leaves, if there are units to cut. */
  public Optional<Lesioned> find(LesionKind kind) {
    return all().stream().filter(l -> l.kind() == kind).findFirst();
  }

  /**
   * The manifold after a lesion.
   *
   * @throws CannotAnalyze if there is none
   */
  public SlowManifold after(LesionKind kind) {
    return find(kind)
        .orElseThrow(
            () -> new CannotAnalyze(kind.title() + ": the network has no units of a class to cut"))
        .manifold()
        .orElseThrow();
  }

  private List<Lesioned> all() {
    return lesioned.result().orElse(List.of());
  }

  /** A manifold with the name of its network. */
  private record Named(String name, SlowManifold manifold) {}

  private List<Named> manifolds() {
    List<Named> named = new ArrayList<>(List.of(new Named("intact", intact)));
    all().forEach(l -> l.manifold().ifPresent(m -> named.add(new Named(l.kind().title(), m))));
    return named;
  }

  @Override
  public Map<String, String> omitted() {
    return lesioned.succeeded() ? Map.of() : Map.of("attractor_after_lesions", lesioned.whyNot());
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    summarize(numbers.in("continuous_attractor"), intact);
    numbers
        .in("continuous_attractor")
        .put(
            "lesioned",
            all().stream()
                .map(
                    l -> {
                      Numbers of =
                          new Numbers()
                              .put("name", l.kind().title())
                              .put("units", l.units())
                              .put("manifold", l.manifold().succeeded());
                      l.manifold().ifPresent(m -> summarize(of, m));
                      return l.manifold().succeeded() ? of : of.put("why", l.manifold().whyNot());
                    })
                .toList());
  }

  private static Numbers summarize(Numbers numbers, SlowManifold manifold) {
    CircleFlow flow = manifold.flow();
    return numbers
        .put("flow_sup_deg_per_s", Math.toDegrees(flow.supRadPerS()))
        .put("flow_rms_deg_per_s", Math.toDegrees(flow.rmsRadPerS()))
        .put("stable_fixed_points", flow.count(true))
        .put("saddles", flow.count(false))
        .put("limit_cycle", flow.turns())
        .put("period_s", flow.periodS())
        .put("capacity_nats", flow.capacityNats())
        .put("asymptotic_error_deg", Math.toDegrees(flow.asymptoticErrorRad()))
        .put("greatest_asymptotic_error_deg", Math.toDegrees(flow.greatestErrorRad()))
        .put("time_constant_along_tau", manifold.spectra().alongTau())
        .put("time_constant_across_tau", manifold.spectra().acrossTau())
        .put("normal_hyperbolicity", manifold.spectra().hyperbolicity())
        .put("settled_after_tau", manifold.settledTau())
        .put("last_change_of_radius", manifold.change());
  }

  @Override
  public void tabulate(Tables tables) {
    Csv flow =
        tables.table(
            "attractor_flow.csv", "network", "direction_deg", "flow_deg_per_s", "readout_length");
    Csv points =
        tables.table(
            "attractor_points.csv", "network", "direction_deg", "kind", "share_of_directions");
    Csv memory =
        tables.table(
            "attractor_memory.csv",
            "network",
            "time_s",
            "mean_error_deg",
            "greatest_error_deg",
            "mean_error_from_flow_deg",
            "bound_deg");
    Csv spectra =
        tables.table(
            "attractor_eigenvalues.csv",
            "network",
            "direction_deg",
            "eigenvalue_1",
            "eigenvalue_2");
    for (Named named : manifolds()) {
      SlowManifold m = named.manifold();
      for (int k = 0; k < m.states().length; k++) {
        flow.row(
            named.name(),
            Math.toDegrees(m.directionRad()[k]),
            Math.toDegrees(m.flow().radPerS()[k]),
            m.readoutLength()[k]);
      }
      for (CircleFlow.Place place : m.flow().places()) {
        points.row(named.name(), Math.toDegrees(place.directionRad()), "stable", place.share());
      }
      for (DriftField.Zero zero : m.flow().fixedPoints()) {
        if (!zero.stable()) {
          points.row(named.name(), Math.toDegrees(zero.directionRad()), "saddle", 0.0);
        }
      }
      MemoryCourse course = m.memory();
      for (int k = 0; k < course.timeS().length; k++) {
        memory.row(
            named.name(),
            course.timeS()[k],
            Math.toDegrees(course.meanErrorRad()[k]),
            Math.toDegrees(course.greatestErrorRad()[k]),
            Math.toDegrees(course.fromFlowRad()[k]),
            Math.toDegrees(m.flow().boundRad(course.timeS()[k])));
      }
      for (int k = 0; k < m.spectra().first().length; k++) {
        spectra.row(
            named.name(),
            Math.toDegrees(m.spectra().directionRad()[k]),
            m.spectra().first()[k],
            m.spectra().second()[k]);
      }
    }
    int apart = Math.max(1, intact.states().length / WRITTEN);
    int[] written =
        IntStream.range(0, intact.states().length).filter(k -> k % apart == 0).toArray();
    Map<String, NpyArray> arrays = tables.arrays("attractor.npz");
    arrays.put(
        "states",
        Tables.matrix(
            Arrays.stream(written).mapToObj(k -> intact.states()[k]).toArray(double[][]::new)));
    arrays.put(
        "direction_rad",
        Tables.vector(Arrays.stream(written).mapToDouble(k -> intact.directionRad()[k]).toArray()));
  }

  /** A row for each network. */
  @Override
  public String toString() {
    TextTable table = new TextTable("network at rest", "what it is");
    table.row("intact", intact.toString());
    all().forEach(l -> table.row(l.kind().title(), l.manifold().toString()));
    if (!lesioned.succeeded()) {
      table.line("after lesions: " + lesioned.whyNot());
    }
    return table.toString();
  }
}
