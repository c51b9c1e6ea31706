package org.allnet.service.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a pool of connections. On Linux a thread is as urgent as the one that starts it,
 * and a pool starts the one that opens connections when somebody waits for a connection. If that is
 * a thread that gives way to others, so would all connections of those that don't. So the pool's
 * work is done on a thread that one of the store's own starts. Thread-safe.
 */
final class PoolThreads implements ThreadFactory, AutoCloseable {

  private final ThreadPoolExecutor starter;

  private PoolThreads(ThreadPoolExecutor starter) {
    this.starter = starter;
  }

  /** Starts what starts the threads; they are as urgent as the thread that calls this. */
  static PoolThreads open() {
    ThreadPoolExecutor starter =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(work, "allnet-starter"));
    starter.prestartCoreThread();
    return new PoolThreads(starter);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Returns a thread that waits until another one has done the work. */
  @Override
  public Thread newThread(Runnable work) {
    return daemon(() -> handOn(work), "allnet-awaits-pool");
  }

  private void handOn(Runnable work) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread doing =
        daemon(
            () -> {
              try {
                work.run();
              } finally {
                ended.countDown();
              }
            },
            "allnet-pool");
    doing.setPriority(Thread.NORM_PRIORITY);
    try {
      starter.execute(doing::start);
    } catch (RejectedExecutionException e) {
      work.run(); // the store is being closed
      return;
    }
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        doing.interrupt(); // as the pool asks when it ends
      }
    }
  }

  /** Starts no more threads. Those that run end with their pool. */
  @Override
  public void close() {
    starter.shutdown();
  }
}
