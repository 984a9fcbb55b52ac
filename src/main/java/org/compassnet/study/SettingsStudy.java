package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.compassnet.analysis.LesionKind;
import org.compassnet.config.Config;
import org.compassnet.config.NetworkConfig;
import org.compassnet.config.Optimiser;
import org.compassnet.training.Shrinkage;

/**
 * What single settings do to error, separation, lesions and wiring: the main condition with a
 * shorter training, and with one setting changed at a time.
 *
 * @param settings the base first
 * @param networks all of them
 */
public record SettingsStudy(List<Setting> settings, List<NetworkSummary> networks) {

  /** Name of the condition that the others differ from. */
  public static final String BASE = "base";

  /** Updates of all, unless the main condition itself has fewer. */
  private static final int UPDATES = 1000;

  /** A learning rate that takes more updates, for bases that have another. */
  private static final double FASTER_RATE = 0.005;

  /**
   * Numbers by which a setting is held beside the base: error, classes, how lazy the training was,
   * and the attractor.
   */
  public static final List<Effect> JUDGED =
      List.of(
          Effect.NORMALIZED_ERROR,
          Effect.SHIFTER_SHARE,
          Effect.N_INACTIVE,
          Effect.W_REC_CORRELATION,
          Effect.AV_STRENGTH_TO_INITIAL,
          Effect.SHARE_OF_POINTS_ALONG_RING);

  /**
   * A condition of the study.
   *
   * @param words what is changed, for a table or an axis
   */
  public record Setting(Condition condition, String words) {

    public String name() {
      return condition.name();
    }
  }

  /**
   * By how much a number differs from the base's.
   *
   * @param mean over pairs of networks of a seed, setting minus base, with its interval
   */
  public record Difference(Effect effect, Statistics.Interval mean) {

    /**
     * Whether the interval is on one side of 0. Counts that all differ by the same tell no spread,
     * and have no interval.
     */
    public boolean clear() {
      return mean.high() > mean.low() && (mean.low() > 0 || mean.high() < 0);
    }
  }

  /** Changes of the base in the making. Those that change nothing of it are left out. */
  private static final class Changes {
    private final Config base;
    private final List<Setting> settings = new ArrayList<>();

    Changes(Config base) {
      this.base = base;
      settings.add(new Setting(new Condition(BASE, base), "base: the main condition"));
    }

    void add(String name, String words, Map<String, ?> keys) {
      Config config = base.with(keys);
      if (!config.equals(base)) {
        settings.add(new Setting(new Condition(name, config), words));
      }
    }

    /** A key for each of its values. */
    void each(String key, String name, String words, Object... values) {
      for (Object value : values) {
        add(name + "-" + value, words + " " + value, Map.of(key, value));
      }
    }
  }

  /** The base and its variations. */
  public static List<Setting> settings(Condition main) {
    Config base = base(main.config());
    Changes changes = new Changes(base);
    start(changes);
    penalties(changes, base.training().updates());
    if (base.training().optimiser() == Optimiser.ADAMW) {
      decay(changes, 0.5, 0.9);
    }
    task(changes, base);
    int updates = base.training().updates();
    if (base.training().learningRate() != FASTER_RATE) {
      changes.add(
          "learning_rate-" + FASTER_RATE,
          text("learning rate %s, %d updates", FASTER_RATE, updates * 6 / 5),
          Map.of("training.learning_rate", FASTER_RATE, "training.updates", updates * 6 / 5));
    }
    changes.each("training.updates", "updates", "updates", 2 * updates);
    return List.copyOf(changes.settings);
  }

  private static Config base(Config main) {
    return main.training().updates() <= UPDATES
        ? main
        : main.with(
            Map.of(
                "training.updates",
                UPDATES,
                "training.curriculum",
                "[{update: 0, steps: 60}, {update: 300, steps: 120}, {update: 550, steps: 250},"
                    + " {update: 800, steps: 500}]"));
  }

  /** Where the weights begin, and how fast those of the velocity can move. */
  private static void start(Changes changes) {
    String gain = "network.velocity_input_gain";
    String sd = "network.initial_weights.velocity_sd";
    String recurrent = "network.recurrent_gain";
    changes.each(gain, "velocity_input_gain", "velocity input gain", 1, 5, 20);
    changes.each(sd, "velocity_sd", "first velocity weights' sd", 0.03);
    changes.each(recurrent, "recurrent_gain", "recurrent gain", 0.5);
    changes.add(
        "small_start",
        "gain 20, sd 0.03 and recurrent gain 0.5",
        Map.of(gain, 20, sd, 0.03, recurrent, 0.5));
    NetworkConfig.InitialWeights drawn = changes.base.network().initialWeights();
    if (drawn.velocitySd() != null) {
      changes.add(
          "lazy_start",
          "gain 10 and first velocity weights as the cue's",
          Map.of(gain, 10, sd, drawn.inputSd()));
    }
  }

