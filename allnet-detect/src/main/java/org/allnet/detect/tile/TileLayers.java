package org.allnet.detect.tile;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.look.Monolayer;

/**
 * How far the tiles of a picture are monolayers. A slide is one in places only, so that one score
 * of it says little. Tiles with too few red cells have none.
 *
 * @param tiles those that have a score
 */
public record TileLayers(List<Tile> tiles) {

  /** Of a picture without a score. */
  public static final TileLayers NONE = new TileLayers(List.of());

  /** Copies {@code tiles}, so that nothing changes it from outside. */
  public TileLayers {
    tiles = List.copyOf(tiles);
  }

  /**
   * A tile with its score.
   *
   * @param box where it is, in pixels of the picture
   * @param monolayer how far it is one
   */
  public record Tile(BoundingBox box, Monolayer monolayer) {

    private double distance(BoundingBox cell) {
      return Math.hypot(cell.centreX() - box.centreX(), cell.centreY() - box.centreY());
    }

    private boolean holds(BoundingBox cell) {
      return cell.centreX() >= box.left()
          && cell.centreX() <= box.right()
          && cell.centreY() >= box.top()
          && cell.centreY() <= box.bottom();
    }
  }

  /** {@return what the tile says whose score is in the middle; of two, the lower} */
  public Optional<Monolayer> median() {
    return tiles.stream()
        .map(Tile::monolayer)
        .sorted(Comparator.comparingDouble(Monolayer::score))
        .skip(Math.max(0, tiles.size() - 1) / 2)
        .findFirst();
  }

  /** {@return how many tiles have a score below {@link Monolayer#POOR}} */
  public int poor() {
    return (int) tiles.stream().filter(tile -> tile.monolayer().score() < Monolayer.POOR).count();
  }

  /**
   * Returns how far a cell lies in a monolayer.
   *
   * @param cell its box
   * @return what the tile says in whose middle it lies most; empty if that has no score
   */
  public Optional<Monolayer> at(BoundingBox cell) {
    return tiles.stream()
        .filter(tile -> tile.holds(cell))
        .min(Comparator.comparingDouble(tile -> tile.distance(cell)))
        .map(Tile::monolayer);
  }
}
