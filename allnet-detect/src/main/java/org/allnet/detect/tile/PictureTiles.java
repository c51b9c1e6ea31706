package org.allnet.detect.tile;

import java.util.ArrayList;
import java.util.List;

/**
 * How a picture is cut into square tiles that overlap. All are of one size, so that all are looked
 * at at one scale; the last of a row or column lies at the picture's edge and overlaps more. A
 * picture that is smaller than a tile is one.
 *
 * @param width of the picture in pixels, from 1
 * @param height of the picture in pixels, from 1
 * @param side of a tile in pixels
 * @param overlap pixels that neighbours share at least, below half of the side
 */
public record PictureTiles(int width, int height, int side, int overlap) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if {@code width}, {@code height} or {@code side} is below 1,
   *     or {@code overlap} is negative or not below half of {@code side}
   */
  public PictureTiles {
    if (width < 1 || height < 1 || overlap < 0 || side < 1 || 2L * overlap >= side) {
      throw new IllegalArgumentException(
          "tiles of %d that overlap by %d on %dx%d".formatted(side, overlap, width, height));
    }
  }

  /**
   * A tile.
   *
   * @param left first column
   * @param top first row
   * @param width columns that are in the picture
   * @param height rows that are in the picture
   */
  public record Tile(int left, int top, int width, int height) {}

  /** {@return how many tiles there are} */
  public int count() {
    return starts(width).size() * starts(height).size();
  }

  /** {@return the tiles, row by row} */
  public List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (int top : starts(height)) {
      for (int left : starts(width)) {
        tiles.add(new Tile(left, top, Math.min(side, width), Math.min(side, height)));
      }
    }
    return tiles;
  }

  private List<Integer> starts(int length) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    int last = Math.max(0, length - side);
    while (starts.get(starts.size() - 1) < last) {
      starts.add(Math.min(last, starts.get(starts.size() - 1) + side - overlap));
    }
    return starts;
  }
}
