package org.allnet.benchmark.engine;

import java.util.Collections;
import java.util.List;
import org.allnet.data.image.NamedCell;
import org.allnet.inference.Classifier;

/** One image, classified again and again in batches: what samples of it are set beside. */
final class OneImage implements Engine {

  private static final int BATCH = 8;
  private static final int BATCHES = 8;

  private final Classifier classifier;
  private List<NamedCell> copies = List.of();

  OneImage(WorkOrder order) {
    classifier = Answers.open(order, order.model());
  }

  @Override
  public void load(List<LabelledCell> batch) {
    copies = Answers.named(Collections.nCopies(BATCH, batch.get(0)));
  }

  @Override
  public List<double[]> run() {
    for (int i = 0; i < BATCHES; i++) {
      classifier.classify(copies);
    }
    return List.of();
  }

  @Override
  public double secondsPerImage(double seconds, int batch) {
    return seconds / (BATCH * BATCHES);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
