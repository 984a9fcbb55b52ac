/**
 * What computes the network: the hand-derived engine for the CPU ({@link
 * org.compassnet.engine.FusedEngine}) and SameDiff's autodiff ({@link
 * org.compassnet.engine.SameDiffEngine}), both behind {@link org.compassnet.network.Engine}.
 */
package org.compassnet.engine;
