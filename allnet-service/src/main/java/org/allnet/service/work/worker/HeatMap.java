package org.allnet.service.work.worker;

import org.allnet.data.image.CellPixels;
import org.allnet.explain.map.AttributionMap;
import org.allnet.service.work.picture.RgbPicture;

/**
 * Where a model looked: the cell as the model saw it, and how much each place spoke for a class.
 *
 * @param width of both, in pixels
 * @param height of both, in pixels
 * @param rgb the cell, three bytes (red, green, blue) a pixel, row by row; not copied
 * @param values of each pixel, from 0 to 255 for the greatest, unsigned; not copied
 * @param greatest the attribution that 255 stands for
 * @param label the class
 * @param method how it was found out
 * @param believed whether such maps of the model can be believed, in words; empty if that was not
 *     checked
 */
public record HeatMap(
    int width,
    int height,
    byte[] rgb,
    byte[] values,
    double greatest,
    String label,
    String method,
    String believed) {

  private static final int BANDS = 3;
  private static final int HIGHEST = 255;

  /** More pixels are not seen on a page. */
  private static final int MOST_SIDE = 300;

  /** Takes what speaks for a class, of so many pixels as a page shows. */
  static HeatMap of(
      CellPixels pixels, AttributionMap map, String label, String method, String believed) {
    RgbPicture seen = RgbPicture.of(pixels);
    int step = Math.max(1, (Math.max(seen.width(), seen.height()) + MOST_SIDE - 1) / MOST_SIDE);
    int width = (seen.width() + step - 1) / step;
    int height = (seen.height() + step - 1) / step;
    AttributionMap positive = map.positive();
    double greatest = positive.greatest();
    byte[] rgb = new byte[BANDS * width * height];
    byte[] values = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to = y * width + x;
        System.arraycopy(
            seen.rgb(), BANDS * (y * step * seen.width() + x * step), rgb, BANDS * to, BANDS);
        double part = greatest == 0 ? 0 : positive.at(y * step, x * step) / greatest;
        values[to] = (byte) Math.round(HIGHEST * part);
      }
    }
    return new HeatMap(width, height, rgb, values, greatest, label, method, believed);
  }
}