  private static void penalties(Changes changes, int updates) {
    String activity = "training.activity_penalty.";
    String outgoing = "training.outgoing_penalty.";
    changes.each(activity + "weight", "activity_penalty", "activity penalty", 0.01, 0.1, 1);
    Map<String, Object> late = new LinkedHashMap<>();
    late.put(activity + "weight", 0.1);
    late.put(
        activity + "schedule",
        text(
            "[{update: %d, factor: 0}, {update: %d, factor: 1}]",
            updates * 3 / 10, updates * 3 / 10 + updates / 2));
    changes.add("activity_penalty_late", "activity penalty 0.1, coming late", late);
    changes.each(activity + "l1_weight", "activity_l1", "L1 of rates", 0.03);
    changes.each(activity + "group_weight", "activity_group", "group penalty of rates", 0.03);
    changes.each(outgoing + "l1_weight", "outgoing_l1", "L1 of outgoing weights", 0.001);
    changes.each(
        outgoing + "group_weight", "outgoing_group", "group penalty of outgoing weights", 0.01);
  }

  /** What a decay does depends on rate and updates; what it amounts to does not. */
  private static void decay(Changes changes, double... shares) {
    for (double share : shares) {
      double decay = Shrinkage.decay(changes.base.training(), share);
      changes.add(
          text("weight_decay_shrinks-%.0f", 100 * share),
          text("weight decay: %.0f %% shrinkage", 100 * share),
          Map.of("training.weight_decay", decay));
    }
  }

  private static void task(Changes changes, Config base) {
    changes.each("network.noise.sd", "noise", "noise", 0.1);
    changes.add(
        "noise_state",
        "noise of the state",
        Map.of(
            "network.noise.kind",
            "state",
            // As a state noise, the same size would be a tenth of it.
            "network.noise.sd",
            base.network().noise().sd() * 10));
    changes.each("task.velocity.pause_fraction", "pauses", "share of trials with a pause", 0);
    changes.add(
        "rests",
        "velocities with rests (zero_inflated)",
        Map.of("task.velocity.kind", "zero_inflated"));
  }

  /** The conditions to train networks under. */
  public static List<Condition> conditions(List<Setting> settings) {
    return settings.stream().map(Setting::condition).toList();
  }

  /** Networks of a condition. */
  public List<NetworkSummary> of(String condition) {
    return networks.stream().filter(n -> n.condition().equals(condition)).toList();
  }

  /** Networks of a condition that learned the task: only they tell of the rest. */
  public List<NetworkSummary> learned(String condition) {
    return of(condition).stream().filter(NetworkSummary::learned).toList();
  }

  /**
   * An effect in the networks of a condition: in all of them the error, and in those that learned
   * whatever else.
   */
  public Sample sample(String condition, Effect effect) {
    return Sample.of(
        effect == Effect.NORMALIZED_ERROR ? of(condition) : learned(condition),
        effect,
        confidence());
  }

  /** How many of the lesions come out as the paper says, beyond random cuts. */
  public Sample lesionsShown(String condition) {
    return Sample.of(
        learned(condition),
        n -> Stream.of(LesionKind.values()).filter(kind -> n.shows(kind.phenomenon())).count(),
        confidence());
  }

  /** In how many networks the velocity's weights have more than one peak, by the dip test. */
  public long separated(String condition) {
    return learned(condition).stream()
        .filter(n -> n.number(Effect.DIP_P_VELOCITY_WEIGHT) < alpha())
        .count();
  }

  /**
   * By how much a condition's numbers differ from the base's, over pairs of networks of a seed. The
   * intervals are wide enough for all that are asked of the study together (Bonferroni).
   */
  public List<Difference> differences(String condition) {
    double asked = Math.max(1, (settings.size() - 1.0) * JUDGED.size());
    double confidence = 1 - (1 - confidence()) / asked;
    return JUDGED.stream()
        .map(
            effect ->
                new Difference(effect, Statistics.mean(paired(condition, effect), confidence)))
        .toList();
  }

  private double[] paired(String condition, Effect effect) {
    boolean all = effect == Effect.NORMALIZED_ERROR;
    List<NetworkSummary> base = all ? of(BASE) : learned(BASE);
    return (all ? of(condition) : learned(condition))
        .stream()
            .flatMapToDouble(
                network ->
                    base.stream()
                        .filter(b -> b.seed() == network.seed())
                        .mapToDouble(b -> network.number(effect) - b.number(effect)))
            .filter(Double::isFinite)
            .toArray();
  }

  private double confidence() {
    return settings.get(0).condition().config().criteria().confidence();
  }

  /** Level of the dip test. */
  public double alpha() {
    return settings.get(0).condition().config().criteria().alpha();
  }
}
