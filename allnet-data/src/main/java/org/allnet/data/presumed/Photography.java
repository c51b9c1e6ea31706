package org.allnet.data.presumed;

import org.allnet.data.image.CellPixels;

/**
 * How an image was photographed, whatever is on it: the colour of its background, which also tells
 * the illumination, and the colour of its stain.
 *
 * @param values red, green and blue of the background in units of {@link #LEVELS}, then the
 *     direction of the stain's optical density in units of {@link #DIRECTION}
 */
record Photography(double[] values) {

  private static final double LEVELS = 8;
  private static final double DIRECTION = 0.05;

  /** The background is what is brighter than so much of an image. */
  private static final double BACKGROUND = 0.75;

  /** Optical density (natural logarithm) from which on a pixel is stained. */
  private static final double STAINED = 0.4;

  private static final int SUM_LEVELS = 4 * 255 + 1;

  /** Looks at the pixels that are not black. */
  static Photography of(CellPixels pixels) {
    byte[] rgb = pixels.rgb();
    int[] histogram = new int[SUM_LEVELS];
    int all = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      int level = level(rgb, i);
      if (level > 0) {
        histogram[level]++;
        all++;
      }
    }
    int bright = SUM_LEVELS;
    for (int above = 0; bright > 1 && above < (1 - BACKGROUND) * all; ) {
      bright--;
      above += histogram[bright];
    }
    double[] background = new double[3];
    int count = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      if (level(rgb, i) >= bright) {
        for (int channel = 0; channel < 3; channel++) {
          background[channel] += rgb[i + channel] & 0xff;
        }
        count++;
      }
    }
    double[] values = new double[6];
    double[][] densities = new double[3][256];
    for (int channel = 0; channel < 3; channel++) {
      background[channel] /= Math.max(1, count);
      values[channel] = background[channel] / LEVELS;
      for (int level = 0; level < 256; level++) {
        densities[channel][level] = Math.max(0, Math.log((background[channel] + 1) / (level + 1)));
      }
    }
    int stained = 0;
    double[] stain = new double[3];
    for (int i = 0; i < rgb.length; i += 3) {
      double red = densities[0][rgb[i] & 0xff];
      double green = densities[1][rgb[i + 1] & 0xff];
      double blue = densities[2][rgb[i + 2] & 0xff];
      double density = Math.sqrt(red * red + green * green + blue * blue);
      if (density > STAINED && level(rgb, i) > 0) {
        stain[0] += red / density;
        stain[1] += green / density;
        stain[2] += blue / density;
        stained++;
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      values[3 + channel] = stain[channel] / Math.max(1, stained) / DIRECTION;
    }
    return new Photography(values);
  }

  /** Red, twice green and blue together. */
  private static int level(byte[] rgb, int i) {
    return (rgb[i] & 0xff) + 2 * (rgb[i + 1] & 0xff) + (rgb[i + 2] & 0xff);
  }

  /** How differently two images were photographed. */
  double distance(Photography other) {
    double square = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - other.values[i];
      square += difference * difference;
    }
    return Math.sqrt(square);
  }

  /** The mean of so many images with one more. */
  Photography with(Photography one, int images) {
    double[] mean = new double[values.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (values[i] * images + one.values[i]) / (images + 1);
    }
    return new Photography(mean);
  }
}
