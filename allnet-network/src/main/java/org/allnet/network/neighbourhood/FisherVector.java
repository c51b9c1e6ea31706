package org.allnet.network.neighbourhood;

/**
 * The improved Fisher vector (Perronnin, Sanchez and Mensink 2010, doi
 * 10.1007/978-3-642-15561-1_11): how an image's descriptors would move the means and variances of a
 * mixture, after a signed square root, of length 1.
 */
final class FisherVector {

  private FisherVector() {}

  /**
   * Encodes an image.
   *
   * @param mixture the mixture
   * @param descriptors the image's, all of the mixture's length
   * @return 2 x words x length numbers: for each word first the means', then the variances'; all 0
   *     for no descriptors
   */
  static float[] of(GaussianMixture mixture, float[][] descriptors) {
    int length = mixture.mean(0).length;
    double[] sums = new double[2 * mixture.words() * length];
    for (float[] descriptor : descriptors) {
      double[] shares = mixture.responsibilities(descriptor);
      for (int word = 0; word < shares.length; word++) {
        add(mixture, word, shares[word], descriptor, sums);
      }
    }
    double square = 0;
    for (int word = 0; word < mixture.words(); word++) {
      double scale =
          1 / (Math.max(1, descriptors.length) * Math.sqrt(Math.max(mixture.weight(word), 1e-12)));
      for (int d = 0; d < 2 * length; d++) {
        int at = 2 * word * length + d;
        double value = sums[at] * scale * (d < length ? 1 : Math.sqrt(0.5));
        sums[at] = Math.signum(value) * Math.sqrt(Math.abs(value));
        square += Math.abs(value);
      }
    }
    float[] vector = new float[sums.length];
    double norm = Math.sqrt(square);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = norm == 0 ? 0 : (float) (sums[i] / norm);
    }
    return vector;
  }

  private static void add(
      GaussianMixture mixture, int word, double share, float[] descriptor, double[] sums) {
    if (share < 1e-12) {
      return;
    }
    double[] mean = mixture.mean(word);
    double[] variance = mixture.variance(word);
    int start = 2 * word * mean.length;
    for (int d = 0; d < mean.length; d++) {
      double distance = (descriptor[d] - mean[d]) / Math.sqrt(variance[d]);
      sums[start + d] += share * distance;
      sums[start + mean.length + d] += share * (distance * distance - 1);
    }
  }
}
