package org.allnet.network.training;

import org.allnet.network.device.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Where cells lie: the smallest box around everything above 0, as a box head is to say it. */
final class BoxTargets {

  private BoxTargets() {}

  /**
   * The boxes of images.
   *
   * @param images (batch, channel, side, side)
   * @return (batch, 4): centre to the right, centre downward, width, height, each from -1 (0
   *     pixels) to 1 (the side); an empty image has its centre in the middle and no size. For the
   *     caller's scope to free
   */
  static Tensor of(Tensor images) {
    int count = (int) images.size(0);
    int side = (int) images.size(2);
    Tensor planes = images.detach().amax(new long[] {1}, false);
    float[] rows = Tensors.toFloats(planes.amax(new long[] {2}, false));
    float[] columns = Tensors.toFloats(planes.amax(new long[] {1}, false));
    float[] boxes = new float[4 * count];
    for (int i = 0; i < count; i++) {
      along(columns, i * side, side, boxes, 4 * i);
      along(rows, i * side, side, boxes, 4 * i + 1);
    }
    return Tensors.ofFloats(boxes, images.device(), count, 4);
  }

  /** Centre and, two places behind it, size along one axis. */
  private static void along(float[] values, int start, int side, float[] boxes, int at) {
    int first = side;
    int last = -1;
    for (int i = 0; i < side; i++) {
      if (values[start + i] > 0) {
        first = Math.min(first, i);
        last = i;
      }
    }
    boxes[at] = last < 0 ? 0 : (first + last + 1f) / side - 1;
    boxes[at + 2] = last < 0 ? -1 : 2f * (last + 1 - first) / side - 1;
  }
}
