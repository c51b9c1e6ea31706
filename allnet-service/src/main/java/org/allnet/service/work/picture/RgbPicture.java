package org.allnet.service.work.picture;

import org.allnet.data.image.CellPixels;

/**
 * A picture as pixels alone.
 *
 * @param width pixels across
 * @param height pixels down
 * @param rgb row by row, three bytes (red, green, blue) a pixel, unsigned; not copied: treat it as
 *     read-only
 */
public record RgbPicture(int width, int height, byte[] rgb) {

  private static final int BANDS = 3;

  /** A picture is to be turned by so many quarters, of EXIF's eight orientations. */
  private static final int LAST_ORIENTATION = 8;

  /**
   * Checks that the bytes fit the size.
   *
   * @throws IllegalArgumentException if they do not, or a side is below 1
   */
  public RgbPicture {
    if (width < 1 || height < 1 || rgb.length != BANDS * width * height) {
      throw new IllegalArgumentException(
          "%d bytes of a picture of %dx%d".formatted(rgb.length, width, height));
    }
  }

  /**
   * Returns a decoded image with its black borders.
   *
   * @param image of any decoder
   */
  public static RgbPicture of(CellPixels image) {
    int width = image.frameWidth();
    byte[] rgb = new byte[BANDS * width * image.frameHeight()];
    for (int row = 0; row < image.height(); row++) {
      System.arraycopy(
          image.rgb(),
          BANDS * row * image.width(),
          rgb,
          BANDS * ((image.top() + row) * width + image.left()),
          BANDS * image.width());
    }
    return new RgbPicture(width, image.frameHeight(), rgb);
  }

  /**
   * Returns the picture as it is to be shown.
   *
   * @param orientation how the file holds it, 1 to 8 as of EXIF; 1 is upright
   * @throws IllegalArgumentException if {@code orientation} is not 1 to 8
   */
  public RgbPicture upright(int orientation) {
    if (orientation < 1 || orientation > LAST_ORIENTATION) {
      throw new IllegalArgumentException("orientation " + orientation);
    }
    if (orientation == 1) {
      return this;
    }
    boolean lying = orientation > 4;
    int w = lying ? height : width;
    int h = lying ? width : height;
    byte[] turned = new byte[rgb.length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int from = at(orientation, x, y);
        System.arraycopy(rgb, from, turned, BANDS * (y * w + x), BANDS);
      }
    }
    return new RgbPicture(w, h, turned);
  }

  /** Where in this picture a pixel of the upright one is. */
  private int at(int orientation, int x, int y) {
    int right = width - 1;
    int bottom = height - 1;
    int fromX =
        switch (orientation) {
          case 2, 3 -> right - x;
          case 4 -> x;
          case 5, 6 -> y;
          default -> right - y;
        };
    int fromY =
        switch (orientation) {
          case 2 -> y;
          case 3, 4 -> bottom - y;
          case 5, 8 -> x;
          default -> bottom - x;
        };
    return BANDS * (fromY * width + fromX);
  }

  /**
   * Returns a square around a part, black beyond the picture's edge.
   *
   * @param centreX its middle, in pixels of this picture
   * @param centreY its middle
   * @param side of the square in pixels, from 1
   */
  public RgbPicture square(double centreX, double centreY, int side) {
    int left = (int) Math.round(centreX - side / 2.0);
    int top = (int) Math.round(centreY - side / 2.0);
    byte[] part = new byte[BANDS * side * side];
    int first = Math.max(0, left);
    int count = Math.min(width, left + side) - first;
    for (int y = Math.max(0, top); count > 0 && y < Math.min(height, top + side); y++) {
      System.arraycopy(
          rgb,
          BANDS * (y * width + first),
          part,
          BANDS * ((y - top) * side + first - left),
          BANDS * count);
    }
    return new RgbPicture(side, side, part);
  }

  /**
   * Returns the picture within a square, made smaller by means over areas and never larger.
   *
   * @param side of the square in pixels, from 1
   */
  public RgbPicture within(int side) {
    int longer = Math.max(width, height);
    if (longer <= side) {
      return this;
    }
    int w = Math.max(1, (int) Math.round((double) width * side / longer));
    int h = Math.max(1, (int) Math.round((double) height * side / longer));
    byte[] small = new byte[BANDS * w * h];
    for (int y = 0; y < h; y++) {
      int fromY = (int) ((long) y * height / h);
      int toY = Math.max(fromY + 1, (int) ((long) (y + 1) * height / h));
      for (int x = 0; x < w; x++) {
        int fromX = (int) ((long) x * width / w);
        int toX = Math.max(fromX + 1, (int) ((long) (x + 1) * width / w));
        mean(fromX, fromY, toX, toY, small, BANDS * (y * w + x));
      }
    }
    return new RgbPicture(w, h, small);
  }

  private void mean(int fromX, int fromY, int toX, int toY, byte[] into, int at) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = fromY; y < toY; y++) {
      for (int i = BANDS * (y * width + fromX); i < BANDS * (y * width + toX); i += BANDS) {
        red += rgb[i] & 0xff;
        green += rgb[i + 1] & 0xff;
        blue += rgb[i + 2] & 0xff;
      }
    }
    long count = (long) (toX - fromX) * (toY - fromY);
    into[at] = (byte) ((red + count / 2) / count);
    into[at + 1] = (byte) ((green + count / 2) / count);
    into[at + 2] = (byte) ((blue + count / 2) / count);
  }
}
