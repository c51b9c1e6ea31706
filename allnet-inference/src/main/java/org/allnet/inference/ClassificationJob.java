package org.allnet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.AllNetException;
import org.allnet.data.OptionException;
import org.allnet.inference.image.pixels.NamedCell;

/**
 * Classifies images as they are read, a few at a time, in their order; all together where they
 * correct each other. Large images are fewer at a time, so that they fit into Java's memory. If the
 * tensor engine fails at a few images, each is asked about alone, so that only those are left out
 * that it fails at.
 */
public final class ClassificationJob {

  /** Part of Java's memory that the images of a few may take. */
  private static final int PART_OF_A_FEW = 8;

  /** And those that correct each other. */
  private static final double PART_OF_ALL = 0.6;

  private ClassificationJob() {}

  /**
   * Does the whole job.
   *
   * @param cells the images; read once, in order
   * @param classifier classifies them
   * @param each is told of each image as soon as it is classified
   * @param failed is told of each image that the engine failed at, and of the failure
   * @throws OptionException if images correct each other and they, or what their correction needs,
   *     do not fit into memory together; before any is looked at
   * @throws org.allnet.data.InputException if an answer is not finite; names model and image
   */
  public static void run(
      Iterable<NamedCell> cells,
      Classifier classifier,
      Consumer<Classification> each,
      BiConsumer<NamedCell, Throwable> failed) {
    List<NamedCell> batch = new ArrayList<>();
    long most = Runtime.getRuntime().maxMemory();
    long bytes = 0;
    for (NamedCell cell : cells) {
      batch.add(cell);
      bytes += cell.pixels().rgb().length;
      if (classifier.isTransductive()) {
        requireRoom(bytes, most, batch.size());
        classifier.requireRoom(batch.size(), bytes);
      } else if (batch.size() == classifier.imagesAtOnce() || bytes > most / PART_OF_A_FEW) {
        finish(batch, classifier, each, failed);
        batch.clear();
        bytes = 0;
      }
    }
    if (!batch.isEmpty()) {
      finish(batch, classifier, each, failed);
    }
  }

  private static void requireRoom(long bytes, long most, int images) {
    if (bytes > PART_OF_ALL * most) {
      throw new OptionException(
          "the model is transductive and needs all images at once: the first %d take %d MiB of Java's %d; give Java more memory (such as ALLNET_JAVA_OPTS=-Xmx8g) or ask about fewer images"
              .formatted(images, bytes >> 20, most >> 20));
    }
  }

  private static void finish(
      List<NamedCell> batch,
      Classifier classifier,
      Consumer<Classification> each,
      BiConsumer<NamedCell, Throwable> failed) {
    answers(batch, classifier::classify, !classifier.isTransductive(), failed).forEach(each);
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
