package org.allnet.network.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.OptionException;
import org.allnet.network.pixels.NamedCell;

/**
 * Classifies images as they are read, a few at a time, in their order; all together where they
 * correct each other. Large images are fewer at a time, so that they fit into Java's memory.
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
   * @param classifier calls them
   * @param each is told of each image as soon as it is called, or known to show nothing
   * @throws OptionException if images correct each other and they, or what their correction needs,
   *     do not fit into memory together; before any is looked at
   * @throws org.allnet.data.InputException if an answer is not finite; names model and image
   */
  public static void run(
      Iterable<NamedCell> cells, Classifier classifier, Consumer<CellOutcome> each) {
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
        finish(batch, classifier, each);
        batch.clear();
        bytes = 0;
      }
    }
    if (!batch.isEmpty()) {
      finish(batch, classifier, each);
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
      List<NamedCell> batch, Classifier classifier, Consumer<CellOutcome> each) {
    classifier.classify(batch).forEach(each);
  }
}
