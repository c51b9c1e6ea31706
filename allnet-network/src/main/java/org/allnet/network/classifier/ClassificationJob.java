package org.allnet.network.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.network.pixels.NamedCell;

/**
 * Classifies images as they are read, a few at a time, in their order; all together where they
 * correct each other.
 */
public final class ClassificationJob {

  private ClassificationJob() {}

  /**
   * Does the whole job.
   *
   * @param cells the images; read once, in order
   * @param classifier calls them
   * @param each is told of each image as soon as it is called
   */
  public static void run(
      Iterable<NamedCell> cells, Classifier classifier, Consumer<CalledCell> each) {
    List<NamedCell> batch = new ArrayList<>();
    for (NamedCell cell : cells) {
      batch.add(cell);
      if (batch.size() == classifier.imagesAtOnce()) {
        finish(batch, classifier, each);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      finish(batch, classifier, each);
    }
  }

  private static void finish(
      List<NamedCell> batch, Classifier classifier, Consumer<CalledCell> each) {
    List<double[]> probabilities =
        classifier.probabilities(batch.stream().map(NamedCell::pixels).toList());
    for (int i = 0; i < batch.size(); i++) {
      each.accept(
          CalledCell.of(batch.get(i).name(), probabilities.get(i), classifier.description()));
    }
  }
}
