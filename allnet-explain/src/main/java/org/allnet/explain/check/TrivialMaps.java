package org.allnet.explain.check;

import java.util.SplittableRandom;
import org.allnet.evaluation.explanation.TrivialMap;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.RgbImage;

/** Draws the maps that know nothing of a model. */
public final class TrivialMaps {

  private TrivialMaps() {}

  /**
   * Returns a map of an image.
   *
   * @param map which map
   * @param image the image
   * @param area (height, width) the pixels that count, such as the cell's
   * @param seed of the random map
   * @return values from 0 on; the Gaussian {@code exp(-d^2 / (2 sd^2))} is around the area's centre
   *     of mass, with {@code sd} half the radius of a disc of the area's size; the edges are
   *     Sobel's gradient of the luminance
   * @throws IllegalArgumentException if {@code area} has not as many pixels as the image
   */
  public static AttributionMap of(TrivialMap map, RgbImage image, boolean[] area, long seed) {
    if (area.length != image.height() * image.width()) {
      throw new IllegalArgumentException("an area of %d pixels".formatted(area.length));
    }
    float[] values =
        switch (map) {
          case RANDOM -> random(area.length, seed);
          case CENTRE -> centre(image.width(), area);
          case EDGES -> edges(image);
        };
    return new AttributionMap(image.height(), image.width(), values);
  }

  private static float[] random(int pixels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  private static float[] centre(int width, boolean[] area) {
    double rows = 0;
    double columns = 0;
    int pixels = 0;
    for (int i = 0; i < area.length; i++) {
      if (area[i]) {
        rows += i / width;
        columns += i % width;
        pixels++;
      }
    }
    float[] values = new float[area.length];
    double variance = pixels / Math.PI / 4;
    for (int i = 0; i < area.length && pixels > 0; i++) {
      double down = i / width - rows / pixels;
      double along = i % width - columns / pixels;
      values[i] = (float) Math.exp(-(down * down + along * along) / (2 * variance));
    }
    return values;
  }

  /** Pixels beyond the border are those at the border. */
  private static float[] edges(RgbImage image) {
    int height = image.height();
    int width = image.width();
    double[] grey = new double[height * width];
    for (int i = 0; i < grey.length; i++) {
      grey[i] =
          0.2126 * image.rgb()[3 * i]
              + 0.7152 * image.rgb()[3 * i + 1]
              + 0.0722 * image.rgb()[3 * i + 2];
    }
    float[] values = new float[grey.length];
    for (int row = 0; row < height; row++) {
      int above = Math.max(0, row - 1) * width;
      int below = Math.min(height - 1, row + 1) * width;
      int same = row * width;
      for (int column = 0; column < width; column++) {
        int left = Math.max(0, column - 1);
        int right = Math.min(width - 1, column + 1);
        double along =
            grey[above + right]
                - grey[above + left]
                + 2 * (grey[same + right] - grey[same + left])
                + grey[below + right]
                - grey[below + left];
        double down =
            grey[below + left]
                - grey[above + left]
                + 2 * (grey[below + column] - grey[above + column])
                + grey[below + right]
                - grey[above + right];
        values[same + column] = (float) Math.hypot(along, down);
      }
    }
    return values;
  }
}
