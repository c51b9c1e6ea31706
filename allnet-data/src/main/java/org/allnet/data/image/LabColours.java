package org.allnet.data.image;

import java.awt.image.Raster;
import java.util.function.Consumer;
import org.allnet.data.InputException;

/**
 * Turns L*a*b* of 8 or 16 bits, as TIFF writes it, into 8-bit sRGB.
 *
 * <p>The white of the picture becomes the white of sRGB (D65) by Bradford's chromatic adaptation,
 * so that grey stays grey. For CIELab it is the white that the file states; else, and for ICCLab,
 * it is D50, as Adobe's technical note on L*a*b* in TIFF has it. Thread-safe.
 */
final class LabColours {

  private static final int BANDS = 3;

  /** Linear sRGB of X, Y and Z (IEC 61966-2-1). */
  private static final double[][] RGB_OF_XYZ = {
    {3.2404542, -1.5371385, -0.4985314},
    {-0.9692660, 1.8760108, 0.0415560},
    {0.0556434, -0.2040259, 1.0572252}
  };

  /** Bradford's cone responses of X, Y and Z. */
  private static final double[][] CONES = {
    {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
  };

  private static final double[][] XYZ_OF_CONES = {
    {0.9869929, -0.1470543, 0.1599627},
    {0.4323053, 0.5183603, 0.0492912},
    {-0.0085287, 0.0400428, 0.9684867}
  };

  private static final double[] D65 = {0.95047, 1, 1.08883};
  private static final double[] D50 = {0.96422, 1, 0.82521};

  private final boolean icc;
  private final int bits;

  /** Linear sRGB of X, Y and Z that are relative to the picture's white. */
  private final double[][] rgbOfRelative;

  private LabColours(TiffColours colours) {
    icc = colours.photometric() == TiffColours.ICC_LAB;
    bits = colours.bits();
    double[] white = icc ? D50 : white(colours);
    double[] from = times(CONES, white);
    double[] to = times(CONES, D65);
    rgbOfRelative = new double[BANDS][BANDS];
    for (int column = 0; column < BANDS; column++) {
      double[] unit = new double[BANDS];
      unit[column] = white[column];
      double[] cones = times(CONES, unit);
      for (int cone = 0; cone < BANDS; cone++) {
        cones[cone] *= to[cone] / from[cone];
      }
      double[] rgb = times(RGB_OF_XYZ, times(XYZ_OF_CONES, cones));
      for (int row = 0; row < BANDS; row++) {
        rgbOfRelative[row][column] = rgb[row];
      }
    }
  }

  private static double[] white(TiffColours colours) {
    double x = colours.whiteX();
    double y = colours.whiteY();
    return x > 0 && y > 0 && x + y < 1 ? new double[] {x / y, 1, (1 - x - y) / y} : D50;
  }

  /**
   * Converts a picture.
   *
   * @param raster its samples as the file has them; bands beyond the third are passed over
   * @param colours how the file writes them
   * @param stated the range that the file states
   * @param notes takes what had to be presumed
   * @return all pixels, row by row, three bytes each
   * @throws InputException if L* does not fill its range
   */
  static byte[] rgb(
      Raster raster, TiffColours colours, StatedRange stated, String name, Consumer<String> notes) {
    Raster lightness =
        raster.createChild(
            raster.getMinX(),
            raster.getMinY(),
            raster.getWidth(),
            raster.getHeight(),
            raster.getMinX(),
            raster.getMinY(),
            new int[] {0});
    Samples levels = new Samples(lightness, 1, colours.bits(), false, false);
    SampleRange range = SampleRange.of(levels, null, stated, name, notes);
    if (range.maximum() < levels.full()) {
      throw InputException.in(
          name,
          "has L*a*b* from 0 to %.0f in %d bits; export it as 8-bit RGB"
              .formatted(range.maximum(), colours.bits()));
    }
    return new LabColours(colours).converted(raster);
  }

  private byte[] converted(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(height, width), BANDS)];
    int[] row = new int[width * bands];
    double[] relative = new double[BANDS];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        double level = (lightness(row[x * bands]) + 16) / 116;
        relative[0] = relative(level + chroma(row[x * bands + 1]) / 500);
        relative[1] = relative(level);
        relative[2] = relative(level - chroma(row[x * bands + 2]) / 200);
        for (int band = 0; band < BANDS; band++) {
          rgb[at++] = level(dot(rgbOfRelative[band], relative));
        }
      }
    }
    return rgb;
  }

  private double lightness(int sample) {
    // ICCLab of 16 bits has 100 at FF00.
    int full = bits == Byte.SIZE ? 0xFF : icc ? 0xFF00 : 0xFFFF;
    return 100.0 * sample / full;
  }

  private double chroma(int sample) {
    if (bits == Byte.SIZE) {
      return icc ? sample - 128 : (byte) sample;
    }
    return (icc ? sample - 0x8000 : (short) sample) / 256.0;
  }

  private static double relative(double f) {
    return f > 6.0 / 29 ? f * f * f : (f - 4.0 / 29) * 108 / 841;
  }

  private static byte level(double linear) {
    double light = Math.max(0, Math.min(1, linear));
    double shown = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    return (byte) Math.round(255 * shown);
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[BANDS];
    for (int row = 0; row < BANDS; row++) {
      product[row] = dot(matrix[row], vector);
    }
    return product;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
