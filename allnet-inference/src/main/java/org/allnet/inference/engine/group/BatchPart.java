package org.allnet.inference.engine.group;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The images of a batch that this process computes. Their order is that of the batch, and each
 * process has a stretch of it. If a batch has fewer images than there are processes, each process
 * computes all of it, and what they add up counts each image as often as it was computed.
 *
 * @param group the processes
 * @param first the first image, from 0
 * @param count how many images, at least 1
 * @param of how many images the batch has
 */
public record BatchPart(ProcessGroup group, int first, int count, int of) {

  /**
   * Returns a whole batch, which one process computes.
   *
   * @param images how many images it has
   */
  public static BatchPart whole(int images) {
    return new BatchPart(ProcessGroup.ALONE, 0, images, images);
  }

  /**
   * Returns what a process computes of a batch.
   *
   * @param group the processes
   * @param images how many images the batch has
   */
  public static BatchPart of(ProcessGroup group, int images) {
    if (images < group.size()) {
      return new BatchPart(group, 0, images, images);
    }
    int first = (int) ((long) images * group.rank() / group.size());
    int end = (int) ((long) images * (group.rank() + 1) / group.size());
    return new BatchPart(group, first, end - first, images);
  }

  /** {@return whether this process computes all images of the batch} */
  public boolean isWhole() {
    return count == of;
  }

  /** {@return how many images all processes compute together} */
  public int together() {
    return isWhole() ? of * group.size() : of;
  }

  /** {@return what this process computes of all that the processes compute together} */
  public double fraction() {
    return (double) count / together();
  }

  /**
   * Returns the rows of this part.
   *
   * @param whole a row for each image of the batch
   * @return a view, for the caller's scope to free
   */
  public Tensor rows(Tensor whole) {
    return isWhole() ? whole : whole.narrow(0, first, count);
  }

  /**
   * Returns the entries of this part.
   *
   * @param whole an entry for each image of the batch, or none at all
   * @param <T> what they are
   */
  public <T> List<T> rows(List<T> whole) {
    return isWhole() || whole.isEmpty() ? whole : whole.subList(first, first + count);
  }
}
