package org.compassnet.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that share out the pieces of a pass. */
final class Workers implements AutoCloseable {

  /** A piece of work. */
  interface Work {
    /**
     * @param index of the piece
     * @param worker whose pieces follow one another on one thread, from 0 to before {@link #count}
     */
    void run(int index, int worker);
  }

  private final int count;
  private final ExecutorService pool;

  /** So many workers, or one for each core if 0. */
  Workers(int threads) {
    count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    pool =
        count == 1
            ? null
            : Executors.newFixedThreadPool(
                count,
                task -> {
                  Thread thread = new Thread(task, "compassnet-engine");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  int count() {
    return count;
  }

  /**
   * Does pieces 0 to {@code pieces - 1}. When one throws, no new one is begun, and the first
   * exception is thrown on when all those at work have ended: only then may their memory be freed.
   */
  void run(int pieces, Work work) {
    int helpers = Math.min(count, pieces);
    if (helpers == 1) {
      for (int i = 0; i < pieces; i++) {
        work.run(i, 0);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Future<?>[] futures = new Future<?>[helpers];
    for (int w = 0; w < helpers; w++) {
      int worker = w;
      futures[w] =
          pool.submit(
              () -> {
                try {
                  for (int i = next.getAndIncrement();
                      i < pieces && failure.get() == null;
                      i = next.getAndIncrement()) {
                    work.run(i, worker);
                  }
                } catch (RuntimeException | Error e) {
                  if (!failure.compareAndSet(null, e)) {
                    failure.get().addSuppressed(e);
                  }
                }
              });
    }
    for (Future<?> future : futures) {
      await(future);
    }
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    }
    if (failure.get() instanceof Error e) {
      throw e;
    }
  }

  private static void await(Future<?> future) {
    boolean interrupted = false;
    while (true) {
      try {
        future.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
