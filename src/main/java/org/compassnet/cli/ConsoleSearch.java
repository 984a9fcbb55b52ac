package org.compassnet.cli;

import static org.compassnet.files.Text.text;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.compassnet.search.CandidateResult;
import org.compassnet.search.CandidateResult.State;
import org.compassnet.search.SearchConfig;
import org.compassnet.search.SearchProgress;
import org.compassnet.search.SearchResult;
import org.compassnet.study.Effect;

/**
 * A search on a terminal: the running candidates and a summary, written over; elsewhere a line when
 * a candidate ends, and a summary now and then.
 */
final class ConsoleSearch implements SearchProgress {

  private static final long REDRAW_NANOS = 500_000_000L;
  private static final long SUMMARY_NANOS = 30_000_000_000L;
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean terminal = System.console() != null;
  private final Map<Integer, String> running = new TreeMap<>();
  private SearchConfig search;
  private CandidateResult best;
  private int ended;
  private int endedNow;
  private int stoppedEarly;
  private int failed;
  private long begun;
  private long next;
  private int drawn;

  ConsoleSearch(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void began(SearchConfig what, SearchResult kept, int concurrency) {
    search = what;
    begun = System.nanoTime();
    next = begun + (terminal ? 0 : SUMMARY_NANOS);
    kept.candidates().forEach(this::count);
    endedNow = 0;
    out.printf(
        "search      %s, %s generator, at most %d candidates, %d at a time%n",
        search.name(), search.generator().kind().keyword(), search.candidates(), concurrency);
    out.printf("score       %s%n", search.score().words());
    if (ended > 0) {
      out.printf("resumed     %d candidates had ended%n", ended);
    }
    out.flush();
  }

  private void count(CandidateResult candidate) {
    if (!candidate.state().ended()) {
      return;
    }
    ended++;
    endedNow++;
    stoppedEarly += candidate.state() == State.STOPPED_EARLY ? 1 : 0;
    failed += candidate.state() == State.FAILED ? 1 : 0;
    if (candidate.state() == State.DONE
        && (best == null || search.score().better(candidate.score(), best.score()))) {
      best = candidate;
    }
  }

  @Override
  public void moved(CandidateResult candidate) {
    count(candidate);
    if (candidate.state() == State.RUNNING) {
      running.put(candidate.index(), "begins");
      tick();
      return;
    }
    running.remove(candidate.index());
    erase();
    out.println(cut(SearchConfig.candidate(candidate.index()) + "  " + said(candidate)));
    draw();
    out.flush();
  }

  private static String said(CandidateResult candidate) {
    String state = candidate.state().keyword().replace('_', ' ');
    return switch (candidate.state()) {
      case DONE ->
          text(
              "score %.4g  (%.1f deg; %.0f compass, %.0f CCW, %.0f CW; %.0f s)",
              candidate.score(),
              candidate.number(Effect.MEAN_ANGULAR_ERROR_DEG),
              candidate.number(Effect.N_COMPASS),
              candidate.number(Effect.N_CCW),
              candidate.number(Effect.N_CW),
              candidate.seconds());
      case INTERRUPTED -> state + ", saved";
      default -> state + "  " + candidate.reason();
    };
  }

  @Override
  public void says(int candidate, String detail) {
    running.put(candidate, detail);
    tick();
  }

  private void tick() {
    long now = System.nanoTime();
    if (now < next) {
      return;
    }
    next = now + (terminal ? REDRAW_NANOS : SUMMARY_NANOS);
    if (terminal) {
      erase();
      draw();
    } else {
      String each =
          running.entrySet().stream()
              .map(e -> "; " + SearchConfig.candidate(e.getKey()) + " " + e.getValue())
              .collect(Collectors.joining());
      out.println(summary() + each);
    }
    out.flush();
  }

  private void erase() {
    for (; drawn > 0; drawn--) {
      out.print("\u001b[1A\u001b[2K");
    }
  }

  private void draw() {
    if (!terminal) {
      return;
    }
    running.forEach(
        (index, said) -> out.println(cut("  " + SearchConfig.candidate(index) + "  " + said)));
    out.println(cut(summary()));
    drawn = running.size() + 1;
  }

  private String cut(String line) {
    return terminal && line.length() > WIDTH ? line.substring(0, WIDTH) : line;
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    text.append(ended).append(" of ").append(search.candidates()).append(" done (");
    text.append(stoppedEarly).append(" stopped early, ").append(failed).append(" failed), ");
    text.append(running.size()).append(" running");
    if (best != null) {
      text.append(text("; best %.4g (%s)", best.score(), SearchConfig.candidate(best.index())));
    }
    if (endedNow > 0) {
      double minutes = (System.nanoTime() - begun) / 60e9;
      double left = minutes / endedNow * (search.candidates() - ended);
      text.append(text("; %.1f min left", Math.min(left, search.limits().minutes() - minutes)));
    }
    return text.toString();
  }
}
