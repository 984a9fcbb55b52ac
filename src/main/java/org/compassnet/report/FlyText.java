package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compassnet.connectome.FlyComparison;
import org.compassnet.connectome.Pathway;
import org.compassnet.connectome.RoundTrip;
import org.compassnet.study.Effect;
import org.compassnet.study.FlyStudy;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Statistics;

/** What a study's report says of the networks beside a fly. */
final class FlyText {

  /** What must be known of the fly's counts before anything is made of them. */
  static final String LIMITS =
      "The fly's counts are of one animal; its inhibition is the chain from EPG over Delta7 back to"
          + " EPG, not a direct connection; which turn the left side serves is left open, so that"
          + " of the pushes only that both sides are opposite is evidence.";

  private FlyText() {}

  static String note(FlyStudy fly, Reproduction reproduction) {
    List<FlyComparison> networks = fly.comparisons(Reproduction.MAIN);
    if (networks.isEmpty()) {
      return "No network of the main condition could be held beside the fly.";
    }
    return text(
            "Beside the fly (%s): %s, %s and %s of %d networks. Correlations of shape: %s.%s ",
            fly.connectome().source(),
            counted(fly, FlyComparison.Answer.LIKE),
            counted(fly, FlyComparison.Answer.IN_PART),
            counted(fly, FlyComparison.Answer.NOT),
            networks.size(),
            Stream.of(
                    said("EPG to EPG", Effect.FLY_LOCAL_EXCITATION, reproduction),
                    said("EPG to Delta7 to EPG", Effect.FLY_LONG_RANGE_INHIBITION, reproduction),
                    said("PEN left to EPG", Effect.FLY_LEFT_TO_COMPASS, reproduction),
                    said("PEN right to EPG", Effect.FLY_RIGHT_TO_COMPASS, reproduction),
                    said("EPG to PEN left", Effect.FLY_COMPASS_TO_LEFT, reproduction),
                    said("EPG to PEN right", Effect.FLY_COMPASS_TO_RIGHT, reproduction))
                .collect(Collectors.joining("; ")),
            trips(fly, reproduction))
        + LIMITS;
  }

  private static String counted(FlyStudy fly, FlyComparison.Answer answer) {
    return fly.count(Reproduction.MAIN, answer) + " " + answer.words();
  }

  private static String said(String cells, Effect effect, Reproduction reproduction) {
    Statistics.Interval mean = reproduction.sample(Reproduction.MAIN, effect).mean();
    return cells
        + " "
        + (Double.isFinite(mean.low())
            ? text("%.2f (%.2f to %.2f)", mean.value(), mean.low(), mean.high())
            : text("%.2f", mean.value()));
  }

  private static String trips(FlyStudy fly, Reproduction reproduction) {
    double ccw =
        RoundTrip.deg(
            fly.connectome().kernel(Pathway.COMPASS_TO_LEFT),
            fly.connectome().kernel(Pathway.LEFT_TO_COMPASS));
    double cw =
        RoundTrip.deg(
            fly.connectome().kernel(Pathway.COMPASS_TO_RIGHT),
            fly.connectome().kernel(Pathway.RIGHT_TO_COMPASS));
    if (Double.isNaN(ccw) || Double.isNaN(cw)) {
      return " The fly's counts over shifters and back have no peak to hold beside the networks'.";
    }
    return text(
        " From compass units over shifters and back activity is displaced by %+.0f deg (CCW) and"
            + " %+.0f deg (CW); in the fly by %+.0f and %+.0f deg.",
        reproduction.sample(Reproduction.MAIN, Effect.FLY_ROUND_TRIP_CCW_DEG).meanAngleDeg(),
        reproduction.sample(Reproduction.MAIN, Effect.FLY_ROUND_TRIP_CW_DEG).meanAngleDeg(),
        ccw,
        cw);
  }
}
