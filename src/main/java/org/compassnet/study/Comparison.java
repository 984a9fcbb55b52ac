package org.compassnet.study;

import static org.compassnet.files.Text.text;

import java.util.function.ToDoubleFunction;
import org.compassnet.config.CriteriaConfig;

/** What a claim's effect is compared with, and so what would be there if the claim were wrong. */
public sealed interface Comparison {

  /** What chance, or nothing, would look like. */
  String nullHypothesis(CriteriaConfig criteria);

  /** The number that a network's effect is compared with; NaN where it was not measured. */
  double reference(NetworkSummary network, Effect effect, CriteriaConfig criteria);

  /** What p comes from. */
  String test();

  /** With the untrained network of the same seed. */
  record Untrained() implements Comparison {
    @Override
    public String nullHypothesis(CriteriaConfig criteria) {
      return "the effect is that of the same units of the untrained network of the same seed";
    }

    @Override
    public double reference(NetworkSummary network, Effect effect, CriteriaConfig criteria) {
      return network.before(effect);
    }

    @Override
    public String test() {
      return "sign flips of trained minus untrained";
    }
  }

  /** With the same network's units under directions that are shuffled within their classes. */
  record Shuffled() implements Comparison {
    @Override
    public String nullHypothesis(CriteriaConfig criteria) {
      return "the effect is that of shuffled preferred directions, 0";
    }

    @Override
    public double reference(NetworkSummary network, Effect effect, CriteriaConfig criteria) {
      return 0;
    }

    @Override
    public String test() {
      return "sign flips of the distance from 0";
    }
  }

  /** With cuts of as many units of the same network, whichever they are. */
  record RandomCuts() implements Comparison {
    @Override
    public String nullHypothesis(CriteriaConfig criteria) {
      return "the effect is the mean over random cuts of as many units of the same network";
    }

    @Override
    public double reference(NetworkSummary network, Effect effect, CriteriaConfig criteria) {
      return network.ofRandomCuts(effect);
    }

    @Override
    public String test() {
      return "sign flips of the lesion minus the mean of random cuts";
    }
  }

  /**
   * With what a criterion asks for.
   *
   * @param meaning of the level, in words
   */
  record Criterion(String meaning, ToDoubleFunction<CriteriaConfig> level) implements Comparison {
    @Override
    public String nullHypothesis(CriteriaConfig criteria) {
      return text("the effect is %s, %s", meaning, level.applyAsDouble(criteria));
    }

    @Override
    public double reference(NetworkSummary network, Effect effect, CriteriaConfig criteria) {
      return level.applyAsDouble(criteria);
    }

    @Override
    public String test() {
      return "sign flips of the distance from " + meaning;
    }
  }

  /** Over the conditions, from slow to fast. */
  record Trend() implements Comparison {
    @Override
    public String nullHypothesis(CriteriaConfig criteria) {
      return "the effect has no trend over the conditions";
    }

    @Override
    public double reference(NetworkSummary network, Effect effect, CriteriaConfig criteria) {
      return 0;
    }

    @Override
    public String test() {
      return "permutations of the conditions";
    }
  }
}
