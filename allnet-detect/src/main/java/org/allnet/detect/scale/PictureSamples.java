package org.allnet.detect.scale;

import java.util.Arrays;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.PictureRegions;

/**
 * A part of a picture, of which pixels of another size are taken: each is the mean of the pixels
 * that it covers, between pixels interpolated. Beyond the part its edge goes on.
 */
public final class PictureSamples {

  private static final int BANDS = 3;

  /** Pixels around a part that resampling looks at. */
  private static final int RIM = 2;

  private final byte[] rgb;
  private final int left;
  private final int top;
  private final int width;
  private final int height;
  private final double across;
  private final double down;
  private final int steps;

  private PictureSamples(
      byte[] rgb, int left, int top, int width, int height, double across, double down, int steps) {
    this.rgb = rgb;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.across = across;
    this.down = down;
    this.steps = steps;
  }

  /**
   * Reads a part.
   *
   * @param picture the picture
   * @param box the part, in pixels of the picture; some of it lies in the picture
   * @param times pixels that are taken for one of the picture, along an axis
   * @throws org.allnet.data.InputException if this part of the picture can't be read
   */
  public static PictureSamples of(PictureRegions picture, BoundingBox box, double times) {
    int level = picture.levelFor(times);
    PictureRegions.Level size = picture.levels().get(level);
    double across = (double) size.width() / picture.width();
    double down = (double) size.height() / picture.height();
    int left = clamped(Math.floor(box.left() * across) - RIM, size.width() - 1);
    int top = clamped(Math.floor(box.top() * down) - RIM, size.height() - 1);
    int right = Math.max(left + 1, clamped(Math.ceil(box.right() * across) + RIM, size.width()));
    int bottom = Math.max(top + 1, clamped(Math.ceil(box.bottom() * down) + RIM, size.height()));
    return new PictureSamples(
        picture.rgb(level, left, top, right - left, bottom - top),
        left,
        top,
        right - left,
        bottom - top,
        across,
        down,
        (int) Math.max(1, Math.ceil(across / times - 0.01)));
  }

  private static int clamped(double value, int most) {
    return (int) Math.max(0, Math.min(value, most));
  }

  /**
   * Takes a pixel.
   *
   * @param x of its centre, in pixels of the picture
   * @param y of its centre, in pixels of the picture
   * @param mean is given red, green and blue, each from 0 to 255
   */
  public void mean(double x, double y, double[] mean) {
    Arrays.fill(mean, 0);
    for (int j = 0; j < steps; j++) {
      for (int i = 0; i < steps; i++) {
        add(
            x * across - left - 0.5 + i - (steps - 1) / 2.0,
            y * down - top - 0.5 + j - (steps - 1) / 2.0,
            mean);
      }
    }
    for (int band = 0; band < BANDS; band++) {
      mean[band] /= steps * steps;
    }
  }

  private void add(double x, double y, double[] sums) {
    double inX = Math.max(0, Math.min(width - 1.0, x));
    double inY = Math.max(0, Math.min(height - 1.0, y));
    int column = (int) Math.min(inX, Math.max(0, width - 2));
    int row = (int) Math.min(inY, Math.max(0, height - 2));
    double right = width == 1 ? 0 : inX - column;
    double below = height == 1 ? 0 : inY - row;
    int next = width == 1 ? 0 : BANDS;
    int under = height == 1 ? 0 : BANDS * width;
    int first = BANDS * (row * width + column);
    for (int band = 0; band < BANDS; band++) {
      int i = first + band;
      sums[band] +=
          (1 - below) * ((1 - right) * level(i) + right * level(i + next))
              + below * ((1 - right) * level(i + under) + right * level(i + under + next));
    }
  }

  private int level(int i) {
    return rgb[i] & 0xFF;
  }
}
