package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.compassnet.files.Csv;
import org.compassnet.files.TextTable;

/**
 * A network at rest as an approximate continuous attractor, as it is and after each of the paper's
 * lesions: the slow manifold, the flow on it, what that leaves of a memory, and how much faster the
 * manifold attracts than states move on it; see {@link SlowManifold}.
 *
 * @param intact the manifold of the network as it is
 * @param lesioned the manifolds after the lesions that leave one
 * @param omitted lesions that leave none, or that could not be made: name and reason
 */
public record ContinuousAttractor(
    SlowManifold intact, List<Lesioned> lesioned, Map<String, String> omitted) implements Result {

  /**
   * What a lesion leaves. The direction is that of the population vector of the units that are not
   * cut, less its mean over the manifold: a lesion takes units out of the readout too.
   *
   * @param units number of units cut
   */
  public record Lesioned(LesionKind kind, int units, SlowManifold manifold) {}

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
    List<Lesioned> lesioned = new ArrayList<>();
    Map<String, String> omitted = new LinkedHashMap<>();
    if (!table.succeeded()) {
      omitted.put("attractor_of_lesioned_network", table.whyNot());
    }
    for (LesionKind kind : LesionKind.values()) {
      table.ifPresent(
          units ->
              kind.units(units, units.options().avThreshold())
                  .ifPresent(
                      cut -> {
                        Attempt<SlowManifold> manifold =
                            Attempt.of(() -> after(specimen, units, cut, intact, options));
                        manifold.ifPresent(m -> lesioned.add(new Lesioned(kind, cut.length, m)));
                        if (!manifold.succeeded()) {
                          omitted.put("attractor_" + key(kind), manifold.whyNot());
                        }
                      }));
    }
    return new ContinuousAttractor(
        intact, List.copyOf(lesioned), Collections.unmodifiableMap(omitted));
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

  private static String key(LesionKind kind) {
    return kind.title().replace(' ', '_');
  }

  /** What a lesion leaves, if it leaves a manifold. */
  public Optional<Lesioned> find(LesionKind kind) {
    return lesioned.stream().filter(l -> l.kind() == kind).findFirst();
  }

  /**
   * The manifold after a lesion.
   *
   * @throws CannotAnalyze if there is none
   */
  public SlowManifold after(LesionKind kind) {
    return find(kind)
        .map(Lesioned::manifold)
        .orElseThrow(
            () ->
                new CannotAnalyze(
                    kind.title()
                        + ": "
                        + omitted.getOrDefault(
                            "attractor_" + key(kind),
                            "the network has no units of a class to cut")));
  }

  /** A manifold with the name of its network. */
  private record Named(String name, SlowManifold manifold) {}

  private List<Named> all() {
    return Stream.concat(
            Stream.of(new Named("intact", intact)),
            lesioned.stream().map(l -> new Named(l.kind().title(), l.manifold())))
        .toList();
  }

  @Override
  public void summarize(Numbers numbers, Analysis analysis) {
    summarize(numbers.in("continuous_attractor"), intact);
    numbers
        .in("continuous_attractor")
        .put(
            "lesioned",
            lesioned.stream()
                .map(
                    l ->
                        summarize(
                            new Numbers().put("name", l.kind().title()).put("units", l.units()),
                            l.manifold()))
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
    for (Named named : all()) {
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
    tables.arrays("attractor.npz").put("states", Tables.matrix(intact.states()));
    tables.arrays("attractor.npz").put("direction_rad", Tables.vector(intact.directionRad()));
  }

  /** A row for each network. */
  @Override
  public String toString() {
    TextTable table = new TextTable("network at rest", "what it is");
    all().forEach(named -> table.row(named.name(), named.manifold().toString()));
    omitted.forEach((name, why) -> table.line(name.replace('_', ' ') + ": " + why));
    return table.toString();
  }
}
