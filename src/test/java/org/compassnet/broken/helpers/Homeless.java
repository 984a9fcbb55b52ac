package org.compassnet.broken.helpers;

/** Is in none of the packages. */
final class Homeless {}
