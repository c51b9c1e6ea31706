package org.allnet.inference.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Independent tensor programs side by side on the processor, each on one thread. Small operations,
 * such as convolutions over a part of a cell, share badly between threads; whole programs share
 * well. Thread-safe.
 *
 * <p>There are as many workers as the calling thread's operations use threads. If gradients are
 * recorded, or one thread is used, the programs run one after the other on the calling thread.
 */
public final class ParallelTasks {

  private static final Map<Integer, ExecutorService> POOLS = new ConcurrentHashMap<>();

  /** Whether a thread's number of threads is fitted. */
  private static final ThreadLocal<Boolean> FITTED = ThreadLocal.withInitial(() -> false);

  private static volatile int usual = torch.get_num_threads();

  private ParallelTasks() {}

  /**
   * Programs that may run side by side.
   *
   * @param count how many
   * @param program does one, by its number from 0; what it makes is freed as soon as it ends
   */
  public record Phase(int count, IntConsumer program) {}

  /**
   * Sets how many threads an operation of the calling thread uses, and of threads that come later.
   *
   * @param threads at least 1
   */
  static void setThreads(int threads) {
    usual = threads;
    FITTED.set(true);
    torch.set_num_threads(threads);
  }

  /**
   * {@return how many threads an operation of the calling thread uses}
   *
   * <p>The engine gives a new thread the number that any thread has set last, which may be a
   * worker's: here it is given the usual one.
   */
  public static int threads() {
    if (!FITTED.get()) {
      // A thread that never asked is given a number at its first operation: asked first, it keeps
      // the one set here.
      torch.get_num_threads();
      torch.set_num_threads(usual);
      FITTED.set(true);
    }
    return torch.get_num_threads();
  }

  /**
   * Runs phases one after the other: a phase begins when all programs of the one before have ended.
   * ParallelTasks go from phase to phase without being put to sleep in between.
   *
   * @param phases the phases; what one throws is thrown when those at work have ended, and no
   *     further one is begun
   */
  public static void phases(List<Phase> phases) {
    int workers = threads();
    int widest = phases.stream().mapToInt(Phase::count).max().orElse(0);
    if (widest < 2 || workers < 2 || GradMode.is_enabled()) {
      inTurn(phases);
      return;
    }
    ParallelWork work = new ParallelWork(phases);
    ExecutorService pool = POOLS.computeIfAbsent(workers, ParallelTasks::open);
    for (int worker = 1; worker < Math.min(workers, widest); worker++) {
      pool.execute(
          () -> {
            ThreadPriority.adopt();
            work.run();
          });
    }
    // The calling thread is a worker too: it is awake already, and on a processor of its own.
    torch.set_num_threads(1);
    try {
      work.run();
    } finally {
      torch.set_num_threads(workers);
    }
    work.rethrow();
  }

  /**
   * Runs phases on the calling thread, each operation on as many threads as the engine uses: better
   * if there are fewer programs than threads.
   *
   * @param phases the phases
   */
  public static void inTurn(List<Phase> phases) {
    for (Phase phase : phases) {
      for (int number = 0; number < phase.count(); number++) {
        try (PointerScope scope = new PointerScope()) {
          phase.program().accept(number);
        }
      }
    }
  }

  /**
   * Runs programs that only change what is there.
   *
   * @param count how many
   * @param program does its part, by its number from 0
   */
  public static void each(int count, IntConsumer program) {
    phases(List.of(new Phase(count, program)));
  }

  /**
   * Runs programs; each frees what it made on the way as soon as it ends.
   *
   * @param count how many
   * @param program makes the result of one, by its number from 0
   * @return the results in order, for the caller's scope to free
   */
  public static List<Tensor> run(int count, IntFunction<Tensor> program) {
    PointerScope outer = PointerScope.getInnerScope();
    @Nullable Tensor[] made = new @Nullable Tensor[count];
    try {
      each(count, number -> made[number] = Tensors.handOut(program.apply(number), null));
    } catch (RuntimeException | Error e) {
      for (Tensor tensor : made) {
        if (tensor != null) {
          tensor.close();
        }
      }
      throw e;
    }
    List<Tensor> results = new ArrayList<>();
    for (Tensor tensor : made) {
      Tensor result = Objects.requireNonNull(tensor);
      results.add(outer == null ? result : Tensors.adopt(result, outer));
    }
    return results;
  }

  /** Threads whose operations use one thread each. */
  private static ExecutorService open(int workers) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers - 1,
            work -> {
              Thread thread = new Thread(work, "worker");
              thread.setDaemon(true);
              return thread;
            });
    CountDownLatch ready = new CountDownLatch(workers - 1);
    for (int i = 1; i < workers; i++) {
      pool.execute(
          () -> {
            // A thread that never asked is given the last number that any thread set, at its first
            // operation: asking first makes the number set here stay.
            torch.get_num_threads();
            torch.set_num_threads(1);
            FITTED.set(true);
            ready.countDown();
            awaitAll(ready);
          });
    }
    awaitAll(ready);
    // The engine takes the last number set for threads that begin later: it stays the caller's.
    torch.set_num_threads(workers);
    return pool;
  }

  private static void awaitAll(CountDownLatch ready) {
    try {
      ready.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
