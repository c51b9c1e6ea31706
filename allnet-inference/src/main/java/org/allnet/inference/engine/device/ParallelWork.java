package org.allnet.inference.engine.device;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;

/**
 * Phases of programs that any number of workers share. A worker takes the next program of the phase
 * until none is left and then waits for those that others have taken. A worker that comes late, or
 * never, is not waited for.
 */
final class ParallelWork implements Runnable {

  /** How long a worker looks for the end of a phase before it lets itself be put to sleep. */
  private static final long SPIN_NANOS = 200_000;

  private final List<ParallelTasks.Phase> phases;
  private final AtomicInteger[] taken;
  private final AtomicInteger[] done;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile int phase;

  ParallelWork(List<ParallelTasks.Phase> phases) {
    this.phases = List.copyOf(phases);
    this.taken = new AtomicInteger[phases.size()];
    this.done = new AtomicInteger[phases.size()];
    for (int i = 0; i < phases.size(); i++) {
      taken[i] = new AtomicInteger();
      done[i] = new AtomicInteger();
    }
    skipEmpty();
  }

  private void skipEmpty() {
    while (phase < phases.size() && phases.get(phase).count() == 0) {
      phase++;
    }
  }

  @Override
  public void run() {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int at = phase; at < phases.size(); at = phase) {
        take(at);
        leave(at);
      }
    }
  }

  private void take(int at) {
    int count = phases.get(at).count();
    for (int number = taken[at].getAndIncrement();
        number < count;
        number = taken[at].getAndIncrement()) {
      if (failure.get() == null) {
        try (PointerScope scope = new PointerScope()) {
          phases.get(at).program().accept(number);
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
        }
      }
      if (done[at].incrementAndGet() == count) {
        next();
      }
    }
  }

  private synchronized void next() {
    phase++;
    skipEmpty();
    notifyAll();
  }

  /** Waits until a phase has ended. */
  private void leave(int at) {
    long start = System.nanoTime();
    while (phase == at && System.nanoTime() - start < SPIN_NANOS) {
      Thread.onSpinWait();
    }
    synchronized (this) {
      boolean interrupted = false;
      while (phase == at) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Throws what a program has thrown, if one has. */
  void rethrow() {
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException problem) {
      throw problem;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }
}
