package org.compassnet.cells;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison takes of all cells, counted within blocks of time, so that any choice of blocks
 * has its numbers: those of a bootstrap, or of half of the session.
 *
 * @param turning what {@link Anticipation#count} counted
 */
record BlockNumbers(
    TimeBlocks blocks,
    DirectionCounts directions,
    Strengths.Halves halves,
    List<double[]> turning,
    double smoothingBins) {

  static BlockNumbers of(CellAnalysis analysis) {
    CellRecording recording = analysis.recording();
    HeadTurns turns = analysis.turns();
    TimeBlocks blocks = TimeBlocks.of(turns);
    CellAnalysis.Options options = analysis.options();
    return new BlockNumbers(
        blocks,
        DirectionCounts.of(recording, blocks, options.tuning().bins()),
        Strengths.Halves.of(recording, turns, blocks, options.avRangeDegPerS()),
        Anticipation.count(recording, turns, blocks),
        options.tuning().smoothingBins());
  }

  /** The numbers of all cells where blocks count so often. */
  List<CellNumbers> of(int[] times) {
    List<TuningCurve> curves = directions.curves(times, smoothingBins);
    double[][] strengths = halves.measure(times);
    double[] anticipation =
        Anticipation.intervals(TimeBlocks.sum(turning, times), directions.cells());
    List<CellNumbers> numbers = new ArrayList<>();
    for (int cell = 0; cell < directions.cells(); cell++) {
      numbers.add(
          new CellNumbers(
              curves.get(cell), strengths[1][cell], strengths[2][cell], anticipation[cell]));
    }
    return numbers;
  }
}
