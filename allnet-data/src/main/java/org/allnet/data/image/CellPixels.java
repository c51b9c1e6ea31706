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

  /**
   * Checks the window against the frame and the bytes.
   *
   * @throws IllegalArgumentException if the window has a negative edge or side, leaves the frame,
   *     or does not have three bytes for each pixel
   */
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

  /** {@return how many pixels are not black} */
  public int area() {
    int area = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        area += isBlack(row, column) ? 0 : 1;
      }
    }
    return area;
  }

  /**
   * {@return whether nothing is in it: all pixels of the window are of one colour, or there is no
   * window}
   */
  public boolean isEven() {
    for (int i = 3; i < rgb.length; i++) {
      if (rgb[i] != rgb[i - 3]) {
        return false;
      }
    }
    return true;
  }

  /**
   * How far the cell reaches from the middle of the frame, however it is turned around it.
   *
   * @return the distance in pixels from the middle to the outermost corner of a pixel that is not
   *     black; 0 for an all-black image
   */
  public double farthest() {
    double square = 0;
    for (int y = 0; y < height; y++) {
      int first = 0;
      while (first < width && isBlack(y, first)) {
        first++;
      }
      if (first < width) {
        int last = width - 1;
        while (isBlack(y, last)) {
          last--;
        }
        double down = Math.abs(top + y + 0.5 - frameHeight / 2.0) + 0.5;
        double middle = frameWidth / 2.0;
        double along = Math.max(middle - left - first, left + last + 1 - middle);
        square = Math.max(square, down * down + along * along);
      }
    }
    return Math.sqrt(square);
  }

  private boolean isBlack(int row, int column) {
    int i = (row * width + column) * 3;
    return (rgb[i] | rgb[i + 1] | rgb[i + 2]) == 0;
  }

  /**
   * The middle of the frame, or the frame in the middle of a larger black one.
   *
   * @param newHeight rows of the result
   * @param newWidth columns of the result
   * @return the same pixels in another frame, those outside it cut off
   */
  public CellPixels centreCrop(int newHeight, int newWidth) {
    if (newHeight == frameHeight && newWidth == frameWidth) {
      return this;
    }
    int down = Math.floorDiv(newHeight - frameHeight, 2);
    int along = Math.floorDiv(newWidth - frameWidth, 2);
    int newTop = Math.max(0, top + down);
    int newLeft = Math.max(0, left + along);
    int rows = Math.min(newHeight, top + height + down) - newTop;
    int columns = Math.min(newWidth, left + width + along) - newLeft;
    if (rows <= 0 || columns <= 0) {
      return new CellPixels(newHeight, newWidth, 0, 0, 0, 0, new byte[0]);
    }
    if (rows == height && columns == width) {
      return new CellPixels(newHeight, newWidth, newTop, newLeft, rows, columns, rgb);
    }
    byte[] kept = new byte[rows * columns * 3];
    for (int y = 0; y < rows; y++) {
      int source = ((newTop - down - top + y) * width + newLeft - along - left) * 3;
      System.arraycopy(rgb, source, kept, y * columns * 3, columns * 3);
    }
    return new CellPixels(newHeight, newWidth, newTop, newLeft, rows, columns, kept);
  }
}
