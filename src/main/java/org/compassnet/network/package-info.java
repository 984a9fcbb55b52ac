/**
 * The continuous-time recurrent network: its step ({@link org.compassnet.network.CtRnnModel}), what
 * computes it fast ({@link org.compassnet.network.Engine}), the layer that Deeplearning4j trains,
 * and the network around it.
 */
package org.compassnet.network;
