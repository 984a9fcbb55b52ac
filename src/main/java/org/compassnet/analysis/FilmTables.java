package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.compassnet.files.Csv;

/** The tables of a film: a row for each snapshot, for each unit in it, for each bin of a kernel. */
final class FilmTables {

  private final Film film;

  FilmTables(Film film) {
    this.film = film;
  }

  void write(Tables tables) {
    frames(tables);
    units(tables);
    kernels(tables);
  }

  private void frames(Tables tables) {
    List<String> header =
        new ArrayList<>(List.of("update", "normalized_error", "mean_angular_error_deg"));
    Arrays.stream(UnitClass.values()).forEach(type -> header.add(type.keyword()));
    header.addAll(
        List.of(
            "settled_share",
            "median_distance_deg",
            "velocity_weight_dip",
            "velocity_weight_p",
            "sides_told"));
    for (UnitClass from : Connectivity.CLASSES) {
      String pair = from.keyword() + "_to_compass_";
      header.addAll(List.of(pair + "amplitude", pair + "shift_deg", pair + "r2"));
    }
    Csv csv = tables.table("film.csv", header.toArray(String[]::new));
    for (FilmFrame frame : film.frames()) {
      List<Object> row = new ArrayList<>();
      row.add(frame.update());
      row.add(frame.evaluation().normalizedError());
      row.add(frame.evaluation().angularErrorDeg().mean());
      row.addAll(frame.table().counts().values());
      row.addAll(
          List.of(
              film.settledShare(frame),
              film.medianDistanceDeg(frame),
              frame.dip().dip(),
              frame.dip().p(),
              frame.sidesTold()));
      for (UnitClass from : Connectivity.CLASSES) {
        Optional<Kernel.CosineFit> fit =
            frame.wiring().result().flatMap(w -> w.find(from, UnitClass.COMPASS)).map(Kernel::fit);
        row.add(fit.map(Kernel.CosineFit::amplitude).orElse(Double.NaN));
        row.add(fit.map(Kernel.CosineFit::shiftDeg).orElse(Double.NaN));
        row.add(fit.map(Kernel.CosineFit::r2).orElse(Double.NaN));
      }
      csv.row(row.toArray());
    }
  }

  private void units(Tables tables) {
    Csv csv =
        tables.table(
            "film_units.csv",
            "update",
            "unit",
            "class",
            "last_class",
            "preferred_direction_deg",
            "distance_deg",
            "vector_length",
            "av_strength",
            "av_asymmetry",
            "max_rate",
            "w_in_av");
    for (FilmFrame frame : film.frames()) {
      for (Unit unit : frame.table().units()) {
        csv.row(
            frame.update(),
            unit.unit(),
            unit.type().keyword(),
            film.last().get(unit.unit()).type().keyword(),
            Math.toDegrees(unit.preferredDirectionRad()),
            frame.distanceDeg()[unit.unit()],
            unit.vectorLength(),
            unit.avStrength(),
            unit.avAsymmetry(),
            unit.maxRate(),
            frame.velocityWeight(unit.unit()));
      }
    }
  }

  private void kernels(Tables tables) {
    Csv csv =
        tables.table("film_kernels.csv", "update", "from", "to", "difference_deg", "mean", "sem");
    for (FilmFrame frame : film.frames()) {
      frame
          .wiring()
          .ifPresent(
              wiring -> {
                for (Kernel kernel : wiring.kernels()) {
                  Kernel.Profile profile = kernel.profile();
                  for (int bin = 0; bin < Kernel.BINS; bin++) {
                    csv.row(
                        frame.update(),
                        kernel.from().keyword(),
                        kernel.to().keyword(),
                        Math.toDegrees(profile.differenceRad()[bin]),
                        profile.mean()[bin],
                        profile.sem()[bin]);
                  }
                }
              });
    }
  }
}
