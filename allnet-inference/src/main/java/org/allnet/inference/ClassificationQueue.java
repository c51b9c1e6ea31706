package org.allnet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.NamedCell;
import org.allnet.inference.engine.device.ThreadPriority;

/**
 * Classifies images in the background, for programs in which they come one by one from several
 * threads. Images are decoded by a few threads of the queue; those that are ready are computed
 * together, up to eight, because that is quicker than one by one. No image waits for others to
 * come.
 *
 * <p>The queue is bounded: {@link #submit} waits while it is full, and {@link #offer} refuses. Of
 * what waits only the next few images are decoded, three bytes a pixel; the others are what they
 * were handed in as.
 *
 * <p>A future ends with its image's own answer or failure: a bad image with an {@link
 * org.allnet.data.InputException}, a failure of the tensor engine with that failure. The others go
 * on. A future that is cancelled before its image is computed costs no computation. Actions that
 * follow a future may run on the queue's threads: use the {@code ...Async} methods for whatever
 * takes time. They can neither {@link #submit} nor {@link #close} there.
 *
 * <p>Thread-safe. {@link #close} answers what was accepted; {@link #closeNow} cancels it. Both end
 * the queue's threads, and whoever submits later gets an {@link IllegalStateException}. Close the
 * queue before its classifier.
 */
public final class ClassificationQueue implements AutoCloseable {

  /** As many as are computed at once. */
  private static final int TOGETHER = 8;

  private static final int MOST_DECODERS = 4;

  /** So many wait decoded, so that the next ones are there when some have been computed. */
  static final int AHEAD = TOGETHER + MOST_DECODERS;

  private final Function<List<NamedCell>, List<Classification>> answers;
  private final int capacity;
  private final Semaphore places;
  private final Semaphore decoded = new Semaphore(AHEAD);
  private final ExecutorService decoders;
  private final Thread worker;
  private final BlockingQueue<Ready> ready = new LinkedBlockingQueue<>();
  private final Set<CompletableFuture<Classification>> accepted = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<Boolean> own = ThreadLocal.withInitial(() -> false);
  private volatile boolean closed;
  private volatile boolean cancelled;

  private record Ready(NamedCell cell, CompletableFuture<Classification> future) {}

  /**
   * Starts the queue's threads.
   *
   * @param answers answers about some images, in their order; called by one thread
   * @param capacity how many images may be in the queue
   */
  ClassificationQueue(Function<List<NamedCell>, List<Classification>> answers, int capacity) {
    if (capacity < 1) {
      throw OptionException.ofSetting(
          "capacity", capacity, "queue: its capacity is %d; use at least 1".formatted(capacity));
    }
    this.answers = answers;
    this.capacity = capacity;
    this.places = new Semaphore(capacity, true);
    int cores = Runtime.getRuntime().availableProcessors();
    this.decoders =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(MOST_DECODERS, Math.min(cores, capacity))),
            work -> daemon(work, "allnet-decode"));
    this.worker = daemon(this::work, "allnet-classify");
    worker.start();
  }

  private Thread daemon(Runnable work, String name) {
    Thread thread =
        new Thread(
            () -> {
              own.set(true);
              ThreadPriority.adopt();
              work.run();
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes an image, waiting while the queue is full.
   *
   * @param image the image
   * @return its classification to come
   * @throws InterruptedException if the thread is interrupted while it waits; the image is not
   *     taken
   * @throws IllegalStateException if the queue is closed, also while waiting, or if a thread of the
   *     queue itself asks, which would wait for itself
   */
  public CompletableFuture<Classification> submit(ImageSource image) throws InterruptedException {
    requireForeignThread("submit");
    requireOpen();
    places.acquire();
    return accept(image);
  }

  /**
   * Takes an image if there is room.
   *
   * @param image the image
   * @return its classification to come; empty if the queue is full
   * @throws IllegalStateException if the queue is closed
   */
  public Optional<CompletableFuture<Classification>> offer(ImageSource image) {
    requireOpen();
    return places.tryAcquire() ? Optional.of(accept(image)) : Optional.empty();
  }

  /** An action on the queue's own thread would wait for itself. */
  private void requireForeignThread(String what) {
    if (own.get()) {
      throw new IllegalStateException(
          "an action on the queue's own thread can't %s; use the ...Async methods of the future"
              .formatted(what));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the queue is closed");
    }
  }

  /** Of an image that has a place, which is given back when its future has ended. */
  private CompletableFuture<Classification> accept(ImageSource image) {
    CompletableFuture<Classification> future = new CompletableFuture<>();
    synchronized (accepted) {
      if (closed) {
        places.release();
        throw new IllegalStateException("the queue is closed");
      }
      accepted.add(future);
      decoders.execute(() -> decode(image, future));
    }
    return future;
  }

  private void decode(ImageSource image, CompletableFuture<Classification> future) {
    try {
      decoded.acquire();
    } catch (InterruptedException e) {
      end(future); // the queue is closed, and the future cancelled
      return;
    }
    if (future.isDone()) {
      decoded.release();
      end(future);
      return;
    }
    try {
      CellPixels pixels = image.decode(Classifier.decoder(), note -> {});
      ready.add(new Ready(new NamedCell(image.name(), pixels), future));
    } catch (RuntimeException | Error e) {
      decoded.release();
      future.completeExceptionally(e);
      end(future);
    }
  }

  private void end(CompletableFuture<Classification> future) {
    if (accepted.remove(future)) {
      places.release();
    }
  }

  private void work() {
    try {
      while (!cancelled) {
        List<Ready> batch = new ArrayList<>(List.of(ready.take()));
        ready.drainTo(batch, TOGETHER - 1);
        decoded.release(batch.size());
        try {
          answer(batch.stream().filter(one -> !one.future().isDone()).toList());
        } finally {
          batch.forEach(one -> end(one.future()));
        }
      }
    } catch (InterruptedException e) {
      // the queue is closed, and nothing is left in it
    }
  }

  /** Asks about images together, and about each alone if that fails. */
  private void answer(List<Ready> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      List<Classification> said = answers.apply(batch.stream().map(Ready::cell).toList());
      for (int i = 0; i < said.size(); i++) {
        batch.get(i).future().complete(said.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (cancelled) {
        batch.forEach(one -> one.future().cancel(false));
      } else if (batch.size() == 1) {
        batch.get(0).future().completeExceptionally(e);
      } else {
        batch.forEach(one -> answer(List.of(one)));
      }
    }
  }

  /**
   * Ends the queue when all images that it has accepted are answered. If the thread is interrupted
   * while it waits, those that are left are cancelled as by {@link #closeNow}, and the thread stays
   * interrupted.
   *
   * @throws IllegalStateException if a thread of the queue itself asks, which would wait for itself
   */
  @Override
  public void close() {
    requireForeignThread("close");
    refuseMore();
    try {
      places.acquire(capacity);
      places.release(capacity);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeNow();
  }

  /**
   * Ends the queue at once: images that are not answered yet are cancelled. It returns when nothing
   * is computed any more, within a few images.
   */
  public void closeNow() {
    refuseMore();
    cancelled = true;
    accepted.forEach(future -> future.cancel(false));
    decoders.shutdownNow();
    worker.interrupt();
    boolean interrupted = false;
    while (worker.isAlive() && Thread.currentThread() != worker) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    List.copyOf(accepted).forEach(this::end);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseMore() {
    synchronized (accepted) {
      closed = true;
    }
  }
}
