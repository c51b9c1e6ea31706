package org.allnet.inference.image.feature;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The histogram of rotation-invariant uniform local binary patterns with 8 neighbours at radius 1
 * (Ojala, Pietik&auml;inen and M&auml;enp&auml;&auml; 2002, doi 10.1109/TPAMI.2002.1017623).
 * Thread-safe.
 *
 * <p>A neighbour counts 1 if its luma is not below the centre's; the diagonal ones are interpolated
 * on the circle. Bins 0 to 8 are the fraction of pixels with that many ones in a pattern of at most
 * two changes around the circle; bin 9 is the fraction of all other patterns. Only pixels whose 3
 * by 3 surroundings lie in the mask take part; every bin is 0 if there is none.
 */
final class BinaryPatterns {

  private static final int NEIGHBOURS = 8;

  static final List<String> NAMES =
      IntStream.range(0, NEIGHBOURS + 2).mapToObj(bin -> "binary-pattern-" + bin).toList();

  /** The neighbours around the circle. */
  private static final int[][] AROUND = {
    {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}, {1, 0}, {1, 1}
  };

  /** How far along each axis a diagonal neighbour at radius 1 is. */
  private static final double ALONG = Math.sqrt(0.5);

  /** In grey levels: what interpolation of equal levels may lose. */
  private static final double ROUNDING = 1e-6;

  private BinaryPatterns() {}

  static CellFeatures of(MaskedCell cell) {
    int[] grey = cell.grey();
    double[] bins = new double[NAMES.size()];
    int pixels = 0;
    for (int row = 1; row + 1 < cell.height(); row++) {
      for (int column = 1; column + 1 < cell.width(); column++) {
        if (surrounded(cell, row, column)) {
          bins[bin(grey, cell.width(), row, column)]++;
          pixels++;
        }
      }
    }
    for (int bin = 0; bin < bins.length; bin++) {
      bins[bin] /= Math.max(1, pixels);
    }
    return new CellFeatures(NAMES, bins);
  }

  private static boolean surrounded(MaskedCell cell, int row, int column) {
    for (int[] step : AROUND) {
      if (!cell.has(row + step[0], column + step[1])) {
        return false;
      }
    }
    return cell.has(row, column);
  }

  private static int bin(int[] grey, int width, int row, int column) {
    int centre = grey[row * width + column];
    boolean[] ones = new boolean[NEIGHBOURS];
    int count = 0;
    for (int n = 0; n < NEIGHBOURS; n++) {
      int down = AROUND[n][0];
      int right = AROUND[n][1];
      double level = grey[(row + down) * width + column + right];
      if (down != 0 && right != 0) {
        double beside = grey[row * width + column + right] + grey[(row + down) * width + column];
        level =
            ALONG * ALONG * level
                + ALONG * (1 - ALONG) * beside
                + (1 - ALONG) * (1 - ALONG) * centre;
      }
      ones[n] = level >= centre - ROUNDING;
      count += ones[n] ? 1 : 0;
    }
    int changes = 0;
    for (int n = 0; n < NEIGHBOURS; n++) {
      changes += ones[n] == ones[(n + 1) % NEIGHBOURS] ? 0 : 1;
    }
    return changes <= 2 ? count : NEIGHBOURS + 1;
  }
}
