package org.allnet.benchmark.engine;

import java.util.List;

/** A competitor that has its model in memory. Used by one thread. */
public interface Engine extends AutoCloseable {

  /**
   * Takes the next batch in whatever form suits it best; this is not timed.
   *
   * @param batch labelled cells
   */
  void load(List<LabelledCell> batch);

  /**
   * Does the task on the loaded batch; this is timed.
   *
   * @return for inference the probabilities of each image, for training the loss, else nothing
   */
  List<double[]> run();

  /**
   * Turns what a run took into what is reported.
   *
   * @param seconds what the run took
   * @param batch how many images were loaded
   * @return seconds an image
   */
  default double secondsPerImage(double seconds, int batch) {
    return seconds / batch;
  }

  @Override
  void close();
}
