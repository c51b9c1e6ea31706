package org.allnet.service.work.worker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.RunException;
import org.allnet.service.domain.Actor;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Changes what the store keeps for threads that give way to others, on one thread that does not.
 * Only one transaction changes something at a time: if its thread gave way in the middle of it,
 * people who hand pictures in or judge would wait for the models after all. Thread-safe.
 */
final class KeptWork implements AutoCloseable {

  private final Store store;
  private final @Nullable ThreadPoolExecutor keeper;

  private KeptWork(Store store, @Nullable ThreadPoolExecutor keeper) {
    this.store = store;
    this.keeper = keeper;
  }

  /** Changes on the thread that asks, for programs in which nobody else waits. */
  static KeptWork here(Store store) {
    return new KeptWork(store, null);
  }

  /** Starts the thread, which is as urgent as the one that calls this. */
  static KeptWork start(Store store) {
    ThreadPoolExecutor keeper =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "allnet-keeper");
              thread.setDaemon(true);
              return thread;
            });
    // Now: one that is begun by a thread that gives way does so too.
    keeper.prestartCoreThread();
    return new KeptWork(store, keeper);
  }

  /**
   * Changes in one transaction, as {@link Store#write} does.
   *
   * @throws RunException if the database fails, or the thread is interrupted before it begins; then
   *     nothing was changed
   */
  <T> T write(Actor actor, Function<Transaction, T> body) {
    if (keeper == null) {
      return store.write(actor, body);
    }
    AtomicBoolean taken = new AtomicBoolean();
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              if (!taken.compareAndSet(false, true)) {
                throw new IllegalStateException("nobody waits for it any more");
              }
              return store.write(actor, body);
            });
    keeper.execute(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          if (taken.compareAndSet(false, true)) {
            throw RunException.interrupted("database: was interrupted before a change", e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException own) {
      return own;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e); // a store throws nothing else
  }

  /**
   * Changes in one transaction with no result.
   *
   * @throws RunException as for {@link #write}
   */
  void change(Actor actor, Consumer<Transaction> body) {
    write(
        actor,
        tx -> {
          body.accept(tx);
          return true;
        });
  }

  /** Ends the thread when it has done what it was given. */
  @Override
  public void close() {
    if (keeper != null) {
      keeper.shutdown();
    }
  }
}
