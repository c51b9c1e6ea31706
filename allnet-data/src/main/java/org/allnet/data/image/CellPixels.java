package org.allnet.data.image;

/**
 * A decoded image kept as its non-black window inside a black frame.
 *
 * @param frameHeight height of the whole image in pixels
 * @param frameWidth width of the whole image in pixels
 * @param top first row of the window
 * @param left first column of the window
 * @param height rows of the window, 0 for an all-black image
 * @param width columns of the window, 0 for an all-black image
 * @param rgb the window's pixels, row by row, three bytes (red, green, blue) each, unsigned; {@code
 *     height * width * 3} bytes. Not copied: treat it as read-only
 */
public record CellPixels(
    int frameHeight, int frameWidth, int top, int left, int height, int width, byte[] rgb) {

  /** Checks the window against the frame and the bytes. */
  public CellPixels {
    if (top < 0
        || left < 0
        || height < 0
        || width < 0
        || top + height > frameHeight
        || left + width > frameWidth
        || rgb.length != height * width * 3) {
      throw new IllegalArgumentException(
          "window %d,%d %dx%d with %d bytes does not fit a %dx%d frame"
              .formatted(top, left, height, width, rgb.length, frameHeight, frameWidth));
    }
  }
}
