package org.compassnet.cells;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.Median;
import org.compassnet.analysis.Tuning;
import org.compassnet.analysis.UnitClass;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.Text;
import org.compassnet.files.TextTable;

/**
 * Networks beside the cells of one session.
 *
 * <p>The units are recorded as the cells were (see {@link NetworkCells}) and taken apart by the
 * very same analysis, so that noise and uneven sampling are the same on both sides.
 *
 * @param cells the recorded cells
 * @param networks one or several
 * @param differences of all statistics
 * @param space where the cells lie, or why there is no telling
 */
public record CellComparison(
    CellAnalysis cells,
    List<ComparedNetwork> networks,
    List<CellDifference> differences,
    Attempt<CellSpace> space) {

  /** What a reader must know before anything else. */
  public static final String LIMITS =
      "One session of one animal: nothing is claimed beyond it. Other cells of this animal, and"
          + " other animals, may differ by more than any interval here.";

  /**
   * Holds networks beside cells.
   *
   * @param networks tuning of each, by name
   * @param streams of all that is drawn
   * @throws CannotAnalyze if no unit or no cell is active
   */
  public static CellComparison of(
      CellAnalysis cells, Map<String, Tuning> networks, RandomStreams streams) {
    Map<String, CellAnalysis> units = new LinkedHashMap<>();
    networks.forEach(
        (name, tuning) -> units.put(name, units(cells, tuning, streams, units.size())));
    return between(cells, units, streams);
  }

  /** A network's units, recorded as the cells were and taken apart like them. */
  private static CellAnalysis units(
      CellAnalysis cells, Tuning tuning, RandomStreams streams, int network) {
    UniformRandomProvider random = streams.stream("cells.compare.units", network);
    CellRecording recording = NetworkCells.of(tuning, cells.recording(), cells.turns(), random);
    return CellAnalysis.of(recording, cells.options(), new RandomStreams(random.nextLong()));
  }

  /** The same of units that have been recorded and taken apart. */
  static CellComparison between(
      CellAnalysis cells, Map<String, CellAnalysis> units, RandomStreams streams) {
    List<CellAnalysis> analyses = List.copyOf(units.values());
    // From the start of one stream for either side: the same blocks for cells and units.
    double[][] ofCells = medians(cells, streams);
    double[][] ofUnits = analyses.size() == 1 ? medians(analyses.get(0), streams) : ofCells;
    Attempt<CellSpace> space = Attempt.of(() -> CellSpace.of(cells));
    List<ComparedNetwork> networks = new ArrayList<>();
    units.forEach(
        (name, of) ->
            networks.add(
                new ComparedNetwork(
                    name,
                    of,
                    rings(of, cells.cells().size(), streams, networks.size()),
                    space.then(there -> there.counterparts(of)))));
    return new CellComparison(
        cells, List.copyOf(networks), CellDifference.of(cells, ofCells, analyses, ofUnits), space);
  }

  private static List<PopulationRing> rings(
      CellAnalysis units, int cells, RandomStreams streams, int network) {
    UniformRandomProvider random = streams.stream("cells.compare.ring", network);
    CellRecording some = NetworkCells.some(units.recording(), cells, random);
    return CellAnalysis.rings(
        some,
        units.turns(),
        TimeBlocks.of(units.turns()),
        PopulationRing.Options.defaults().withRingness(units.options().ringness()),
        units.options().tuning(),
        new RandomStreams(random.nextLong()));
  }

  /** Medians of all statistics in blocks that are drawn again [statistics, draws]. */
  private static double[][] medians(CellAnalysis analysis, RandomStreams streams) {
    UniformRandomProvider random = streams.stream("cells.compare.blocks");
    BlockNumbers numbers = BlockNumbers.of(analysis);
    CellStatistic[] statistics = CellStatistic.values();
    double[][] medians = new double[statistics.length][analysis.options().draws()];
    for (int draw = 0; draw < analysis.options().draws(); draw++) {
      List<CellNumbers> again = numbers.of(numbers.blocks().draw(random));
      for (CellStatistic statistic : statistics) {
        medians[statistic.ordinal()][draw] = Median.of(statistic.values(analysis, again));
      }
    }
    return medians;
  }

  /** What the intervals of the differences are over. */
  public String over() {
    return networks.size() == 1
        ? "over minutes of this session, for these cells and these units"
        : text(
            "over the %d networks and over minutes of this session, for these cells",
            networks.size());
  }

  /** How much the cells' side is worth. */
  public String sample() {
    return text(
        "%d cells (%d tuned to head direction) of 1 session of 1 animal",
        cells.cells().size(), cells.headDirectionCells());
  }

  /** Units without a counterpart among the cells, of all networks together. */
  public Attempt<Counterparts.Count> withoutCounterpart() {
    return space.then(
        there ->
            networks.stream()
                .map(network -> network.counterparts().orElseThrow().count())
                .reduce(new Counterparts.Count(0, 0), Counterparts.Count::plus));
  }

  /** The same by class. */
  public Map<UnitClass, Counterparts.Count> withoutCounterpartByClass() {
    Map<UnitClass, Counterparts.Count> counts = new EnumMap<>(UnitClass.class);
    for (ComparedNetwork network : networks) {
      network
          .counterparts()
          .ifPresent(
              of ->
                  of.byClass()
                      .forEach(
                          (type, count) -> counts.merge(type, count, Counterparts.Count::plus)));
    }
    return counts;
  }

  /** The ring of a population awake; empty where there is too little for one. */
  public static Optional<PopulationRing> awake(List<PopulationRing> rings) {
    return rings.stream().filter(ring -> !ring.decoded()).findFirst();
  }

  /** How many units of all networks are of a class. */
  public int units(UnitClass type) {
    return networks.stream().mapToInt(network -> network.units().counts().get(type)).sum();
  }

  /** Number of units of all networks that were given spikes. */
  public int units() {
    return networks.stream().mapToInt(network -> network.units().cells().size()).sum();
  }

  /** The greatest number of cells for which both sides' decoding errors are known; 0 without. */
  public int decodedTogether() {
    return cells.decoding().byCells().stream()
        .mapToInt(Decoding.ByCells::cells)
        .filter(some -> networks.stream().allMatch(n -> errorDeg(n.units(), some) >= 0))
        .max()
        .orElse(0);
  }

  /** Median decoding error of so many cells, in deg; NaN where it was not measured. */
  public static double errorDeg(CellAnalysis analysis, int some) {
    return analysis.decoding().byCells().stream()
        .filter(by -> by.cells() == some)
        .mapToDouble(Decoding.ByCells::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Which share has no counterpart, in a sentence. */
  public String counterpartWords() {
    if (!space.succeeded()) {
      return "Counterparts: not measured: " + space.whyNot() + ".";
    }
    CellSpace of = space.orElseThrow();
    Counterparts.Count count = withoutCounterpart().orElseThrow();
    String classes =
        withoutCounterpartByClass().entrySet().stream()
            .map(
                e ->
                    text(
                        "%s %d of %d",
                        e.getKey().label(), e.getValue().without(), e.getValue().of()))
            .collect(Collectors.joining(", "));
    return text(
        "%d of the %d units that are tuned to direction (of %d active ones) have no counterpart"
            + " among these cells%s; of %d cells, %d have none among the others.",
        count.without(),
        count.of(),
        units(),
        classes.isEmpty() ? "" : ": " + classes,
        of.cells(),
        of.alone());
  }

  /** A row for each statistic, then classes and counterparts. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(
            "median", "cells", "units", "difference", "from", "to", "p (Holm)", "delta", "");
    for (CellDifference of : differences) {
      String unit = of.statistic().unit();
      table.row(
          of.statistic().words() + (unit.isEmpty() ? "" : " (" + unit + ")"),
          of.cells(),
          of.units(),
          of.value(),
          of.confidence().low(),
          of.confidence().high(),
          Double.isNaN(of.correctedP()) ? "-" : Text.p(of.correctedP()).replace("= ", ""),
          of.cliffsDelta(),
          of.words());
    }
    table.line("intervals " + over());
    TextTable classes = new TextTable("class", "cells", "units");
    for (UnitClass type : UnitClass.values()) {
      classes.row(type.label(), cells.counts().get(type), units(type));
    }
    return table + "\n" + classes + "\n" + counterpartWords() + "\n" + sample() + ". " + LIMITS;
  }
}
