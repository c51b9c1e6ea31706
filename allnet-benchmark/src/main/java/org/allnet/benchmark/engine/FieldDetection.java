package org.allnet.benchmark.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;

/** Image files of whole fields to boxes. */
final class FieldDetection implements Engine {

  /** Finds the cells of a field. */
  interface Finder extends AutoCloseable {

    /**
     * Returns the boxes that are left, the most certain first.
     *
     * @param field its pixels
     */
    List<Detection> find(FieldPixels field);

    /**
     * Does what is to be done about each field, one after the other or side by side.
     *
     * @param files the fields' files
     * @param program does it, by {@link #find}
     * @param <R> its result
     * @return the results in the order of the files
     */
    default <R> List<R> all(List<Path> files, Function<Path, R> program) {
      return files.stream().map(program).toList();
    }

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
    return finder.all(files, this::best);
  }

  private double[] best(Path file) {
    double[] scores = new double[finder.classes()];
    for (Detection box : finder.find(FieldPixels.of(decoder.decode(file)))) {
      scores[box.classIndex()] = Math.max(scores[box.classIndex()], box.score());
    }
    return scores;
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
