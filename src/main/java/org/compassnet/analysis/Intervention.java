package org.compassnet.analysis;

import java.util.Arrays;
import java.util.Optional;
import org.compassnet.network.CtRnnWeights;

/**
 * What is done to a network for a while.
 *
 * @param name short, for a list and a figure's title
 * @param description one line that says what is done
 * @param turning whether the example to look at is one of a turning head
 * @param silenced units whose output reaches nothing while it lasts: no part of what is left
 * @param change gives the weights while the intervention lasts
 */
public record Intervention(
    String name, String description, boolean turning, int[] silenced, Change change) {

  private static final int[] NONE = {};

  /** Gives the weights under an intervention. */
  public interface Change {
    CtRnnWeights apply(CtRnnWeights weights);
  }

  /** The same under another name, for one that is not taken back. */
  Intervention forGood() {
    return new Intervention(name + " for good", description, turning, silenced, change);
  }

  /** The same with a turning head in the example to look at. */
  public Intervention whileTurning() {
    return shown(true);
  }

  /** The same with a turning head in the example, or one at rest. */
  Intervention shown(boolean whileTurning) {
    return new Intervention(name, description, whileTurning, silenced, change);
  }

  /**
   * Nothing that these classes fire reaches any unit or the output; shown with the head at rest.
   */
  public static Intervention cutOutput(UnitTable table, String name, UnitClass... classes) {
    return cutUnits(name, table.indices(classes));
  }

  /** Nothing that these units fire reaches any unit or the output; shown with the head at rest. */
  public static Intervention cutUnits(String name, int... cut) {
    return new Intervention(
        name,
        "The output of " + cut.length + " units, recurrent and to the readout, is cut",
        false,
        cut,
        weights -> {
          float[] wRec = weights.wRec().clone();
          float[] wOut = weights.wOut().clone();
          int units = weights.units();
          for (int j : cut) {
            for (int i = 0; i < units; i++) {
              wRec[i * units + j] = 0;
            }
            for (int o = 0; o < wOut.length / units; o++) {
              wOut[o * units + j] = 0;
            }
          }
          return weights.with(wRec, wOut);
        });
  }

  /** The recurrent weights from one class to another are zero. */
  public static Intervention cutBlock(UnitTable table, UnitClass from, UnitClass to) {
    int[] pre = table.indices(from);
    int[] post = table.indices(to);
    return new Intervention(
        "cut " + from.plural() + " to " + to.plural(),
        "The recurrent weights from " + pre.length + " to " + post.length + " units are zero",
        true,
        NONE,
        weights -> {
          float[] wRec = weights.wRec().clone();
          for (int i : post) {
            for (int j : pre) {
              wRec[i * weights.units() + j] = 0;
            }
          }
          return weights.with(wRec, weights.wOut());
        });
  }

  /** A constant input to a class. */
  public static Intervention drive(UnitTable table, UnitClass type, double input) {
    return driveUnits(
        "drive the " + type.plural(),
        "A constant input of " + input + " to " + table.indices(type).length + " units",
        table.indices(type),
        input);
  }

  /** A constant input to the compass units that prefer a place on the ring, if there are any. */
  public static Optional<Intervention> drivePlace(
      UnitTable table, double directionRad, double widthRad, double input) {
    int[] units =
        table.of(UnitClass.COMPASS).stream()
            .filter(
                u -> Math.abs(Angles.wrap(u.preferredDirectionRad() - directionRad)) <= widthRad)
            .mapToInt(Unit::unit)
            .toArray();
    if (units.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        driveUnits(
            "drive the ring at " + Math.round(Math.toDegrees(directionRad)) + " deg",
            "A constant input of " + input + " to the " + units.length + " compass units there",
            units,
            input));
  }

  private static Intervention driveUnits(
      String name, String description, int[] units, double input) {
    return new Intervention(
        name,
        description,
        false,
        NONE,
        weights -> {
          float[] b = weights.b().clone();
          Arrays.stream(units).forEach(i -> b[i] += (float) input);
          return weights.withBias(b);
        });
  }

  @Override
  public String toString() {
    return name + ": " + description;
  }
}
