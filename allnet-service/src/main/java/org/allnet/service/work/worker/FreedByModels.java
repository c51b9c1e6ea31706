package org.allnet.service.work.worker;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.allnet.inference.NativeMemory;

/**
 * Gives native memory back that models have freed. The maps of many images leave it in pieces,
 * which the C library keeps: a service lives for months, and shares its machine. Thread-safe.
 */
final class FreedByModels implements AutoCloseable {

  private static final long EACH_SECONDS = 10;

  private final Runnable giveBack;
  private final AtomicInteger answers = new AtomicInteger();
  private final ScheduledExecutorService thread;

  FreedByModels() {
    this(NativeMemory::giveBack);
  }

  /**
   * Does nothing until it is started.
   *
   * @param giveBack gives back what was freed
   */
  FreedByModels(Runnable giveBack) {
    this.giveBack = giveBack;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "allnet-memory");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to look whether models answered. Call it on a thread that gives way to none, as the one
   * that does the work will: while it is at it, others that need memory wait.
   */
  void start() {
    thread.scheduleWithFixedDelay(this::giveBack, EACH_SECONDS, EACH_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes note that models answered. */
  void answered(int images) {
    answers.addAndGet(images);
  }

  /** Gives back what was freed, if models answered since the last time. */
  void giveBack() {
    if (answers.getAndSet(0) > 0) {
      giveBack.run();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
