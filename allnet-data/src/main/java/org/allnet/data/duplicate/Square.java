package org.allnet.data.duplicate;

import org.allnet.data.image.CellPixels;

/**
 * A box of an image as a small square of grey levels, of which the background is known. Sides are
 * brought to the same length, whatever they were.
 */
final class Square {

  private final int side;
  private final float[] grey;
  private final float[] weight;

  private Square(int side, float[] grey, float[] weight) {
    this.side = side;
    this.grey = grey;
    this.weight = weight;
  }

  /**
   * Makes it: each pixel is the mean of the foreground under it; between pixels it is linear.
   *
   * @param pixels the image
   * @param box the box within its frame
   * @param side pixels of a side of the result
   */
  static Square of(CellPixels pixels, Box box, int side, int black) {
    float[] sum = new float[side * side];
    float[] weight = new float[side * side];
    Taps columns = Taps.of(box.width(), side);
    Taps rows = Taps.of(box.height(), side);
    float[] rowSum = new float[side];
    float[] rowWeight = new float[side];
    byte[] rgb = pixels.rgb();
    int firstColumn = Math.max(0, pixels.left() - box.left());
    int lastColumn = Math.min(box.width(), pixels.left() + pixels.width() - box.left());
    for (int y = 0; y < box.height(); y++) {
      int row = box.top() + y - pixels.top();
      if (row < 0 || row >= pixels.height()) {
        continue;
      }
      java.util.Arrays.fill(rowSum, 0);
      java.util.Arrays.fill(rowWeight, 0);
      int i = (row * pixels.width() + box.left() + firstColumn - pixels.left()) * 3;
      for (int x = firstColumn; x < lastColumn; x++, i += 3) {
        int red = rgb[i] & 0xff;
        int green = rgb[i + 1] & 0xff;
        int blue = rgb[i + 2] & 0xff;
        if (red <= black && green <= black && blue <= black) {
          continue;
        }
        float level = (red + 2 * green + blue) * 0.25f;
        for (int t = columns.first[x]; t < columns.first[x + 1]; t++) {
          float part = columns.part[t];
          rowSum[columns.target[t]] += part * level;
          rowWeight[columns.target[t]] += part;
        }
      }
      for (int t = rows.first[y]; t < rows.first[y + 1]; t++) {
        float part = rows.part[t];
        int at = rows.target[t] * side;
        for (int x = 0; x < side; x++) {
          sum[at + x] += part * rowSum[x];
          weight[at + x] += part * rowWeight[x];
        }
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = weight[i] > 0 ? sum[i] / weight[i] : 0;
      weight[i] = Math.min(1, weight[i]);
    }
    return new Square(side, sum, weight);
  }

  /** Which small pixels a row or column counts for, and by how much. */
  private static final class Taps {
    private final int[] first;
    private final int[] target;
    private final float[] part;

    private Taps(int[] first, int[] target, float[] part) {
      this.first = first;
      this.target = target;
      this.part = part;
    }

    static Taps of(int length, int side) {
      double scale = (double) length / side;
      double width = Math.max(1, scale);
      int most = 2 * (length + side) + 2 * side;
      int[] first = new int[length + 1];
      int[] target = new int[most + length];
      float[] part = new float[most + length];
      int count = 0;
      for (int x = 0; x < length; x++) {
        first[x] = count;
        int from = (int) Math.max(0, Math.floor((x - width / 2) / scale) - 1);
        int to = (int) Math.min(side - 1, Math.ceil((x + 1 + width / 2) / scale) + 1);
        for (int i = from; i <= to; i++) {
          double middle = (i + 0.5) * scale;
          // Beyond the edge the outermost pixels go on.
          double start = Math.max(0, Math.min(length - width, middle - width / 2));
          double covered = Math.min(x + 1, start + width) - Math.max(x, start);
          if (covered > 1e-6) {
            target[count] = i;
            part[count++] = (float) (covered / width);
          }
        }
      }
      first[length] = count;
      return new Taps(first, target, part);
    }
  }

  /** Whether more than half of a pixel is no background. */
  boolean foreground(int i) {
    return weight[i] > 0.5f;
  }

  int side() {
    return side;
  }

  /**
   * Returns the grey levels blurred within the foreground.
   *
   * @param sigma standard deviation of the Gaussian, in pixels of the square
   */
  float[] blurred(double sigma) {
    float[] weighted = new float[grey.length];
    for (int i = 0; i < grey.length; i++) {
      weighted[i] = grey[i] * weight[i];
    }
    float[] kernel = kernel(sigma);
    float[] levels = smoothed(weighted, kernel);
    float[] weights = smoothed(weight, kernel);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = weights[i] > 1e-4f ? levels[i] / weights[i] : 0;
    }
    return levels;
  }

  private static float[] kernel(double sigma) {
    int reach = (int) Math.ceil(2.5 * sigma);
    float[] kernel = new float[2 * reach + 1];
    for (int i = -reach; i <= reach; i++) {
      kernel[i + reach] = (float) Math.exp(-i * i / (2 * sigma * sigma));
    }
    return kernel;
  }

  private float[] smoothed(float[] from, float[] kernel) {
    int reach = kernel.length / 2;
    float[] across = new float[from.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int last = Math.min(reach, side - 1 - x);
        int place = y * side + x;
        float sum = 0;
        for (int k = Math.max(-reach, -x); k <= last; k++) {
          sum += kernel[k + reach] * from[place + k];
        }
        across[place] = sum;
      }
    }
    float[] result = new float[from.length];
    for (int y = 0; y < side; y++) {
      int line = y * side;
      int last = Math.min(reach, side - 1 - y);
      for (int k = Math.max(-reach, -y); k <= last; k++) {
        float part = kernel[k + reach];
        int source = (y + k) * side;
        for (int x = 0; x < side; x++) {
          result[line + x] += part * across[source + x];
        }
      }
    }
    return result;
  }
}
