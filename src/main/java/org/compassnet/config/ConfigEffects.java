package org.compassnet.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.compassnet.config.yaml.Effect;

/** Keys of the configuration that have an effect only where another key has certain values. */
final class ConfigEffects {

  private static final String VELOCITY = "task.velocity.";

  static final List<Effect<Config>> ALL =
      List.of(
          new Effect<>(
              "training.weight_decay",
              "training.optimiser",
              c -> c.training().optimiser() == Optimiser.ADAMW,
              Optimiser.ADAMW.keyword()),
          new Effect<>(
              "training.activity_penalty.anneal",
              "training.activity_penalty.weight",
              c -> c.training().activityPenalty().weight() > 0,
              "> 0"),
          new Effect<>(
              "training.activity_penalty.schedule",
              "training.activity_penalty.weight or training.activity_penalty.l1_weight or"
                  + " training.activity_penalty.group_weight",
              c -> c.training().activityPenalty().charges(),
              "> 0"),
          new Effect<>(
              "training.outgoing_penalty.schedule",
              "training.outgoing_penalty.l1_weight or training.outgoing_penalty.group_weight",
              c -> c.training().outgoingPenalty().charges(),
              "> 0"),
          velocity(
              "sigma_rad_per_step",
              VelocityKind.MOMENTUM,
              VelocityKind.ORNSTEIN_UHLENBECK,
              VelocityKind.ZERO_INFLATED),
          velocity("momentum", VelocityKind.MOMENTUM, VelocityKind.ZERO_INFLATED),
          velocity("correlation_time_ms", VelocityKind.ORNSTEIN_UHLENBECK),
          velocity("length_scale_ms", VelocityKind.GAUSSIAN_PROCESS),
          velocity("sd_deg_per_s", VelocityKind.GAUSSIAN_PROCESS),
          velocity("bout_mean_s", VelocityKind.ZERO_INFLATED),
          velocity("rest_mean_s", VelocityKind.ZERO_INFLATED),
          velocity(
              "pause_fraction",
              VelocityKind.MOMENTUM,
              VelocityKind.ORNSTEIN_UHLENBECK,
              VelocityKind.GAUSSIAN_PROCESS),
          velocity("constant_deg_per_s", VelocityKind.CONSTANT),
          velocity("file", VelocityKind.RECORDED),
          velocity("max_gap_s", VelocityKind.RECORDED),
          velocity("recording", VelocityKind.RECORDED));

  private ConfigEffects() {}

  private static Effect<Config> velocity(String key, VelocityKind... kinds) {
    List<VelocityKind> with = Arrays.asList(kinds);
    return new Effect<>(
        VELOCITY + key,
        VELOCITY + "kind",
        c -> with.contains(c.task().velocity().kind()),
        with.stream().map(VelocityKind::keyword).collect(Collectors.joining(" or ")));
  }
}
