package org.allnet.inference.engine.window;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Coloured noise for images of tests. */
final class Noise {

  private Noise() {}

  /** Paints a stretch of a row of an image, from a column to before another; nothing if empty. */
  static void row(Tensor images, int image, int row, int start, int end) {
    if (end > start) {
      images
          .narrow(0, image, 1)
          .narrow(2, row, 1)
          .narrow(3, start, end - start)
          .copy_(torch.rand(1, 3, 1, end - start));
    }
  }
}
