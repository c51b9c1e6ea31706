package org.allnet.explain.perturbation;

import org.allnet.explain.map.RgbImage;

/** The CIE L*a*b* colours of an image (CIE 15:2004), from sRGB with the white point D65. */
final class LabPixels {

  private static final double WHITE_X = 0.95047;
  private static final double WHITE_Z = 1.08883;
  private static final double EDGE = 216.0 / 24389;
  private static final double STEEPNESS = 24389.0 / 27;

  private LabPixels() {}

  /** {@return (height, width, 3) L in [0,100], a and b} */
  static float[] of(RgbImage image) {
    float[] lab = new float[image.rgb().length];
    for (int i = 0; i < lab.length; i += 3) {
      double red = linear(image.rgb()[i]);
      double green = linear(image.rgb()[i + 1]);
      double blue = linear(image.rgb()[i + 2]);
      double x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / WHITE_X);
      double y = f(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
      double z = f((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / WHITE_Z);
      lab[i] = (float) (116 * y - 16);
      lab[i + 1] = (float) (500 * (x - y));
      lab[i + 2] = (float) (200 * (y - z));
    }
    return lab;
  }

  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double f(double t) {
    return t > EDGE ? Math.cbrt(t) : (STEEPNESS * t + 16) / 116;
  }
}
