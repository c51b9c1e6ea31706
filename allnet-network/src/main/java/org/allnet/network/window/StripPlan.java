package org.allnet.network.window;

import java.util.Arrays;
import java.util.List;
import org.allnet.network.device.Lanes;

/**
 * How a stack is run on a batch.
 *
 * @param stages the jobs of each stage
 * @param frames the frame of each stage's output
 * @param paddings the padding of each stage
 * @param sideBySide whether the jobs of a stage run side by side, else one after the other
 * @param shares for each image the operations of its convolutions against those of whole frames
 */
record StripPlan(
    List<List<StripJob>> stages,
    List<Window> frames,
    int[] paddings,
    boolean sideBySide,
    double[] shares) {

  /** {@return by how much a stage's output is moved in the padded input of the next} */
  int shift(int stage) {
    return stage + 1 < paddings.length ? paddings[stage + 1] : 0;
  }

  /**
   * What a stage reads.
   *
   * @param stage its number
   * @param images how many images there are
   * @return the rectangle of its padded input that it reads of each image, empty where nothing
   */
  Window[] read(int stage, int images) {
    Window[] read = new Window[images];
    Arrays.fill(read, Window.EMPTY);
    for (StripJob job : stages.get(stage)) {
      for (Strip strip : job.strips()) {
        read[strip.image()] = read[strip.image()].union(strip.source());
      }
    }
    return read;
  }

  /** Runs phases as planned. */
  void run(List<Lanes.Phase> phases) {
    if (sideBySide) {
      Lanes.phases(phases);
    } else {
      Lanes.inTurn(phases);
    }
  }
}
