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
    Tensor across = Tensors.ofFloats(weights(from, to, left, width), device, to, width);
    Tensor down = Tensors.ofFloats(weights(from, to, top, height), device, to, height);
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
    Tensor across = Tensors.ofFloats(weights(columns, width, 0, columns), device, width, columns);
    Tensor down = Tensors.ofFloats(weights(rows, height, 0, rows), device, height, rows);
    Tensor narrowed = image.reshape(channels * rows, columns).mm(across.t());
    return down.matmul(narrowed.view(channels, rows, width));
  }

  /**
   * Some columns of the filter as a matrix, whose rows sum to 1 over all columns.
   *
   * @param from input samples
   * @param to output samples
   * @param first first input sample that is wanted
   * @param count how many are
   * @return (to, count) row by row
   */
  static float[] weights(int from, int to, int first, int count) {
    float[] weights = new float[Math.multiplyExact(to, count)];
    double scale = (double) from / to;
    double reach = Math.max(scale, 1);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      int begin = Math.max((int) (centre - reach + 0.5), 0);
      int end = Math.min((int) (centre + reach + 0.5), from);
      double sum = 0;
      for (int j = begin; j < end; j++) {
        sum += triangle((j + 0.5 - centre) / reach);
      }
      for (int j = Math.max(begin, first); j < Math.min(end, first + count); j++) {
        weights[i * count + j - first] = (float) (triangle((j + 0.5 - centre) / reach) / sum);
      }
    }
    return weights;
  }

  private static double triangle(double x) {
    return Math.max(0, 1 - Math.abs(x));
  }
}
