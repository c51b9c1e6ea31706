package org.allnet.detect.tile;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.tile.PictureTiles.Tile;
import org.allnet.evaluation.detection.Detection;

/**
 * The cells of one tile that may count: without those cut at an edge of the tile that a neighbour
 * sees whole.
 *
 * @param cells in pixels of the picture that the plan is of
 */
record TileCells(List<Cell> cells) {

  /** How near to a tile's edge a box is taken for one that reaches it, in parts of the tile. */
  private static final double AT_EDGE = 1.5 / 640;

  /**
   * A cell.
   *
   * @param found where it is in the picture
   * @param cut whether it reaches an edge of its tile beyond which the picture goes on
   */
  record Cell(Detection found, boolean cut) {}

  /**
   * Moves what was found in a tile to its place in the picture.
   *
   * @param plan the tiles
   * @param tile the tile
   * @param found in pixels of the tile
   */
  static TileCells of(PictureTiles plan, Tile tile, List<Detection> found) {
    List<Cell> cells = new ArrayList<>();
    double margin = Math.max(0.5, AT_EDGE * plan.side());
    for (Detection one : found) {
      BoundingBox inside = one.box().clippedTo(tile.width(), tile.height());
      if (inside.isEmpty()) {
        continue;
      }
      boolean cut = false;
      boolean elsewhere = false;
      double[][] edges = {
        {tile.left() > 0 ? inside.left() : Double.MAX_VALUE, inside.right()},
        {tile.top() > 0 ? inside.top() : Double.MAX_VALUE, inside.bottom()},
        {
          tile.left() + tile.width() < plan.width()
              ? tile.width() - inside.right()
              : Double.MAX_VALUE,
          tile.width() - inside.left()
        },
        {
          tile.top() + tile.height() < plan.height()
              ? tile.height() - inside.bottom()
              : Double.MAX_VALUE,
          tile.height() - inside.top()
        }
      };
      for (double[] edge : edges) {
        if (edge[0] <= margin) {
          cut = true;
          elsewhere |= edge[1] <= plan.overlap();
        }
      }
      if (!elsewhere) {
        BoundingBox box =
            new BoundingBox(
                inside.left() + tile.left(),
                inside.top() + tile.top(),
                inside.right() + tile.left(),
                inside.bottom() + tile.top());
        cells.add(new Cell(new Detection(one.classIndex(), box, one.score()), cut));
      }
    }
    return new TileCells(cells);
  }
}
