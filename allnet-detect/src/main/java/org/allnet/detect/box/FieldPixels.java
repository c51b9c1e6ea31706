package org.allnet.detect.box;

import org.allnet.data.image.CellPixels;

/**
 * The pixels of a whole field.
 *
 * @param width pixels across
 * @param height pixels down
 * @param rgb row by row, three bytes (red, green, blue) a pixel, unsigned; not copied: treat it as
 *     read-only
 */
public record FieldPixels(int width, int height, byte[] rgb) {

  /**
   * Checks that the bytes fit the size.
   *
   * @throws IllegalArgumentException if the bytes do not fit the size
   */
  public FieldPixels {
    if (width < 1 || height < 1 || rgb.length != 3 * width * height) {
      throw new IllegalArgumentException(
          "%d bytes of a field of %dx%d".formatted(rgb.length, width, height));
    }
  }

  /**
   * Returns a decoded image as a field, with its black borders.
   *
   * @param image of any decoder
   */
  public static FieldPixels of(CellPixels image) {
    int width = image.frameWidth();
    int height = image.frameHeight();
    if (image.width() == width && image.height() == height) {
      return new FieldPixels(width, height, image.rgb());
    }
    byte[] rgb = new byte[3 * width * height];
    for (int row = 0; row < image.height(); row++) {
      System.arraycopy(
          image.rgb(),
          3 * row * image.width(),
          rgb,
          3 * ((image.top() + row) * width + image.left()),
          3 * image.width());
    }
    return new FieldPixels(width, height, rgb);
  }
}
