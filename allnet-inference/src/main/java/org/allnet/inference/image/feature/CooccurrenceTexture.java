package org.allnet.inference.image.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * Texture by grey-level co-occurrence (Haralick, Shanmugam and Dinstein 1973, doi
 * 10.1109/TSMC.1973.4309314). Thread-safe.
 *
 * <p>Luma 0 to 255 becomes 32 levels of 8. For distances 1 and 3 and the directions 0, 45, 90 and
 * 135 degrees, the pairs whose two pixels both lie in the mask are counted both ways round into a
 * table p that sums to 1 (diagonal steps take as many rows as columns). Each number is the mean
 * over the directions that have a pair:
 *
 * <ul>
 *   <li>{@code contrast}: sum of {@code (i - j)^2 p}, in [0, 961].
 *   <li>{@code correlation}: of i with j, in [-1, 1]; 1 if all levels are equal.
 *   <li>{@code energy}: the angular second moment, sum of {@code p^2}, in (0, 1].
 *   <li>{@code homogeneity}: the inverse difference moment, sum of {@code p / (1 + (i - j)^2)}.
 *   <li>{@code entropy}: minus the sum of {@code p ln p}, in nats.
 * </ul>
 *
 * Every number is 0 if no direction has a pair: an empty mask or a single pixel.
 */
final class CooccurrenceTexture {

  static final List<String> NAMES = names();

  private static final int LEVELS = 32;
  private static final int[] DISTANCES = {1, 3};
  private static final int[][] DIRECTIONS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};
  private static final int MEASURES = 5;

  private CooccurrenceTexture() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int distance : new int[] {1, 3}) {
      for (String measure :
          List.of("contrast", "correlation", "energy", "homogeneity", "entropy")) {
        names.add("cooccurrence-" + distance + "-" + measure);
      }
    }
    return List.copyOf(names);
  }

  static CellFeatures of(MaskedCell cell) {
    int[] levels = cell.grey();
    for (int i = 0; i < levels.length; i++) {
      levels[i] = levels[i] * LEVELS / 256;
    }
    double[] values = new double[NAMES.size()];
    for (int d = 0; d < DISTANCES.length; d++) {
      int directions = 0;
      for (int[] direction : DIRECTIONS) {
        long[][] pairs = new long[LEVELS][LEVELS];
        long all = count(cell, levels, direction, DISTANCES[d], pairs);
        if (all > 0) {
          directions++;
          double[] measured = measure(pairs, all);
          for (int m = 0; m < MEASURES; m++) {
            values[d * MEASURES + m] += measured[m];
          }
        }
      }
      for (int m = 0; m < MEASURES; m++) {
        values[d * MEASURES + m] /= Math.max(1, directions);
      }
    }
    return new CellFeatures(NAMES, values);
  }

  private static long count(
      MaskedCell cell, int[] levels, int[] direction, int distance, long[][] pairs) {
    long all = 0;
    for (int i = 0; i < levels.length; i++) {
      int row = i / cell.width() + distance * direction[0];
      int column = i % cell.width() + distance * direction[1];
      if (cell.mask()[i] && cell.has(row, column)) {
        int other = levels[row * cell.width() + column];
        pairs[levels[i]][other]++;
        pairs[other][levels[i]]++;
        all += 2;
      }
    }
    return all;
  }

  private static double[] measure(long[][] pairs, long all) {
    double contrast = 0;
    double energy = 0;
    double homogeneity = 0;
    double entropy = 0;
    double mean = 0;
    for (int i = 0; i < LEVELS; i++) {
      for (int j = 0; j < LEVELS; j++) {
        if (pairs[i][j] > 0) {
          double p = (double) pairs[i][j] / all;
          int apart = (i - j) * (i - j);
          contrast += apart * p;
          energy += p * p;
          homogeneity += p / (1 + apart);
          entropy -= p * Math.log(p);
          mean += i * p;
        }
      }
    }
    double together = 0;
    double variance = 0;
    for (int i = 0; i < LEVELS; i++) {
      for (int j = 0; j < LEVELS; j++) {
        double p = (double) pairs[i][j] / all;
        together += (i - mean) * (j - mean) * p;
        variance += (i - mean) * (i - mean) * p;
      }
    }
    // Two different whole levels in one of all pairs are a variance far above rounding.
    double correlation = variance * all < 1e-6 ? 1 : together / variance;
    return new double[] {contrast, correlation, energy, homogeneity, Math.max(0, entropy)};
  }
}
