package org.allnet.detect.tile;

import java.util.List;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/** The tiles of a picture that have been looked at. */
public interface FinishedTiles {

  /** A keeper of nothing: every tile is to be looked at. */
  FinishedTiles NONE =
      new FinishedTiles() {
        @Override
        public @Nullable List<Detection> cells(int tile) {
          return null;
        }

        @Override
        public boolean isGround(int tile) {
          return false;
        }

        @Override
        public void keep(int tile, List<Detection> cells, boolean ground) {}
      };

  /**
   * Returns what was found in a tile before.
   *
   * @param tile its number
   * @return the cells in pixels of the tile; null if it has not been looked at
   */
  @Nullable List<Detection> cells(int tile);

  /**
   * Returns whether a tile that has been looked at shows ground alone.
   *
   * @param tile its number
   */
  boolean isGround(int tile);

  /**
   * Keeps what was found in a tile.
   *
   * @param tile its number
   * @param cells in pixels of the tile
   * @param ground whether it shows ground alone
   */
  void keep(int tile, List<Detection> cells, boolean ground);
}
