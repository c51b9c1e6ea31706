package org.allnet.inference.transductive;

/**
 * The improved Fisher vector of an image (Perronnin, Sanchez and Mensink 2010, doi
 * 10.1007/978-3-642-15561-1_11): how its descriptors ask the mixture's means and standard
 * deviations to move. Immutable and thread-safe.
 *
 * <p>With T descriptors x, responsibilities g, and a word's weight w, mean m and standard deviation
 * s, in each channel: first order sum(g (x - m) / s) / (T sqrt(w)), second order sum(g ((x - m)^2 /
 * s^2 - 1)) / (T sqrt(2 w)). Then every number gives way to its signed square root, and the whole
 * is divided by its length. Empty words give zeros.
 */
public final class FisherVectors {

  private final GaussianMixture mixture;

  /**
   * Encodes by a mixture.
   *
   * @param mixture the words
   */
  public FisherVectors(GaussianMixture mixture) {
    this.mixture = mixture;
  }

  /** {@return numbers in a vector: 2 x words x channels} */
  public int length() {
    return 2 * mixture.words() * mixture.channels();
  }

  /**
   * Encodes one image.
   *
   * @param descriptors (positions, channels) in any order
   * @return (2, words, channels): first order word by word, then second order; its length is 1, or
   *     0 for an image without descriptors, whose vector is all zero
   * @throws IllegalArgumentException if a descriptor has other channels than the mixture
   */
  public float[] encode(float[][] descriptors) {
    int words = mixture.words();
    int channels = mixture.channels();
    double[] vector = new double[length()];
    double[] responsibilities = new double[words];
    for (float[] descriptor : descriptors) {
      mixture.explain(descriptor, responsibilities);
      for (int k = 0; k < words; k++) {
        if (responsibilities[k] > 0) {
          add(k, responsibilities[k], descriptor, vector);
        }
      }
    }
    double squares = 0;
    for (int k = 0; k < words; k++) {
      if (mixture.weight(k) == 0 || descriptors.length == 0) {
        continue;
      }
      double first = 1 / (descriptors.length * Math.sqrt(mixture.weight(k)));
      double second = first / Math.sqrt(2);
      for (int c = k * channels; c < (k + 1) * channels; c++) {
        int d = words * channels + c;
        vector[c] = signedRoot(vector[c] * first);
        vector[d] = signedRoot(vector[d] * second);
        squares += vector[c] * vector[c] + vector[d] * vector[d];
      }
    }
    double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    float[] result = new float[vector.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (vector[i] * scale);
    }
    return result;
  }

  private void add(int word, double fraction, float[] descriptor, double[] vector) {
    int channels = descriptor.length;
    int first = word * channels;
    int second = (mixture.words() + word) * channels;
    double[] mean = mixture.means()[word];
    double[] precision = mixture.precisions()[word];
    for (int c = 0; c < channels; c++) {
      double distance = (descriptor[c] - mean[c]) * Math.sqrt(precision[c]);
      vector[first + c] += fraction * distance;
      vector[second + c] += fraction * (distance * distance - 1);
    }
  }

  private static double signedRoot(double value) {
    return Math.copySign(Math.sqrt(Math.abs(value)), value);
  }
}
