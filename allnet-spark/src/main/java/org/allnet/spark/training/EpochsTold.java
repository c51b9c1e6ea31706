package org.allnet.spark.training;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.allnet.training.run.FoldsApart;

/**
 * Tells whoever waits for a network of the epochs that are done: the first executor writes them
 * into the run's folder. Looks until closed.
 */
final class EpochsTold implements AutoCloseable {

  private static final long EVERY_SECONDS = 2;

  private final Path run;
  private final int fold;
  private final Consumer<String> status;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "epochs");
            thread.setDaemon(true);
            return thread;
          });
  private int known;

  private EpochsTold(Path run, int fold, Consumer<String> status) {
    this.run = run;
    this.fold = fold;
    this.status = status;
    this.known = FoldsApart.epochsDone(run, fold);
  }

  /**
   * Begins to look.
   *
   * @param run the run's folder
   * @param fold which, from 1
   * @param status is told, a line each, on a thread of its own
   */
  static EpochsTold of(Path run, int fold, Consumer<String> status) {
    EpochsTold told = new EpochsTold(run, fold, status);
    Future<?> unused =
        told.looks.scheduleWithFixedDelay(
            told::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return told;
  }

  /** Tells of what is new. */
  synchronized void look() {
    int done = FoldsApart.epochsDone(run, fold);
    if (done > known) {
      known = done;
      status.accept("fold model %d: epoch %d is done".formatted(fold, done));
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
