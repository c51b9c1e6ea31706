package org.allnet.benchmark.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;

/** Image files of whole fields to boxes, one after the other. */
final class FieldDetection implements Engine {

  /** Finds the cells of a field. */
  interface Finder extends AutoCloseable {

    /**
     * Returns the boxes that are left, the most certain first.
     *
     * @param field its pixels
     */
    List<Detection> find(FieldPixels field);

    /** {@return how many classes it knows} */
    int classes();

    @Override
    void close();
  }

  private final Finder finder;
  private final List<Path> files;
  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);

  FieldDetection(WorkOrder order, Finder finder) {
    this.finder = finder;
    this.files = order.images();
  }

  @Override
  public void load(List<LabelledCell> batch) {}

  /** The best score of each class in each field. */
  @Override
  public List<double[]> run() {
    List<double[]> best = new ArrayList<>();
    for (Path file : files) {
      double[] scores = new double[finder.classes()];
      for (Detection box : finder.find(FieldPixels.of(decoder.decode(file)))) {
        scores[box.classIndex()] = Math.max(scores[box.classIndex()], box.score());
      }
      best.add(scores);
    }
    return best;
  }

  @Override
  public double secondsPerImage(double seconds, int batch) {
    return seconds / files.size();
  }

  @Override
  public void close() {
    finder.close();
  }
}
