package org.compassnet.analysis;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.compassnet.config.AnalysisConfig;
import org.compassnet.training.Evaluation;
import org.compassnet.trajectory.Trials;

/**
 * What the units of a network are tuned to, and how it keeps its direction meanwhile.
 *
 * @param evaluation on the trials of the maps
 * @param outputs on these trials [trials, 2, steps]
 * @param byTrueDirection maps over the true direction; classes come from them
 * @param byDecodedDirection maps over the direction that the output tells
 * @param dip Hartigan's test of S_AV: a small p says that it has more than one peak
 */
public record Tuning(
    Evaluation evaluation,
    float[] outputs,
    JointTuning byTrueDirection,
    Attempt<JointTuning> byDecodedDirection,
    UnitTable table,
    SecondOpinion secondOpinion,
    UnitTable.Separability separability,
    DipTest dip,
    List<Tiling> tiling) {

  private static final int DIP_SIMULATIONS = 2000;

  /** Measures on noise-free trials. */
  public static Tuning of(
      Specimen specimen, AnalysisConfig config, Trials trials, UniformRandomProvider random) {
    JointTuning.TrueAndDecoded maps = JointTuning.measure(specimen, trials);
    UnitTable table =
        UnitTable.of(maps.trueDirection(), specimen.weights(), specimen.timeStep(), config);
    return new Tuning(
        Evaluation.of(maps.outputs(), trials),
        maps.outputs(),
        maps.trueDirection(),
        maps.decodedDirection(),
        table,
        SecondOpinion.of(maps.trueDirection(), table),
        table.separability(),
        DipTest.of(table.avStrengths(), DIP_SIMULATIONS, random),
        Connectivity.CLASSES.stream().map(type -> Tiling.of(table, type)).toList());
  }

  /** Median over a class of the preferred direction's shift with angular velocity, in s. */
  public double medianShiftS(UnitClass type) {
    return Line.median(table.of(type).stream().mapToDouble(Unit::shiftS).toArray());
  }

  @Override
  public String toString() {
    return String.join(
        "\n",
        table.toString(),
        "S_AV: " + separability + "; " + dip,
        tiling.stream().map(Tiling::toString).collect(Collectors.joining("\n")),
        secondOpinion.toString());
  }
}
