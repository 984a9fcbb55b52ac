package org.compassnet.connectome;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.compassnet.analysis.Attempt;
import org.compassnet.analysis.CannotAnalyze;
import org.compassnet.analysis.UnitTable;
import org.compassnet.config.Config;
import org.compassnet.config.Keyword;
import org.compassnet.config.RandomStreams;
import org.compassnet.files.Text;
import org.compassnet.files.TextTable;
import org.compassnet.network.CtRnnWeights;

/**
 * A network's wiring beside the fly's, pathway by pathway.
 *
 * @param source of the fly's counts
 * @param pathways those that the network has
 * @param missing those that it has not, and why
 * @param roundTrips over the shifters and back
 * @param likeness mean correlation of shape over the four {@link #MOTIFS}; NaN if one is missing
 * @param p one-sided, of the likeness, against preferred directions shuffled within their classes
 * @param options how it was measured
 */
public record FlyComparison(
    String source,
    List<BesideFly> pathways,
    Map<Pathway, String> missing,
    List<RoundTrip> roundTrips,
    double likeness,
    double p,
    Options options) {

  private static final String NO_PEAK = "no peak";

  /** The pathways that a ring attractor rests on: to keep its bump, and to push it. */
  public static final List<Pathway> MOTIFS =
      List.of(
          Pathway.LOCAL_EXCITATION,
          Pathway.LONG_RANGE_INHIBITION,
          Pathway.LEFT_TO_COMPASS,
          Pathway.RIGHT_TO_COMPASS);

  /**
   * How it is measured.
   *
   * @param shuffles of preferred directions within their class, for the null
   * @param resamples of the presynaptic units, for intervals
   * @param confidence of the intervals
   * @param alpha level of the test
   */
  public record Options(int shuffles, int resamples, double confidence, double alpha) {

    public Options {
      if (shuffles < 1 || resamples < 1) {
        throw new IllegalArgumentException(
            "shuffles and resamples must be >= 1: " + shuffles + ", " + resamples);
      }
    }

    /** Those of a configuration: as many resamples as shuffles. */
    public static Options of(Config config) {
      return new Options(
          config.analysis().shuffles(),
          config.analysis().shuffles(),
          config.criteria().confidence(),
          config.criteria().alpha());
    }
  }

  /** How much a network's wiring is like the fly's. */
  public enum Answer implements Keyword {
    LIKE("like the fly's"),
    IN_PART("in part like the fly's"),
    NOT("not like the fly's beyond chance"),
    NOT_MEASURED("not measured");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    /** As a sentence writes it. */
    public String words() {
      return words;
    }
  }

  /**
   * Holds a run's network beside the fly, with its units in the classes of the run's analysis.
   *
   * @param weights for an angular velocity in rad/step
   * @throws CannotAnalyze if the units have no classes, or none of the pathways is there
   */
  public static FlyComparison of(Config config, CtRnnWeights weights, Connectome connectome) {
    return of(
        weights,
        UnitTable.of(config, weights),
        connectome,
        Options.of(config),
        new RandomStreams(config.seed()));
  }

  /**
   * Holds a network beside the fly.
   *
   * @param table the network's units
   * @throws CannotAnalyze if none of the pathways is there
   */
  public static FlyComparison of(
      CtRnnWeights weights,
      UnitTable table,
      Connectome connectome,
      Options options,
      RandomStreams streams) {
    NetworkKernels kernels = new NetworkKernels(weights, table);
    Map<Pathway, String> missing = new EnumMap<>(Pathway.class);
    List<Pathway> there = new ArrayList<>();
    for (Pathway pathway : Pathway.values()) {
      Attempt<Pathway> attempt =
          Attempt.of(
              () -> {
                kernels.require(pathway);
                return pathway;
              });
      attempt.result().ifPresentOrElse(there::add, () -> missing.put(pathway, attempt.whyNot()));
    }
    if (there.isEmpty()) {
      throw new CannotAnalyze("too few compass units and shifters for any wiring between them");
    }
    Null chance = Null.of(kernels, connectome, there, options.shuffles, streams);
    Map<Pathway, List<RingKernel>> resampled = new EnumMap<>(Pathway.class);
    for (Pathway pathway : there) {
      resampled.put(
          pathway,
          kernels.resampled(
              pathway,
              options.resamples,
              streams.stream("connectome.resamples", pathway.ordinal())));
    }
    return new FlyComparison(
        connectome.source(),
        there.stream()
            .map(p -> beside(p, kernels, connectome, chance.p(p), resampled.get(p), options))
            .toList(),
        missing,
        roundTrips(kernels, connectome, resampled, options),
        chance.likeness(),
        chance.likenessP(),
        options);
  }

  private static BesideFly beside(
      Pathway pathway,
      NetworkKernels kernels,
      Connectome connectome,
      double p,
      List<RingKernel> resampled,
      Options options) {
    RingKernel network = kernels.kernel(pathway);
    RingKernel fly = connectome.kernel(pathway);
    return new BesideFly(
        pathway,
        kernels.pairs(pathway),
        network,
        fly,
        network.correlation(fly),
        p,
        Estimate.ofAngleDeg(
            network.peakDeg(),
            resampled.stream().mapToDouble(RingKernel::peakDeg),
            options.confidence),
        Estimate.of(
            BesideFly.motif(pathway, network),
            resampled.stream().mapToDouble(kernel -> BesideFly.motif(pathway, kernel)),
            options.confidence),
        BesideFly.motif(pathway, fly));
  }

  private static List<RoundTrip> roundTrips(
      NetworkKernels kernels,
      Connectome connectome,
      Map<Pathway, List<RingKernel>> resampled,
      Options options) {
    List<RoundTrip> trips = new ArrayList<>();
    List<Pathway> there = List.of(Pathway.COMPASS_TO_LEFT, Pathway.COMPASS_TO_RIGHT);
    List<Pathway> back = List.of(Pathway.LEFT_TO_COMPASS, Pathway.RIGHT_TO_COMPASS);
    for (int side = 0; side < there.size(); side++) {
      List<RingKernel> first = resampled.get(there.get(side));
      List<RingKernel> second = resampled.get(back.get(side));
      if (first != null && second != null) {
        trips.add(
            new RoundTrip(
                there.get(side),
                back.get(side),
                Estimate.ofAngleDeg(
                    RoundTrip.deg(kernels.kernel(there.get(side)), kernels.kernel(back.get(side))),
                    IntStream.range(0, first.size())
                        .mapToDouble(k -> RoundTrip.deg(first.get(k), second.get(k))),
                    options.confidence),
                RoundTrip.deg(
                    connectome.kernel(there.get(side)), connectome.kernel(back.get(side)))));
      }
    }
    return trips;
  }

  /** A pathway beside the fly's, if the network has it. */
  public Optional<BesideFly> find(Pathway pathway) {
    return pathways.stream().filter(beside -> beside.pathway() == pathway).findFirst();
  }

  /** How many of the four motifs have the fly's sign. */
  public long motifsAsInFly() {
    return MOTIFS.stream()
        .flatMap(motif -> find(motif).stream())
        .filter(beside -> beside.sign() == BesideFly.Sign.SAME)
        .count();
  }

  /**
   * Like the fly's if shapes are more alike than by chance and all four motifs have the fly's sign;
   * in part, if only the shapes are.
   */
  public Answer answer() {
    if (Double.isNaN(likeness)) {
      return Answer.NOT_MEASURED;
    }
    return !(p < options.alpha)
        ? Answer.NOT
        : motifsAsInFly() == MOTIFS.size() ? Answer.LIKE : Answer.IN_PART;
  }

  /** What was found, with its numbers. */
  public String sentence() {
    if (Double.isNaN(likeness)) {
      return text(
          "%s: of four pathways, the network lacks one, or a kernel has no shape; %d of 4 motifs"
              + " have the fly's sign",
          answer().words(), motifsAsInFly());
    }
    return text(
        "%s: the shapes of four pathways correlate by %.2f on average (p %s against shuffled"
            + " directions); %d of 4 motifs have the fly's sign",
        answer().words(), likeness, Text.p(p), motifsAsInFly());
  }

  /** A row for each pathway, and what was found. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable("network", "fly", "shape r", "p", "peak (deg)", "fly's", "motif", "sign");
    for (BesideFly b : pathways) {
      table.row(
          b.pathway().units(),
          b.pathway().cells(),
          text("%.2f", b.correlation()),
          text("%.3f", b.p()),
          degrees(b.peakDeg()),
          degrees(b.fly().peakDeg()),
          MOTIFS.contains(b.pathway()) ? BesideFly.motifWords(b.pathway()) : "",
          MOTIFS.contains(b.pathway()) ? b.sign().words() : "");
    }
    for (RoundTrip trip : roundTrips) {
      table.line(
          text(
              "over %s and back: %s deg; the fly's %s deg",
              trip.there().to().plural(), degrees(trip.networkDeg()), degrees(trip.flyDeg())));
    }
    missing.forEach((pathway, why) -> table.line("not measured: " + pathway.cells() + ": " + why));
    return table.line(sentence()).toString();
  }

  /** An angle of a peak, as a table writes it. */
  private static String degrees(double deg) {
    return Double.isNaN(deg) ? NO_PEAK : text("%+.0f", deg);
  }

  /** An angle of a peak with its interval, as a table writes it. */
  public static String degrees(Estimate deg) {
    return Double.isNaN(deg.value())
        ? NO_PEAK
        : text("%+.0f (%+.0f to %+.0f)", deg.value(), deg.low(), deg.high());
  }
}
