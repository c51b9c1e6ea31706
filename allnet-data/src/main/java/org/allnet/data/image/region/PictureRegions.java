package org.allnet.data.image.region;

import java.util.List;

/**
 * A picture of which parts are read, perhaps at several resolutions. Not safe for use by many
 * threads.
 */
public interface PictureRegions extends AutoCloseable {

  /**
   * The picture at one resolution.
   *
   * @param width pixels across
   * @param height pixels down
   */
  record Level(int width, int height) {}

  /** The sides of smaller copies are rounded. */
  double ROUNDED = 1.01;

  /** {@return the resolutions, the finest first; at least one} */
  List<Level> levels();

  /** {@return pixels across of the finest resolution} */
  default int width() {
    return levels().get(0).width();
  }

  /** {@return pixels down of the finest resolution} */
  default int height() {
    return levels().get(0).height();
  }

  /**
   * Returns how many pixels of the finest resolution a pixel of another is wide.
   *
   * @param level which, from 0
   * @return from 1
   */
  default double reduction(int level) {
    return Math.max(
        (double) width() / levels().get(level).width(),
        (double) height() / levels().get(level).height());
  }

  /**
   * Returns the coarsest resolution at which a pixel of the finest still has enough of one.
   *
   * @param scale pixels that are wanted for one of the finest resolution, above 0
   * @return its number, from 0
   */
  default int levelFor(double scale) {
    int level = 0;
    while (level + 1 < levels().size() && reduction(level + 1) * scale <= ROUNDED) {
      level++;
    }
    return level;
  }

  /** {@return what has to be known of the pixels, such as which of several pages they are of} */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Reads a part.
   *
   * @param level at which resolution, from 0
   * @param left first column in pixels of that resolution
   * @param top first row
   * @param width columns, from 1
   * @param height rows, from 1
   * @return 8-bit sRGB, row by row, three bytes a pixel
   * @throws org.allnet.data.InputException if this part of the file is broken
   * @throws IndexOutOfBoundsException if it is not all in the picture
   */
  byte[] rgb(int level, int left, int top, int width, int height);

  /** Closes the file. */
  @Override
  void close();
}
