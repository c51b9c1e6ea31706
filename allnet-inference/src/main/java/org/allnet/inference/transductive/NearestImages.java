package org.allnet.inference.transductive;

import org.allnet.data.Interruption;

/** The images most alike to each image of a batch, itself first. */
final class NearestImages {

  /** Images whose products are found at once, so that the vectors are read an eighth as often. */
  private static final int TILE = 8;

  /** Numbers added up as floats before they go into a double. */
  private static final int RUN = 256;

  private NearestImages() {}

  /**
   * Finds the nearest by the linear kernel (the scalar product).
   *
   * @param vectors (length, images): number by number, so that a processor multiplies many images
   *     at once
   * @param images how many, at least 1
   * @param count neighbours, itself included, 1 to the number of images
   * @param interruption whether to stop
   * @return (images, count): itself, then the others from the most alike; of equals the first
   */
  static int[][] of(float[][] vectors, int images, int count, Interruption interruption) {
    int[][] nearest = new int[images][];
    for (int begin = 0; begin < images; begin += TILE) {
      interruption.check("images were compared");
      int end = Math.min(begin + TILE, images);
      double[][] products = products(vectors, images, begin, end);
      for (int i = begin; i < end; i++) {
        nearest[i] = nearest(products[i - begin], i, count);
      }
    }
    return nearest;
  }

  private static double[][] products(float[][] vectors, int images, int begin, int end) {
    double[][] products = new double[end - begin][images];
    for (int from = 0; from < vectors.length; from += RUN) {
      float[][] sums = new float[end - begin][images];
      for (int c = from; c < Math.min(from + RUN, vectors.length); c++) {
        for (int i = begin; i < end; i++) {
          addScaled(vectors[c][i], vectors[c], sums[i - begin]);
        }
      }
      for (int i = 0; i < sums.length; i++) {
        for (int j = 0; j < images; j++) {
          products[i][j] += sums[i][j];
        }
      }
    }
    return products;
  }

  private static void addScaled(float scale, float[] values, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += scale * values[j];
    }
  }

  private static int[] nearest(double[] products, int self, int count) {
    int[] nearest = new int[count];
    nearest[0] = self;
    int filled = 1;
    for (int j = 0; j < products.length; j++) {
      boolean full = filled == count;
      if (j == self || (full && (count == 1 || products[j] <= products[nearest[count - 1]]))) {
        continue;
      }
      int place = full ? count - 1 : filled++;
      for (; place > 1 && products[nearest[place - 1]] < products[j]; place--) {
        nearest[place] = nearest[place - 1];
      }
      nearest[place] = j;
    }
    return nearest;
  }
}
