package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.inference.engine.device.ParallelTasks;
import org.bytedeco.pytorch.Tensor;

/**
 * How a stack is run on a batch.
 *
 * @param groups the images that are computed as if they were one, and what they cover together
 * @param stages the jobs of each stage
 * @param frames the frame of each stage's output
 * @param paddings the padding of each stage
 * @param sideBySide for each stage whether its jobs run side by side, else one after the other
 * @param fractions for each group of images the work of its convolutions against that of whole
 *     frames term by term
 * @param perGroup what launching a group's operations costs, in images on whole frames
 */
record TilePlan(
    ImageGroups groups,
    List<List<TileJob>> stages,
    List<Window> frames,
    int[] paddings,
    List<Boolean> sideBySide,
    double[] fractions,
    double perGroup) {

  /** Above this fraction of the dense cost a window does not pay for its bookkeeping. */
  private static final double PAYING_FRACTION = 0.8;

  /** {@return by how much a stage's output is moved in the padded input of the next} */
  int shift(int stage) {
    return stage + 1 < paddings.length ? paddings[stage + 1] : 0;
  }

  /** {@return whether a group costs so much less than on whole frames that it pays} */
  boolean pays(int group) {
    return fractions[group] < PAYING_FRACTION;
  }

  /** {@return whether all of it does} */
  boolean pays() {
    double sum = perGroup * fractions.length;
    for (int group = 0; group < fractions.length; group++) {
      sum += fractions[group] * groups.size(group);
    }
    return sum < PAYING_FRACTION * groups.images();
  }

  /**
   * The maps of each tile of a job.
   *
   * @param maps (images of all tiles, channels, height, width)
   * @return (images of the tile, channels, height, width) each, views
   */
  List<Tensor> parts(TileJob job, Tensor maps) {
    List<Tensor> parts = new ArrayList<>();
    long start = 0;
    for (Tile tile : job.tiles()) {
      int size = groups.size(tile.group());
      parts.add(maps.narrow(0, start, size));
      start += size;
    }
    return parts;
  }

  /**
   * What a stage reads.
   *
   * @param stage its number
   * @return the rectangle of its padded input that it reads for each group, empty if nothing
   */
  Window[] read(int stage) {
    Window[] read = new Window[groups.count()];
    Arrays.fill(read, Window.EMPTY);
    for (TileJob job : stages.get(stage)) {
      for (Tile tile : job.tiles()) {
        read[tile.group()] = read[tile.group()].union(tile.source());
      }
    }
    return read;
  }

  private boolean sideBySide(int stage) {
    return sideBySide.get(Math.max(0, stage));
  }

  /**
   * Runs phases as planned, those of neighbouring stages without a pause if they run alike.
   *
   * @param first the stage of the first phase; -1 if that comes before all stages
   * @param phases a phase for each stage from there on
   */
  void run(int first, List<ParallelTasks.Phase> phases) {
    int start = 0;
    for (int end = 1; end <= phases.size(); end++) {
      boolean workers = sideBySide(first + start);
      if (end == phases.size() || sideBySide(first + end) != workers) {
        List<ParallelTasks.Phase> alike = phases.subList(start, end);
        if (workers) {
          ParallelTasks.phases(alike);
        } else {
          ParallelTasks.inTurn(alike);
        }
        start = end;
      }
    }
  }
}
