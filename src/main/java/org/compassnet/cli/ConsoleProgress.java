package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.compassnet.files.Text;
import org.compassnet.training.Evaluation;
import org.compassnet.training.Metrics;
import org.compassnet.training.Progress;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A progress bar on a terminal; elsewhere a line every few seconds. */
final class ConsoleProgress {

  private ConsoleProgress() {}

  static Progress on(PrintWriter out) {
    return System.console() != null ? new Bar() : new Lines(out);
  }

  private static String text(Metrics metrics, Evaluation validation) {
    String angular =
        validation == null ? "-" : Text.text("%.1f deg", validation.angularErrorDeg().mean());
    return Text.text("error %.4f  angular error %s", metrics.error(), angular);
  }

  private static final class Bar implements Progress {
    private static final int DEFAULT_WIDTH = 100;

    private ProgressBar bar;
    private Evaluation validation;

    @Override
    public void started(int fromUpdate, int updates) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax(updates)
              .startsFrom(fromUpdate, Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(System.out, width()))
              .setUpdateIntervalMillis(500)
              .build();
    }

    /**
     * The terminal's columns. The progress bar could ask for them itself, but then JLine would take
     * Ctrl-C over, and the JVM would end without its shutdown hooks.
     */
    private static int width() {
      try (Terminal terminal = TerminalBuilder.builder().dumb(true).nativeSignals(false).build()) {
        return terminal.getWidth() > 20 ? terminal.getWidth() - 1 : DEFAULT_WIDTH;
      } catch (IOException e) {
        return DEFAULT_WIDTH;
      }
    }

    @Override
    public void updated(Metrics metrics) {
      bar.step();
      bar.setExtraMessage(text(metrics, validation));
    }

    @Override
    public void validated(int update, Evaluation evaluation) {
      validation = evaluation;
    }

    @Override
    public void ended() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  private static final class Lines implements Progress {
    private static final long EVERY_NANOS = 5_000_000_000L;

    // The first updates wait for the JVM to compile what they run, and tell nothing of the rest.
    private static final int FOR_AN_ESTIMATE = 10;
    private static final long MOST_NANOS_WITHOUT = 15_000_000_000L;

    private final PrintWriter out;
    private Evaluation validation;
    private int updates;
    private int fromUpdate;
    private long begun;
    private long next;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void started(int done, int total) {
      fromUpdate = done;
      updates = total;
      begun = System.nanoTime();
      next = begun;
    }

    @Override
    public void updated(Metrics metrics) {
      long now = System.nanoTime();
      if (now < next && metrics.update() < updates) {
        return;
      }
      next = now + EVERY_NANOS;
      double perUpdate = (now - begun) / 1e9 / (metrics.update() - fromUpdate);
      out.printf(
          Locale.ROOT,
          "update %5d/%d  %s  steps %d%s%n",
          metrics.update(),
          updates,
          text(metrics, validation),
          metrics.steps(),
          metrics.update() - fromUpdate < FOR_AN_ESTIMATE && now - begun < MOST_NANOS_WITHOUT
              ? ""
              : "  left %.0f s".formatted(perUpdate * (updates - metrics.update())));
    }

    @Override
    public void validated(int update, Evaluation evaluation) {
      validation = evaluation;
    }
  }
}
