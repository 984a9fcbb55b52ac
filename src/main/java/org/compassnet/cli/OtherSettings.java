package org.compassnet.cli;

import java.util.Arrays;
import java.util.List;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;

/**
 * Settings that a command asks a finished run with in place of its own: {@code key=value}. What
 * comes of them goes beside what the run has, under a name that tells them.
 *
 * @param sets as they were given
 */
record OtherSettings(List<String> sets) {

  boolean none() {
    return sets.isEmpty();
  }

  /**
   * The run's configuration with these settings. Where they change the step, trials and cue stay as
   * long in s, unless they are given too.
   *
   * @param what is done with them, such as "an evaluation"
   * @param sections of the configuration that have an effect on it
   * @throws UserError if a key is of another section, or a value cannot be used
   */
  Config of(Config trained, String what, String... sections) {
    for (String set : sets) {
      if (Arrays.stream(sections).noneMatch(s -> set.strip().startsWith(s + "."))) {
        throw new UserError(
            "--set " + set + ": no effect on " + what + "; allowed: keys of " + words(sections));
      }
    }
    double stepMs = trained.set(sets).task().stepMs();
    return trained.atStep(stepMs).set(sets);
  }

  /**
   * Refuses a setting that would change nothing of what is asked.
   *
   * @param why it would not, such as "beside --trials"
   * @param without a key without an effect, or a section, with its dot
   * @param but the keys and sections in it that have one
   * @throws UserError naming the first
   */
  void requireEffect(String why, String without, String... but) {
    for (String set : sets) {
      if (isOf(set, without) && Arrays.stream(but).noneMatch(key -> isOf(set, key))) {
        throw new UserError("--set " + set + ": no effect " + why);
      }
    }
  }

  private static boolean isOf(String set, String key) {
    return set.strip().startsWith(key.endsWith(".") ? key : key + "=");
  }

  private static String words(String... sections) {
    int last = sections.length - 1;
    return String.join(", ", Arrays.copyOf(sections, last)) + " and " + sections[last];
  }

  /** The settings as a part of the name of a file; other settings have another name. */
  String name() {
    return FileName.of(String.join(",", sets));
  }
}
