package org.allnet.service.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The threads of a pool of connections. On Linux a thread is as urgent as the one that starts it,
 * and a pool starts the one that opens connections when somebody waits for a connection. If that is
 * a thread that gives way to others, so would all connections of those that don't. So the pool's
 * work is done on a thread that one of the store's own starts. Thread-safe.
 */
final class PoolThreads implements ThreadFactory, AutoCloseable {

  private final ThreadPoolExecutor starter;
  private final Consumer<Thread> start;

  private PoolThreads(ThreadPoolExecutor starter, Consumer<Thread> start) {
    this.starter = starter;
    this.start = start;
  }

  /** Starts what starts the threads; they are as urgent as the thread that calls this. */
  static PoolThreads open() {
    return open(Thread::start);
  }

  /** The same with another way to start a thread. */
  static PoolThreads open(Consumer<Thread> start) {
    ThreadPoolExecutor starter =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(work, "allnet-starter"));
    starter.prestartCoreThread();
    return new PoolThreads(starter, start);
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
    AtomicBoolean none = new AtomicBoolean();
    try {
      starter.execute(
          () -> {
            try {
              start.accept(doing);
            } catch (OutOfMemoryError e) {
              none.set(true); // as many threads run as may
              ended.countDown();
            }
          });
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
    if (none.get()) {
      work.run(); // else the pool would wait for it for ever, and open no connection
    }
  }

  /** Starts no more threads. Those that run end with their pool. */
  @Override
  public void close() {
    starter.shutdown();
  }
}
