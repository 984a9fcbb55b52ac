/** The commands. Each reads its arguments, calls the packages that do the work, and prints. */
package org.compassnet.cli;
