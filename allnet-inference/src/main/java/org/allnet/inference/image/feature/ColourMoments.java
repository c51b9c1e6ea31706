package org.allnet.inference.image.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean, standard deviation and skewness of red, green, blue, hue, saturation and value inside the
 * mask, after Stricker and Orengo (1995, doi 10.1117/12.205308). Thread-safe.
 *
 * <p>Every channel is in [0,1]. The deviation divides by the number of pixels; the skewness is the
 * third central moment over the cube of the deviation, 0 if the deviation is 0. Hue is an angle in
 * turns, 0 red: its mean is the direction of the mean vector, in [0,1), and the moments are those
 * of the shortest way to it; grey pixels, which have no hue, do not count. Every number is 0 if no
 * pixel counts.
 */
final class ColourMoments {

  static final List<String> NAMES = names();

  /** Below this a deviation, or the length of a mean vector, is rounding. */
  private static final double ROUNDING = 1e-9;

  private ColourMoments() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String channel : List.of("red", "green", "blue", "hue", "saturation", "value")) {
      for (String moment : List.of("mean", "deviation", "skewness")) {
        names.add(channel + "-" + moment);
      }
    }
    return List.copyOf(names);
  }

  static CellFeatures of(MaskedCell cell) {
    double[][] channels = new double[6][cell.kept()];
    int n = 0;
    int hues = 0;
    for (int i = 0; i < cell.mask().length; i++) {
      if (cell.mask()[i]) {
        int red = cell.level(i, 0);
        int green = cell.level(i, 1);
        int blue = cell.level(i, 2);
        int most = Math.max(red, Math.max(green, blue));
        int range = most - Math.min(red, Math.min(green, blue));
        channels[0][n] = red / 255.0;
        channels[1][n] = green / 255.0;
        channels[2][n] = blue / 255.0;
        channels[4][n] = most == 0 ? 0 : (double) range / most;
        channels[5][n] = most / 255.0;
        if (range > 0) {
          channels[3][hues++] = hue(red, green, blue, most, range);
        }
        n++;
      }
    }
    double[] moments = new double[NAMES.size()];
    for (int c = 0; c < 6; c++) {
      double[] of = c == 3 ? hueMoments(Arrays.copyOf(channels[3], hues)) : moments(channels[c]);
      System.arraycopy(of, 0, moments, 3 * c, 3);
    }
    return new CellFeatures(NAMES, moments);
  }

  /** The hue of the HSV hexcone in turns, [0,1). */
  private static double hue(int red, int green, int blue, int most, int range) {
    double sixths;
    if (most == red) {
      sixths = (double) (green - blue) / range;
    } else if (most == green) {
      sixths = 2 + (double) (blue - red) / range;
    } else {
      sixths = 4 + (double) (red - green) / range;
    }
    return (sixths < 0 ? sixths + 6 : sixths) / 6;
  }

  private static double[] hueMoments(double[] hues) {
    double east = 0;
    double north = 0;
    for (double hue : hues) {
      east += Math.cos(2 * Math.PI * hue);
      north += Math.sin(2 * Math.PI * hue);
    }
    // Hues all around cancel out: any direction would be chance, so 0 is taken.
    boolean directed = Math.hypot(east, north) > ROUNDING * hues.length;
    double mean = directed ? Math.atan2(north, east) / (2 * Math.PI) : 0;
    double[] ways = new double[hues.length];
    for (int i = 0; i < hues.length; i++) {
      double way = hues[i] - mean;
      ways[i] = way - Math.rint(way);
    }
    double[] moments = moments(ways);
    double turned = mean < -ROUNDING ? mean + 1 : Math.max(0, mean);
    return new double[] {turned, moments[1], moments[2]};
  }

  private static double[] moments(double[] values) {
    if (values.length == 0) {
      return new double[3];
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    double cubes = 0;
    for (double value : values) {
      double way = value - mean;
      squares += way * way;
      cubes += way * way * way;
    }
    double deviation = Math.sqrt(squares / values.length);
    if (deviation < ROUNDING) {
      return new double[] {mean, 0, 0};
    }
    double skewness = cubes / values.length / (deviation * deviation * deviation);
    return new double[] {mean, deviation, skewness};
  }
}
