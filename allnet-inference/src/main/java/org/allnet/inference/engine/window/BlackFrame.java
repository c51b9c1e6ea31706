package org.allnet.inference.engine.window;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The smallest frame whose black image gives all that the whole frame's black image gives.
 *
 * @param rows its rows
 * @param columns its columns
 */
record BlackFrame(BackgroundAxis rows, BackgroundAxis columns) {

  static BlackFrame of(List<StageGeometry> geometries) {
    return new BlackFrame(
        BackgroundAxis.of(geometries, true), BackgroundAxis.of(geometries, false));
  }

  /**
   * A part of a black image that is one colour.
   *
   * @param image (1, channels, height, width) of the whole frame
   * @return (1, channels, height, width) of this frame, channels-last
   */
  Tensor of(Tensor image) {
    return image
        .narrow(2, 0, rows.size())
        .narrow(3, 0, columns.size())
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  /** A map of the whole frame from this frame's, behind so many stages; channels-last. */
  Tensor expand(Tensor map, int level) {
    return columns
        .expand(rows.expand(map, level, 2), level, 3)
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  /** The gradient of this frame's map from that of the whole frame's; channels-last. */
  Tensor fold(Tensor gradient, int level) {
    return columns
        .fold(rows.fold(gradient, level, 2), level, 3)
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
