/**
 * Many networks: conditions and seeds side by side, their statistics, and a verdict for each of the
 * paper's questions.
 */
package org.compassnet.study;
