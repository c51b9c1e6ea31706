package org.allnet.network.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.allnet.data.RunException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Independent tensor programs side by side on the processor, each on one thread. Small operations,
 * such as convolutions over a cell's window, share badly between threads; whole images share well.
 * Thread-safe.
 *
 * <p>There are as many lanes as the calling thread's operations use threads. Where gradients are
 * recorded, or one thread is used, the programs run one after the other on the calling thread.
 */
public final class Lanes {

  private static final Map<Integer, ExecutorService> POOLS = new ConcurrentHashMap<>();

  private Lanes() {}

  /**
   * Runs programs; each frees what it made on the way as soon as it ends.
   *
   * @param count how many
   * @param program makes the result of one, by its number from 0
   * @return the results in order, for the caller's scope to free
   * @throws RunException where the calling thread is interrupted
   */
  public static List<Tensor> run(int count, IntFunction<Tensor> program) {
    PointerScope outer = PointerScope.getInnerScope();
    int lanes = torch.get_num_threads();
    List<Tensor> results = new ArrayList<>();
    if (count < 2 || lanes < 2 || GradMode.is_enabled()) {
      for (int i = 0; i < count; i++) {
        results.add(alone(program, i, outer));
      }
      return results;
    }
    ExecutorService pool = POOLS.computeIfAbsent(lanes, Lanes::open);
    List<Future<Tensor>> pending = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      pending.add(
          pool.submit(
              () -> {
                try (NoGradGuard guard = new NoGradGuard()) {
                  return alone(program, number, null);
                }
              }));
    }
    try {
      for (Future<Tensor> result : pending) {
        results.add(owned(result.get(), outer));
      }
      return results;
    } catch (InterruptedException e) {
      abandon(pending, results.size());
      Thread.currentThread().interrupt();
      throw new RunException("interrupted while computing", e);
    } catch (ExecutionException e) {
      abandon(pending, results.size() + 1);
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new RunException("computing failed: " + e.getCause(), e);
    }
  }

  /**
   * Runs programs that only change what is there.
   *
   * @param count how many
   * @param program does its part, by its number from 0
   * @throws RunException where the calling thread is interrupted
   */
  public static void each(int count, IntConsumer program) {
    try (PointerScope scope = new PointerScope()) {
      run(
          count,
          number -> {
            program.accept(number);
            return torch.empty(0);
          });
    }
  }

  private static Tensor alone(
      IntFunction<Tensor> program, int number, @Nullable PointerScope outer) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.handOut(program.apply(number), outer);
    }
  }

  /** From now on the scope frees it, or, without one, the caller. */
  private static Tensor owned(Tensor result, @Nullable PointerScope outer) {
    if (outer != null) {
      outer.attach(result);
      result.releaseReference();
    }
    return result;
  }

  /**
   * Waits for the programs that were not taken, so that none outlives its input, and frees them.
   */
  private static void abandon(List<Future<Tensor>> pending, int taken) {
    for (Future<Tensor> result : pending.subList(Math.min(taken, pending.size()), pending.size())) {
      boolean interrupted = false;
      while (true) {
        try {
          result.get().close();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          break; // its failure is the first one's, which is reported
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Threads whose operations use one thread each. */
  private static ExecutorService open(int lanes) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            lanes,
            work -> {
              Thread thread = new Thread(work, "lane");
              thread.setDaemon(true);
              return thread;
            });
    CountDownLatch ready = new CountDownLatch(lanes);
    for (int i = 0; i < lanes; i++) {
      pool.execute(
          () -> {
            torch.set_num_threads(1);
            ready.countDown();
            awaitAll(ready);
          });
    }
    awaitAll(ready);
    // The engine takes the last number set for threads that begin later: it stays the caller's.
    torch.set_num_threads(lanes);
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
