package org.compassnet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.Finding;

/**
 * One part of a report.
 *
 * @param lead a sentence or two in front
 * @param undrawn names of the figures that it cannot show, because nothing was measured
 * @param notes what could not be measured, and other remarks
 */
record Section(
    String id,
    String title,
    String lead,
    List<Finding> findings,
    List<Plate> plates,
    List<String> undrawn,
    List<String> notes) {

  /** A section in the making. */
  static final class Builder {
    private final String id;
    private final String title;
    private final String lead;
    private final List<Finding> findings;
    private final List<Plate> plates = new ArrayList<>();
    private final List<String> undrawn = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Builder(String id, String title, String lead, List<Finding> findings) {
      this.id = id;
      this.title = title;
      this.lead = lead;
      this.findings = findings;
    }

    /** A figure. */
    Builder plate(String name, Figure figure, String caption) {
      plates.add(new Plate(name, figure, caption));
      return this;
    }

    /** A figure of a result; where there is none, a note says why. */
    <T> Builder plate(
        String name, Attempt<T> result, Function<T, Figure> figure, Function<T, String> caption) {
      Attempt<Plate> plate =
          result.then(of -> new Plate(name, figure.apply(of), caption.apply(of)));
      if (plate.succeeded()) {
        plates.add(plate.orElseThrow());
      } else {
        undrawn.add(name);
        missing(plate);
      }
      return this;
    }

    /** Notes why results are not there, those that are not. */
    Builder missing(Attempt<?>... attempts) {
      Stream.of(attempts)
          .filter(a -> !a.succeeded())
          .map(a -> "Not measured: " + a.whyNot() + ".")
          .filter(note -> !notes.contains(note))
          .forEach(notes::add);
      return this;
    }

    Builder note(String note) {
      notes.add(note);
      return this;
    }

    Section build() {
      return new Section(
          id, title, lead, findings, List.copyOf(plates), List.copyOf(undrawn), List.copyOf(notes));
    }
  }
}
