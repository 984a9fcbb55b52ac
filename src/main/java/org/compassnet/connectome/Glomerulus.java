package org.compassnet.connectome;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A glomerulus of the protocerebral bridge, and so a place on the ring: that of the wedge of the
 * ellipsoid body whose EPG cells reach it. Around the ellipsoid body the wedges follow each other
 * as 1L, 1R, 8L, 2R, 7L, 3R, ..., 2L, 8R, 22.5 deg apart. EPG cells end with glomerulus 8; the
 * ninth, of PEN cells, has the place of the first, where the series of either side comes round.
 *
 * @param left whether it is of the left half of the bridge
 * @param number from 1, at the midline, to 9
 */
record Glomerulus(boolean left, int number) {

  /** The outermost glomerulus that EPG cells of the ring reach. */
  static final int OUTERMOST_EPG = 8;

  private static final Pattern NAME =
      Pattern.compile(
          "(?:[_ ]?[AB12])?(?:\\([^)]*\\))?[_ ]?(?:([LR])([1-9])|([1-9])([LR]))(?:[^0-9].*)?");

  /** Of what follows a type in the name of a group of cells: _L3, _a(PEN1)_3R. */
  static Optional<Glomerulus> of(String rest) {
    Matcher name = NAME.matcher(rest.toUpperCase(Locale.ROOT));
    if (!name.matches()) {
      return Optional.empty();
    }
    boolean sideFirst = name.group(1) != null;
    return Optional.of(
        new Glomerulus(
            (sideFirst ? name.group(1) : name.group(4)).equals("L"),
            Integer.parseInt(sideFirst ? name.group(2) : name.group(3))));
  }

  /** Place on the ring, in wedges from 1L on. */
  int wedge() {
    return Math.floorMod(left ? 2 * (9 - number) : 2 * number - 1, RingKernel.BINS);
  }

  @Override
  public String toString() {
    return (left ? "L" : "R") + number;
  }
}
