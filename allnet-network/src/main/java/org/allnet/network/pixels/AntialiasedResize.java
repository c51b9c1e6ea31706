package org.allnet.network.pixels;

import org.allnet.network.device.Tensors;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * Bilinear resizing whose triangle filter widens with the reduction, so that fine chromatin is
 * averaged and not skipped. Pixel centres lie at half-integers; the filter is cut and renormalised
 * at the borders. Written as two matrix products: the same on every device.
 */
final class AntialiasedResize {

  private AntialiasedResize() {}

  /**
   * Resizes square images.
   *
   * @param images float32 [n,c,from,from]
   * @param to the new side in pixels
   * @return float32 [n,c,to,to]; an output whose inputs are all 0 is exactly 0
   */
  static Tensor apply(Tensor images, int to) {
    Device device = images.device();
    int from = Math.toIntExact(images.size(2));
    Tensor weights = Tensors.ofFloats(weights(from, to), device, to, from);
    Tensor rows = weights.matmul(images);
    return rows.matmul(weights.t());
  }

  /**
   * The filter as a matrix.
   *
   * @param from input samples
   * @param to output samples
   * @return [to,from] row by row, each row summing to 1
   */
  static float[] weights(int from, int to) {
    float[] weights = new float[Math.multiplyExact(to, from)];
    double scale = (double) from / to;
    double reach = Math.max(scale, 1);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      int first = Math.max((int) (centre - reach + 0.5), 0);
      int end = Math.min((int) (centre + reach + 0.5), from);
      double sum = 0;
      for (int j = first; j < end; j++) {
        sum += triangle((j + 0.5 - centre) / reach);
      }
      for (int j = first; j < end; j++) {
        weights[i * from + j] = (float) (triangle((j + 0.5 - centre) / reach) / sum);
      }
    }
    return weights;
  }

  private static double triangle(double x) {
    return Math.max(0, 1 - Math.abs(x));
  }
}
