/**
 * Recorded cells: files of spikes and of the head's direction as people have them, and what is
 * measured of cells that fire rarely, noisily and unevenly sampled. Beneath it stand the analyses
 * that a network's units go through as well.
 */
package org.compassnet.cells;
