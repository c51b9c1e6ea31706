package org.allnet.inference.image.pixels;

import java.util.Arrays;

/**
 * A triangle filter along one axis, which widens with the reduction. Pixel centres lie at
 * half-integers; the filter is cut and renormalised at the borders.
 *
 * @param first the first input sample of each output
 * @param weights of the input samples from there on; those of an output sum to 1
 */
record ResizeFilter(int[] first, float[][] weights) {

  /**
   * Makes a filter.
   *
   * @param from input samples
   * @param to output samples
   */
  static ResizeFilter of(int from, int to) {
    int[] first = new int[to];
    float[][] weights = new float[to][];
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
      first[i] = begin;
      weights[i] = new float[end - begin];
      for (int j = begin; j < end; j++) {
        weights[i][j - begin] = (float) (triangle((j + 0.5 - centre) / reach) / sum);
      }
    }
    return new ResizeFilter(first, weights);
  }

  private static double triangle(double x) {
    return Math.max(0, 1 - Math.abs(x));
  }

  /** {@return how many outputs there are} */
  int outputs() {
    return first.length;
  }

  /** {@return the most input samples that an output is made of} */
  int longest() {
    return Arrays.stream(weights).mapToInt(each -> each.length).max().orElse(0);
  }

  /**
   * Returns some columns of the filter as a matrix, whose rows sum to 1 over all columns.
   *
   * @param begin first input sample that is wanted
   * @param count how many are
   * @return (outputs, count) row by row
   */
  float[] matrix(int begin, int count) {
    float[] matrix = new float[Math.multiplyExact(outputs(), count)];
    for (int i = 0; i < outputs(); i++) {
      int last = Math.min(first[i] + weights[i].length, begin + count);
      for (int j = Math.max(first[i], begin); j < last; j++) {
        matrix[i * count + j - begin] = weights[i][j - first[i]];
      }
    }
    return matrix;
  }
}
