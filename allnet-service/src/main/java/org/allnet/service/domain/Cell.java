package org.allnet.service.domain;

import org.allnet.data.InputException;

/**
 * A cell of a case, in a picture.
 *
 * @param id what it is known by
 * @param of the case
 * @param picture where it is to be seen
 * @param number which of the case's cells it is, from 1; the order in which they came
 * @param box where in the picture it is
 */
public record Cell(Id.Cell id, Id.Case of, Id.Picture picture, int number, Box box) {

  /**
   * A part of a picture, in pixels.
   *
   * @param x its left edge
   * @param y its upper edge
   * @param width how wide it is
   * @param height how high it is
   */
  public record Box(int x, int y, int width, int height) {

    /**
     * Refuses a box of nothing.
     *
     * @throws InputException if an edge is negative or a side below 1
     */
    public Box {
      if (x < 0 || y < 0 || width < 1 || height < 1) {
        throw new InputException(
            "box: %d x %d pixels at (%d, %d) are no part of a picture"
                .formatted(width, height, x, y));
      }
    }
  }

  /**
   * Refuses a number below 1.
   *
   * @throws InputException if {@code number} is below 1
   */
  public Cell {
    if (number < 1) {
      throw new InputException("cell: its number is %d; give 1 or more".formatted(number));
    }
  }
}
