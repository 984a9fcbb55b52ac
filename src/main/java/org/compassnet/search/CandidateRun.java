package org.compassnet.search;

import static org.compassnet.files.Text.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.compassnet.analysis.Analysis;
import org.compassnet.config.Config;
import org.compassnet.config.UserError;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.study.NetworkRun;
import org.compassnet.study.NetworkSummary;
import org.compassnet.training.DivergenceException;
import org.compassnet.training.Evaluation;
import org.compassnet.training.Metrics;
import org.compassnet.training.Progress;
import org.compassnet.training.RunFolder;
import org.compassnet.training.ValidationCurve;

/**
 * Trains, analyses and scores one network of a candidate in its run folder. The same job gives the
 * same bits.
 */
public final class CandidateRun {

  private final CandidateJob job;
  private final Config config;
  private final EarlyStopping.Bar bar;
  private final RunFolder run;
  private final CandidateWatch watch;

  CandidateRun(
      CandidateJob job, Config config, EarlyStopping.Bar bar, Path folder, CandidateWatch watch) {
    this.job = job;
    this.config = config;
    this.bar = bar;
    this.run = new RunFolder(folder);
    this.watch = watch;
  }

  /** Is told how far a candidate is. */
  public interface CandidateWatch {
    void says(String detail);
  }

  /**
   * Makes a candidate, all networks of it, from its start or from where its folder is.
   *
   * @param stop asked after every update; when true, the state is saved and the run ends
   * @return its result, which is not written yet; interrupted if it was stopped
   * @throws IOException if a file cannot be written
   */
  public static CandidateResult of(
      CandidateJob job, Path folder, CandidateWatch watch, BooleanSupplier stop)
      throws IOException {
    Config config;
    try {
      config = job.config();
    } catch (UserError e) {
      return CandidateResult.of(job.index(), job.parameters(), State.FAILED, e.getMessage(), 0);
    }
    return job.replicates() == 1
        ? new CandidateRun(job, config, job.bar(), folder, watch).make(stop)
        : new Replicates(job, config, folder, watch).make(stop);
  }

  /** Makes the network; the result is not written yet. */
  CandidateResult make(BooleanSupplier stop) throws IOException {
    long begun = System.nanoTime();
    try {
      Judge judge = new Judge(config.training().updates());
      boolean trained =
          !judge.hopeless()
              && NetworkRun.train(
                  config, run, judge, () -> judge.hopeless() || stop.getAsBoolean());
      if (!trained) {
        return judge.hopeless()
            ? result(State.STOPPED_EARLY, judge.reason, trainingSeconds())
            : result(State.INTERRUPTED, "", trainingSeconds());
      }
      double training = trainingSeconds();
      watch.says("analyzing");
      long before = System.nanoTime();
      Analysis analysis = NetworkRun.analyze(config, run);
      double seconds = training + (System.nanoTime() - before) / 1e9;
      return scored(NetworkSummary.of(config.name(), config.seed(), analysis), seconds);
    } catch (DivergenceException | UserError e) {
      return result(State.FAILED, e.getMessage(), (System.nanoTime() - begun) / 1e9);
    }
  }

  private CandidateResult scored(NetworkSummary network, double seconds) {
    double score = job.score().of(network);
    if (!Double.isFinite(score)) {
      return result(State.FAILED, "no score: " + job.score().missing(network), seconds);
    }
    CandidateResult bare = result(State.DONE, "", seconds);
    return new CandidateResult(
        bare.index(),
        bare.parameters(),
        State.DONE,
        "",
        score,
        new double[0],
        new LinkedHashMap<>(network.numbers()),
        bare.validation(),
        seconds);
  }

  private CandidateResult result(State state, String reason, double seconds) {
    return new CandidateResult(
        job.index(),
        job.parameters(),
        state,
        reason,
        Double.NaN,
        new double[0],
        new LinkedHashMap<>(),
        curve(),
        seconds);
  }

  private double[][] curve() {
    return ValidationCurve.read(run.validation()).stream()
        .map(row -> new double[] {row[0], row[2]})
        .toArray(double[][]::new);
  }

  /** Those before an interruption included. */
  private double trainingSeconds() {
    if (!Files.exists(run.metrics())) {
      return 0;
    }
    List<Metrics> rows = Metrics.read(run.metrics());
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).seconds();
  }

  /** Holds a training against the bar at every validation, and passes its progress on. */
  private final class Judge implements Progress {
    private static final int EVERY_UPDATES = 20;

    private final int updates;
    private final List<double[]> curve = new ArrayList<>();
    private String reason;

    Judge(int updates) {
      this.updates = updates;
      for (double[] row : curve()) {
        judge((int) row[0], row[1]);
      }
    }

    boolean hopeless() {
      return reason != null;
    }

    private void judge(int update, double errorDeg) {
      curve.add(new double[] {update, errorDeg});
      double least = EarlyStopping.least(curve.toArray(new double[0][]), update);
      double wanted = bar.at(update);
      if (update < updates && least > wanted && reason == null) {
        reason =
            text(
                "%.1f deg after %d updates; at most %.1f deg is wanted by the median of %d"
                    + " candidates",
                least, update, wanted, bar.references());
      }
    }

    @Override
    public void validated(int update, Evaluation evaluation) {
      // As validation.csv keeps it, so that a resumed candidate is judged by the same number.
      judge(
          update,
          Double.parseDouble(
              String.format(Locale.ROOT, "%.6g", evaluation.angularErrorDeg().mean())));
    }

    @Override
    public void updated(Metrics metrics) {
      if (metrics.update() % EVERY_UPDATES == 0) {
        String error = curve.isEmpty() ? "" : text(", %.1f deg", curve.get(curve.size() - 1)[1]);
        watch.says(metrics.update() + "/" + updates + error);
      }
    }
  }
}
