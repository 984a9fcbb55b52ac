/** Wiring counted in an animal: synapses by type of cell and place, beside a network's kernels. */
package org.compassnet.connectome;
