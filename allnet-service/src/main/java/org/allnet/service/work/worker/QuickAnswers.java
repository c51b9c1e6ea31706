package org.allnet.service.work.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.inference.Classification;
import org.allnet.inference.ClassificationQueue;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model that new cases get about one picture at a time, for programs that wait for the
 * answer. Nothing is kept, neither picture nor answer, so it belongs to no case and nobody can sign
 * it. What waits is computed together; nothing waits for more to come. Thread-safe.
 */
public final class QuickAnswers implements AutoCloseable {

  /** How many bytes a picture may have: one of a cell has fewer. */
  public static final int MOST_BYTES = 4 << 20;

  /** How long somebody waits for an answer, at most. */
  public static final Duration WITHIN = Duration.ofSeconds(30);

  /** How many pictures wait at once: fewer than the threads that serve pages. */
  static final int PLACES = 96;

  private static final int MOST_PIXELS = 2_000_000;
  private static final int REMEMBERED = 64;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final ImageDecoder DECODER =
      new ImageDecoder(new DecodeLimits(MOST_BYTES, MOST_PIXELS));

  private final OpenModels models;
  private final FreedByModels freed;
  private final Deque<Instant> ended = new ArrayDeque<>();
  private @Nullable Open open;
  private boolean closed;

  private record Open(Hash model, ClassificationQueue queue) {}

  QuickAnswers(OpenModels models, FreedByModels freed) {
    this.models = models;
    this.freed = freed;
  }

  /** What became of a question. */
  public sealed interface Asked {

    /**
     * There will be an answer.
     *
     * @param model who answers
     * @param answer ends with an {@link org.allnet.data.InputException} if the picture can't be
     *     read
     */
    record Coming(ServedModel model, CompletableFuture<Classification> answer) implements Asked {}

    /**
     * As many wait as may.
     *
     * @param retryAfter when there may be room, by how fast answers come
     */
    record Busy(Duration retryAfter) implements Asked {}

    /** No model answers now. */
    record NoModel() implements Asked {}
  }

  /**
   * Returns the model that is asked now, for whoever reads other tables too.
   *
   * @param tx reads
   * @return empty if none is chosen, or if it is stopped
   */
  public Optional<ServedModel> model(Transaction tx) {
    return tx.models()
        .choice()
        .classifier()
        .flatMap(tx.models()::get)
        .filter(known -> !known.isStopped());
  }

  /**
   * Asks about a picture.
   *
   * @param model what {@link #model} has just said
   * @param image the bytes of an image file; not copied
   * @return the answer to come, or why there is none
   * @throws org.allnet.data.AllNetException if the model can't be opened
   */
  public Asked ask(Optional<ServedModel> model, byte[] image) {
    if (model.isEmpty()) {
      return new Asked.NoModel();
    }
    Optional<CompletableFuture<Classification>> answer = offer(model.get().hash(), image);
    if (answer.isEmpty()) {
      return new Asked.Busy(pause());
    }
    answer.get().whenComplete((said, failure) -> count());
    return new Asked.Coming(model.get(), answer.get());
  }

  private synchronized Optional<CompletableFuture<Classification>> offer(Hash model, byte[] image) {
    if (closed) {
      return Optional.empty();
    }
    Open now = open;
    if (now == null || !now.model().equals(model)) {
      Open next = new Open(model, models.classifier(model).queue(PLACES));
      open = next;
      if (now != null) {
        // What was asked before is still answered by whom it was asked of.
        Thread last = new Thread(now.queue()::close, "allnet-last-answers");
        last.setDaemon(true);
        last.start();
      }
      now = next;
    }
    return now.queue().offer(new Sent(image));
  }

  private void count() {
    freed.answered(1);
    synchronized (ended) {
      ended.addLast(Instant.now());
      if (ended.size() > REMEMBERED) {
        ended.removeFirst();
      }
    }
  }

  /** How long the places take that are full now; a second if nothing has ended yet. */
  private Duration pause() {
    synchronized (ended) {
      if (ended.size() < 2) {
        return Duration.ofSeconds(1);
      }
      Duration all = Duration.between(ended.getFirst(), ended.getLast());
      double each = (double) all.toMillis() / (ended.size() - 1);
      long seconds = (long) Math.ceil(each * PLACES / Duration.ofSeconds(1).toMillis());
      return Duration.ofSeconds(Math.max(1, Math.min(LONGEST_PAUSE.toSeconds(), seconds)));
    }
  }

  /** A picture that is decoded when its turn comes. */
  private record Sent(byte[] bytes) implements ImageSource {

    @Override
    public String name() {
      return "picture";
    }

    @Override
    public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
      return DECODER.decode(bytes, name(), notes);
    }
  }

  /** Answers what was asked, and then no more. */
  @Override
  public void close() {
    Open last;
    synchronized (this) {
      closed = true;
      last = open;
      open = null;
    }
    if (last != null) {
      last.queue().close();
    }
  }
}
