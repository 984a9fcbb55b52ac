/** The training loop, its checkpoints, the evaluation of a network, and the run folder. */
package org.compassnet.training;
