package org.compassnet.search;

import java.util.LinkedHashMap;
import java.util.function.BiConsumer;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.compassnet.config.UserError;
import org.compassnet.search.CandidateResult.State;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.UniformCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;

/**
 * One of Arbiter's generators, made independent of the order in which candidates end. What a
 * candidate is made of, and held against, is known only from those a window before it; so it is
 * drawn when these have ended. A candidate that has ended before is drawn again for the generator's
 * state, and passed over.
 *
 * <p>{@link #hasMoreCandidates} may say no for now: Arbiter's runner asks again.
 */
final class Candidates implements CandidateGenerator {

  private final SearchConfig search;
  private final Ledger ledger;
  private final ConfigSpace space;
  private final CandidateGenerator inner;
  private final BiConsumer<Integer, String> failed;
  private final double[][] points;
  private Candidate<LinkedHashMap<String, Object>> ready;
  private int next;
  private int reported;
  private boolean exhausted;

  /**
   * @param failed is told of candidates that end before they begin
   */
  Candidates(SearchConfig search, Ledger ledger, BiConsumer<Integer, String> failed) {
    this.search = search;
    this.ledger = ledger;
    this.failed = failed;
    this.space = new ConfigSpace(search.spaces());
    this.points = new double[search.candidates()][];
    this.inner = inner();
    inner.setRngSeed(search.seed());
  }

  private CandidateGenerator inner() {
    return switch (search.generator().kind()) {
      case RANDOM -> new RandomSearchGenerator(space, null, true);
      case GRID ->
          new GridSearchCandidateGenerator(
              space,
              search.generator().points(),
              GridSearchCandidateGenerator.Mode.Sequential,
              null,
              true);
      case GENETIC -> genetic();
    };
  }

  private CandidateGenerator genetic() {
    // Arbiter's operators draw from the clock unless each is given a generator.
    RandomGenerator random = new JDKRandomGenerator();
    random.setSeed(search.seed());
    return new GeneticSearchCandidateGenerator.Builder(space, search.score())
        .initDone(true)
        .populationModel(
            new PopulationModel.Builder().populationSize(search.generator().population()).build())
        .selectionOperator(
            new GeneticSelectionOperator.Builder()
                .randomGenerator(random)
                // At a rate below 1 Arbiter mutates a parent in its place.
                .crossoverOperator(
                    new UniformCrossover.Builder()
                        .crossoverRate(1)
                        .randomGenerator(random)
                        .parentSelection(new RandomTwoParentSelection(random))
                        .build())
                .mutationOperator(
                    new RandomMutationOperator.Builder()
                        .mutationRate(search.generator().mutationRate())
                        .randomGenerator(random)
                        .build())
                .build())
        .build();
  }

  /** Whether all candidates have been drawn. */
  synchronized boolean exhausted() {
    hasMoreCandidates();
    return exhausted;
  }

  /** Whether a candidate can be drawn now. */
  @Override
  public synchronized boolean hasMoreCandidates() {
    while (ready == null && !exhausted) {
      if (next >= search.candidates() || !inner.hasMoreCandidates()) {
        exhausted = true;
        return false;
      }
      int known = Math.max(0, next - search.window() + 1);
      if (search.windowed() && !ledger.allEnded(known)) {
        return false;
      }
      report(known);
      draw();
    }
    return ready != null;
  }

  @SuppressWarnings("unchecked")
  private void draw() {
    Candidate<LinkedHashMap<String, Object>> drawn = inner.getCandidate();
    int index = next++;
    points[index] = drawn.getFlatParameters();
    if (drawn.getException() != null) {
      // The genetic generator found no new child.
      exhausted = !inner.hasMoreCandidates();
      if (!exhausted) {
        failed.accept(index, drawn.getException().getMessage());
      }
      return;
    }
    CandidateResult kept = ledger.ended(index).orElse(null);
    if (kept == null) {
      ready = drawn;
    } else if (!kept.parameters().equals(drawn.getValue())) {
      throw new UserError(
          ledger.run(index)
              + ": made with other values than this search draws; give another --out, or remove it");
    }
  }

  /** Tells the generator of what ended before an index, in order. */
  private void report(int before) {
    if (search.generator().kind() != SearchConfig.GeneratorKind.GENETIC) {
      return;
    }
    for (; reported < before; reported++) {
      CandidateResult result = ledger.ended(reported).orElseThrow();
      if (result.state() == State.DONE) {
        Candidate<Object> candidate =
            new Candidate<>(result.parameters(), reported, points[reported]);
        inner.reportResults(
            new OptimizationResult(candidate, result.score(), reported, null, null, null));
      }
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public synchronized Candidate getCandidate() {
    Candidate taken = ready;
    ready = null;
    return taken;
  }

  /** The ledger knows, and tells in the order of the candidates. */
  @Override
  public void reportResults(OptimizationResult result) {}

  @Override
  public ParameterSpace<?> getParameterSpace() {
    return space;
  }

  @Override
  public void setRngSeed(long seed) {
    inner.setRngSeed(seed);
  }

  @Override
  public Class<?> getCandidateType() {
    return LinkedHashMap.class;
  }
}
