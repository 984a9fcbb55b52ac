package org.compassnet.cells;

/**
 * What a comparison takes of one cell, over all the time or over some of it.
 *
 * @param curve over head direction
 * @param avStrength cross-validated S_AV
 * @param avAsymmetry of the rates in both turns, CCW positive
 * @param anticipationMs positive where the cell fires before the head gets there
 */
record CellNumbers(
    TuningCurve curve, double avStrength, double avAsymmetry, double anticipationMs) {

  static CellNumbers of(Cell cell) {
    return new CellNumbers(
        cell.curve(),
        cell.strengths().av(),
        cell.strengths().plain().avAsymmetry(),
        cell.anticipation().intervalMs());
  }
}
