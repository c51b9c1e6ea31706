package org.allnet.inference.engine.window;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A part of a frame that tiles are cut out of and pasted into. Rows and columns are counted in the
 * frame.
 *
 * @param map (batch, channels, height, width), channels-last; one image or a group
 * @param at where the part lies
 */
record Canvas(Tensor map, Window at) {

  /** Memory for a part of a frame of some images, for the innermost scope to free. */
  static Canvas empty(Tensor frame, int images, Window at) {
    return new Canvas(empty(frame, images, at.height(), at.width()), at);
  }

  /** Memory for whole frames, channels-last, for the innermost scope to free. */
  static Tensor empty(Tensor frame, int count) {
    return empty(frame, count, (int) frame.size(2), (int) frame.size(3));
  }

  /** Memory for maps of a frame's channels, channels-last, for the innermost scope to free. */
  static Tensor empty(Tensor frame, int count, int height, int width) {
    return empty(frame, new long[] {count, frame.size(1), height, width});
  }

  /** Memory for maps like others, channels-last, for the innermost scope to free. */
  static Tensor empty(Tensor like, long[] shape) {
    return torch.empty(
        shape, like.options(), new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast));
  }

  /** A view of the channels that a job writes. */
  Canvas channels(TileJob job) {
    long all = map.size(1);
    return job.parts() == 1
        ? this
        : new Canvas(map.narrow(1, job.firstChannel(all), job.channels(all)), at);
  }

  /** A view of a part of it. */
  Tensor cut(Window window) {
    return cut(map, within(window, at));
  }

  /**
   * Writes a map, what of it lies in this part.
   *
   * @param source (batch, channels, height, width); of one image for all of them
   * @param where its place in the frame
   */
  void paste(Tensor source, Window where) {
    Window shared = where.intersection(at);
    if (!shared.isEmpty()) {
      cut(shared).copy_(cut(source, within(shared, where)));
    }
  }

  private static Window within(Window window, Window frame) {
    return window.shifted(-frame.top(), -frame.left());
  }

  static Tensor cut(Tensor map, Window window) {
    return map.narrow(2, window.top(), window.height()).narrow(3, window.left(), window.width());
  }
}
