package org.compassnet.cells;

import java.util.List;
import org.compassnet.analysis.Attempt;

/**
 * A network that is held beside recorded cells.
 *
 * @param name of the network
 * @param units its units, recorded and taken apart as the cells were
 * @param rings the population, of no more units than there are cells: the ring-ness depends on
 *     their number; empty where there is too little for one
 * @param counterparts of its units, or why there is no telling
 */
public record ComparedNetwork(
    String name,
    CellAnalysis units,
    List<PopulationRing> rings,
    Attempt<Counterparts> counterparts) {}
