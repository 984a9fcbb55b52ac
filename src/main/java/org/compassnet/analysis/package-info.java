/**
 * Takes a trained network apart: tuning, units, connectivity, perturbation, dynamics, population.
 * Results are records; nothing here draws or writes files.
 */
package org.compassnet.analysis;
