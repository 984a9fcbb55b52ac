/** Figures: they take a result and draw it, and compute nothing. */
package org.compassnet.report;
