package org.allnet.network.training;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.allnet.network.device.Tensors;
import org.allnet.network.training.BatchSource.Batch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Batches one after the other. For a GPU each is made by a thread of its own while the step before
 * it is prepared: there the host has to be quick. On a processor all threads are busy with the
 * step. The batches are the same. Used by one thread; close it to end the other.
 */
final class BatchFeed implements AutoCloseable {

  private final int count;
  private final IntFunction<Batch> maker;
  private final @Nullable ExecutorService thread;
  private @Nullable Future<Batch> next;
  private int given;

  /**
   * Begins.
   *
   * @param count how many batches there will be
   * @param maker makes a batch by its number from 0, in the innermost scope
   * @param ahead whether by a thread of its own
   */
  BatchFeed(int count, IntFunction<Batch> maker, boolean ahead) {
    this.count = count;
    this.maker = maker;
    this.thread =
        ahead
            ? Executors.newSingleThreadExecutor(
                work -> {
                  Thread own = new Thread(work, "batches");
                  own.setDaemon(true);
                  return own;
                })
            : null;
  }

  /**
   * {@return the next batch, for the caller's scope to free}
   *
   * <p>What its making throws is thrown here.
   */
  Batch take() {
    int number = given++;
    if (thread == null) {
      return maker.apply(number);
    }
    Future<Batch> mine = next == null ? begun(thread, number) : next;
    next = given < count ? begun(thread, given) : null;
    Batch batch = made(mine);
    PointerScope scope = Objects.requireNonNull(PointerScope.getInnerScope());
    tensors(batch).forEach(tensor -> Tensors.adopt(tensor, scope));
    return batch;
  }

  private Future<Batch> begun(ExecutorService executor, int number) {
    return executor.submit(
        () -> {
          try (PointerScope scope = new PointerScope()) {
            Batch batch = maker.apply(number);
            tensors(batch).forEach(tensor -> Tensors.handOut(tensor, null));
            return batch;
          }
        });
  }

  private static Stream<Tensor> tensors(Batch batch) {
    return Stream.of(batch.input().images(), batch.targets(), batch.boxes())
        .filter(Objects::nonNull);
  }

  /** An interrupt is left to the caller's next look: a batch takes milliseconds. */
  private static Batch made(Future<Batch> batch) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return batch.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) Objects.requireNonNull(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    Future<Batch> unused = next;
    next = null;
    try {
      if (unused != null) {
        tensors(made(unused)).forEach(Tensor::close);
      }
    } catch (RuntimeException e) {
      // A batch that nobody took could not be made: nothing is lost by it.
    } finally {
      thread.shutdown();
    }
  }
}
