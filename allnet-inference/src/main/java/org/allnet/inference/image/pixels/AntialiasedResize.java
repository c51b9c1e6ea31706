package org.allnet.inference.image.pixels;

import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * Bilinear resizing whose triangle filter widens with the reduction, so that fine chromatin is
 * averaged and not skipped. Pixel centres lie at half-integers; the filter is cut and renormalised
 * at the borders. Written as two matrix products: the same on every device.
 */
public final class AntialiasedResize {

  private AntialiasedResize() {}

  /**
   * Resizes a square frame that is black but for a window, which is all that is looked at.
   *
   * @param window float32 (channels, height, width), at least a pixel
   * @param top the window's first row in the frame
   * @param left its first column
   * @param from side of the frame in pixels
   * @param to the new side in pixels
   * @return float32 (channels, to, to); an output whose inputs are all 0 is exactly 0
   */
  static Tensor apply(Tensor window, int top, int left, int from, int to) {
    int channels = (int) window.size(0);
    int height = (int) window.size(1);
    int width = (int) window.size(2);
    Device device = window.device();
    Tensor across =
        Tensors.ofFloats(ResizeFilter.of(from, to).matrix(left, width), device, to, width);
    Tensor down =
        Tensors.ofFloats(ResizeFilter.of(from, to).matrix(top, height), device, to, height);
    Tensor narrowed = window.reshape(channels * height, width).mm(across.t());
    Tensor columns = narrowed.view(channels, height, to).permute(0, 2, 1);
    Tensor shortened = columns.reshape((long) channels * to, height).mm(down.t());
    return shortened.view(channels, to, to).permute(0, 2, 1);
  }

  /**
   * Resizes a whole image.
   *
   * @param image float32 (channels, height, width), at least a pixel
   * @param height rows of the result
   * @param width columns of the result
   * @return float32 (channels, height, width), for the caller's scope to free
   */
  public static Tensor image(Tensor image, int height, int width) {
    long channels = image.size(0);
    int rows = (int) image.size(1);
    int columns = (int) image.size(2);
    Device device = image.device();
    Tensor across =
        Tensors.ofFloats(
            ResizeFilter.of(columns, width).matrix(0, columns), device, width, columns);
    Tensor down =
        Tensors.ofFloats(ResizeFilter.of(rows, height).matrix(0, rows), device, height, rows);
    Tensor narrowed = image.reshape(channels * rows, columns).mm(across.t());
    return down.matmul(narrowed.view(channels, rows, width));
  }
}
