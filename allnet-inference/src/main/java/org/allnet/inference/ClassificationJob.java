package org.allnet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.allnet.data.AllNetException;
import org.allnet.data.JavaMemory;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.NamedCell;
import org.allnet.inference.prediction.Predictor;

/**
 * Classifies images as they are decoded, a few at a time, in their order; all together if they
 * correct each other. Large images are fewer at a time, so that they fit into Java's memory.
 */
final class ClassificationJob {

  /** Part of Java's memory that the images of a few may take. */
  private static final int PART_OF_A_FEW = 8;

  /** And those that correct each other. */
  private static final double PART_OF_ALL = 0.6;

  private final Classifier classifier;
  private final Predictor predictor;
  private final BatchListener listener;
  private long predicted;
  private long referred;
  private long failed;
  private int problemsTold;
  private int notesTold;

  /**
   * Starts to count.
   *
   * @param classifier answers
   * @param predictor its model
   * @param listener is told of each image
   */
  ClassificationJob(Classifier classifier, Predictor predictor, BatchListener listener) {
    this.classifier = classifier;
    this.predictor = predictor;
    this.listener = listener;
  }

  /**
   * Classifies all images and tells the listener of each.
   *
   * @param cells the images; gone through once
   * @return how many came to what
   * @throws OptionException if images correct each other and they, or what their correction needs,
   *     do not fit into memory together; before any is looked at
   */
  BatchCounts run(DecodedCells cells) {
    List<NamedCell> batch = new ArrayList<>();
    long most = Runtime.getRuntime().maxMemory();
    long bytes = 0;
    for (NamedCell cell : cells) {
      batch.add(cell);
      bytes += cell.pixels().rgb().length;
      if (predictor.isTransductive()) {
        requireRoom(bytes, most, batch.size());
        predictor.requireRoom(batch.size(), bytes);
      } else if (batch.size() == predictor.imagesAtOnce() || bytes > most / PART_OF_A_FEW) {
        finish(batch);
        tell(cells);
        batch.clear();
        bytes = 0;
      }
    }
    if (!batch.isEmpty()) {
      finish(batch);
    }
    tell(cells);
    return new BatchCounts(predicted, referred, failed);
  }

  private void finish(List<NamedCell> batch) {
    for (Classification one :
        answers(batch, classifier::classify, !predictor.isTransductive(), this::fail)) {
      if (one.predicted().isPresent()) {
        predicted++;
      } else {
        referred++;
      }
      listener.classified(one);
    }
  }

  private void fail(NamedCell cell, Throwable failure) {
    failed++;
    listener.failed(new FailedImage.EngineFailed(cell.name(), failure));
  }

  /** Passes on what was learned of images while they were decoded. */
  private void tell(DecodedCells cells) {
    List<DecodedCells.Problem> problems = cells.problems();
    for (; problemsTold < problems.size(); problemsTold++) {
      DecodedCells.Problem one = problems.get(problemsTold);
      failed++;
      listener.failed(new FailedImage.Unreadable(one.image(), one.reason(), one.message()));
    }
    List<String> notes = cells.notes();
    for (; notesTold < notes.size(); notesTold++) {
      listener.note(notes.get(notesTold));
    }
  }

  private static void requireRoom(long bytes, long most, int images) {
    if (bytes > PART_OF_ALL * most) {
      throw new OptionException(
          Sentence.of(
              "the model is transductive and needs all images at once: the first %d take %d MiB of Java's %d; %s or ask about fewer images",
              images, bytes >> 20, most >> 20, JavaMemory.ofHeap(2 * most)));
    }
  }

  /**
   * Asks about a few images, and about each alone if that fails.
   *
   * @param batch the images
   * @param ask gives the answers about some of them
   * @param divisible whether each can be asked about alone
   * @param failed is told of each that can't be answered
   * @return the answers, in the order of the images
   */
  static <T> List<T> answers(
      List<NamedCell> batch,
      Function<List<NamedCell>, List<T>> ask,
      boolean divisible,
      BiConsumer<NamedCell, Throwable> failed) {
    try {
      return ask.apply(batch);
    } catch (AllNetException e) {
      throw e; // of the model, or of whoever interrupts: no image's own
    } catch (RuntimeException | OutOfMemoryError e) {
      if (!divisible) {
        throw e;
      }
    }
    List<T> answers = new ArrayList<>();
    for (NamedCell cell : batch) {
      try {
        answers.addAll(ask.apply(List.of(cell)));
      } catch (AllNetException e) {
        throw e;
      } catch (RuntimeException | OutOfMemoryError e) {
        failed.accept(cell, e);
      }
    }
    return answers;
  }
}
