package org.compassnet.report;

/**
 * A figure with its caption.
 *
 * @param name of its files
 * @param caption what is drawn, as a paper would print it
 */
record Plate(String name, Figure figure, String caption) {}
