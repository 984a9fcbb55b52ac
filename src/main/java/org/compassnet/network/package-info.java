/**
 * The continuous-time recurrent network: its step ({@link org.compassnet.network.CtRnnModel}), the
 * SameDiff layer that defines it for Deeplearning4j, the fused engine that trains it fast, and the
 * network around it.
 */
package org.compassnet.network;
