package org.allnet.inference.transductive;

/** What is asked of descriptors, and how far they are from a centre. */
final class Descriptors {

  private Descriptors() {}

  /**
   * Refuses what no mixture can be fitted to.
   *
   * @param descriptors (descriptors, channels)
   * @throws IllegalArgumentException if there are none, they have no or unequal channels, or hold a
   *     number that is not finite
   */
  static void check(float[][] descriptors) {
    if (descriptors.length == 0 || descriptors[0].length == 0) {
      throw new IllegalArgumentException("no descriptors, or no channels in them");
    }
    for (float[] descriptor : descriptors) {
      checkChannels(descriptor, descriptors[0].length);
      for (float value : descriptor) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException("a descriptor holds " + value);
        }
      }
    }
  }

  /** Refuses a descriptor of another number of channels. */
  static void checkChannels(float[] descriptor, int channels) {
    if (descriptor.length != channels) {
      throw new IllegalArgumentException(
          "descriptor of " + descriptor.length + " channels, not " + channels);
    }
  }

  /** The sum over channels of (x - centre)^2 x precision. */
  static double distance(float[] x, double[] centre, double[] precision) {
    // Four sums, since a processor adds to one only as fast as the last addition is done.
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int c = 0;
    for (; c + 3 < x.length; c += 4) {
      double a = x[c] - centre[c];
      double b = x[c + 1] - centre[c + 1];
      double d = x[c + 2] - centre[c + 2];
      double e = x[c + 3] - centre[c + 3];
      first += a * a * precision[c];
      second += b * b * precision[c + 1];
      third += d * d * precision[c + 2];
      fourth += e * e * precision[c + 3];
    }
    for (; c < x.length; c++) {
      double a = x[c] - centre[c];
      first += a * a * precision[c];
    }
    return first + second + (third + fourth);
  }
}
