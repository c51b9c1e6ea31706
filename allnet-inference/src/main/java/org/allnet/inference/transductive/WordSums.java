package org.allnet.inference.transductive;

/**
 * Weighted counts, sums and squares of the descriptors given to each word, taken about the word's
 * present centre so that little is lost to rounding. Not thread-safe.
 */
final class WordSums {

  /** A word with less than this many descriptors keeps its centre and variances. */
  private static final double EMPTY = 1e-8;

  private final double[][] centres;
  private final double[] counts;
  private final double[][] sums;
  private final double[][] squares;

  /**
   * Begins at zero.
   *
   * @param centres (words, channels), not changed
   */
  WordSums(double[][] centres) {
    this.centres = centres;
    int channels = centres[0].length;
    counts = new double[centres.length];
    sums = new double[centres.length][channels];
    squares = new double[centres.length][channels];
  }

  /**
   * Gives a descriptor to a word.
   *
   * @param word its number from 0
   * @param fraction how much of the descriptor belongs to it, 0 to 1
   * @param descriptor (channels)
   */
  void add(int word, double fraction, float[] descriptor) {
    double[] centre = centres[word];
    double[] sum = sums[word];
    double[] square = squares[word];
    counts[word] += fraction;
    for (int c = 0; c < descriptor.length; c++) {
      double distance = descriptor[c] - centre[c];
      double part = fraction * distance;
      sum[c] += part;
      square[c] += part * distance;
    }
  }

  /**
   * The likeliest mixture with these memberships.
   *
   * @param variances (words, channels) for words that nothing was given to
   * @return weights, means and floored variances
   */
  GaussianMixture mixture(double[][] variances) {
    int words = centres.length;
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    double[] weights = new double[words];
    double[][] means = new double[words][];
    double[][] spreads = new double[words][];
    for (int k = 0; k < words; k++) {
      weights[k] = counts[k] / total;
      means[k] = centres[k].clone();
      spreads[k] = variances[k].clone();
      if (counts[k] < EMPTY) {
        continue;
      }
      for (int c = 0; c < means[k].length; c++) {
        double shift = sums[k][c] / counts[k];
        means[k][c] += shift;
        spreads[k][c] =
            Math.max(GaussianMixture.VARIANCE_FLOOR, squares[k][c] / counts[k] - shift * shift);
      }
    }
    return new GaussianMixture(weights, means, spreads);
  }
}
