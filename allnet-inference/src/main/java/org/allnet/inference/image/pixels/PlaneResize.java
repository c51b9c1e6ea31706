package org.allnet.inference.image.pixels;

import java.util.Arrays;

/**
 * The filter of {@link AntialiasedResize} for an image of bytes on the processor. It looks only at
 * the pixels that a result is made of, where a matrix product multiplies mostly zeros.
 */
public final class PlaneResize {

  private static final int BANDS = 3;

  private PlaneResize() {}

  /**
   * Resizes a whole image.
   *
   * @param rgb row by row, three bytes a pixel, unsigned
   * @param columns pixels across, from 1
   * @param rows pixels down, from 1
   * @param width pixels across of the result, from 1
   * @param height pixels down of the result, from 1
   * @return (3, height, width) in [0,1], red first, each plane row by row
   */
  public static float[] planes(byte[] rgb, int columns, int rows, int width, int height) {
    ResizeFilter across = ResizeFilter.of(columns, width);
    ResizeFilter down = ResizeFilter.of(rows, height);
    int line = BANDS * columns;
    float[][] read = new float[down.longest()][line];
    int next = 0;
    float[] sum = new float[line];
    float[] planes = new float[Math.multiplyExact(BANDS * height, width)];
    for (int y = 0; y < height; y++) {
      float[] weights = down.weights()[y];
      int end = down.first()[y] + weights.length;
      for (next = Math.max(next, down.first()[y]); next < end; next++) {
        read(rgb, next * line, read[next % read.length]);
      }
      Arrays.fill(sum, 0);
      for (int k = 0; k < weights.length; k++) {
        add(sum, read[(down.first()[y] + k) % read.length], weights[k] / 255);
      }
      narrow(sum, across, planes, y * width, height * width);
    }
    return planes;
  }

  private static void read(byte[] rgb, int at, float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = rgb[at + i] & 0xff;
    }
  }

  private static void add(float[] sum, float[] row, float weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  private static void narrow(float[] row, ResizeFilter across, float[] planes, int at, int plane) {
    for (int x = 0; x < across.outputs(); x++) {
      float[] weights = across.weights()[x];
      int from = BANDS * across.first()[x];
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int k = 0; k < weights.length; k++) {
        float weight = weights[k];
        red += weight * row[from + BANDS * k];
        green += weight * row[from + BANDS * k + 1];
        blue += weight * row[from + BANDS * k + 2];
      }
      planes[at + x] = red;
      planes[plane + at + x] = green;
      planes[2 * plane + at + x] = blue;
    }
  }
}
