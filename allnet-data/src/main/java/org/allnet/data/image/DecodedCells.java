package org.allnet.data.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Images decoded in order, a few ahead of their use, so that the device need not wait: as many as
 * an eighth of Java's memory holds, and at least one. An image that is broken, or too large for the
 * memory, is left out and told of. To be gone through once, by one thread; close it to stop early.
 */
public final class DecodedCells implements Iterable<NamedCell>, AutoCloseable {

  private static final int AHEAD = 32;

  private static final long AHEAD_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private final Iterator<? extends ImageSource> sources;
  private @Nullable Announced next;
  private long aheadBytes;
  private final ImageDecoder decoder;
  private final ExecutorService threads;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  /**
   * An image that can't be used.
   *
   * @param image its name
   * @param message one line: which file, what is wrong
   * @param reason what is wrong, without the file
   */
  public record Problem(String image, Sentence message, String reason) {

    private static Problem of(ImageSource image, Sentence message) {
      return new Problem(
          image.name(), message, ImageDecoder.reason(image.place(), message.toString()));
    }
  }

  /** An image and what its pixels may take. */
  private record Announced(ImageSource image, long bytes) {}

  private record Pending(Announced announced, Future<CellPixels> pixels) {

    ImageSource image() {
      return announced.image();
    }
  }

  /**
   * Starts to decode.
   *
   * @param images what to decode, in this order
   * @param decoder decodes them, from several threads
   */
  public DecodedCells(Iterable<? extends ImageSource> images, ImageDecoder decoder) {
    this.sources = images.iterator();
    this.decoder = decoder;
    int cores = Runtime.getRuntime().availableProcessors();
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(8, cores)),
            work -> {
              Thread thread = new Thread(work, "decode");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** {@return the images left out so far} */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** {@return what had to be chosen while reading images so far, such as one of several pages} */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public Iterator<NamedCell> iterator() {
    return new Iterator<>() {
      private @Nullable NamedCell next = advance();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public NamedCell next() {
        NamedCell result = next;
        if (result == null) {
          throw new NoSuchElementException();
        }
        next = advance();
        return result;
      }
    };
  }

  /** Whether a failure is of one image, which may be too large for the memory that is left. */
  private static boolean isOwn(Throwable failure) {
    return failure instanceof RunException failed && !failed.isInterrupt();
  }

  private @Nullable NamedCell advance() {
    while (true) {
      submit();
      Pending first = pending.poll();
      if (first == null) {
        return null;
      }
      aheadBytes -= first.announced().bytes();
      try {
        return new NamedCell(first.image().name(), first.pixels().get());
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof InputException || isOwn(cause)) {
          problems.add(Problem.of(first.image(), ((AllNetException) cause).sentence()));
        } else if (cause instanceof OutOfMemoryError) {
          throw RunException.in(first.image().place(), "decoding failed for want of memory", e);
        } else {
          // A decoder that stumbles over one file has said nothing about the others.
          problems.add(
              Problem.of(
                  first.image(),
                  Sentence.of(
                      "%s: decoding failed (%s)",
                      first.image().place(), ForeignFailure.words(cause))));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw RunException.interrupted("interrupted while reading " + first.image().place(), e)
            .ofFile(first.image().place());
      }
    }
  }

  private void submit() {
    while (pending.size() < AHEAD && (next != null || sources.hasNext())) {
      Announced announced = next == null ? announced(sources.next()) : next;
      next = announced;
      if (!pending.isEmpty() && aheadBytes + announced.bytes() > AHEAD_BYTES) {
        return;
      }
      next = null;
      aheadBytes += announced.bytes();
      pending.add(
          new Pending(
              announced, threads.submit(() -> announced.image().decode(decoder, notes::add))));
    }
  }

  private static Announced announced(ImageSource image) {
    return new Announced(image, image.pixelBytes());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
