package org.allnet.inference.engine.window;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tiles of one size that a stage computes in one call, or some channels of them.
 *
 * @param tiles at least one, all with sources of one size
 * @param part which of the parts of the stage's output channels
 * @param parts how many there are
 */
record TileJob(List<Tile> tiles, int part, int parts) {

  TileJob {
    tiles = List.copyOf(tiles);
  }

  /** All channels of tiles. */
  TileJob(List<Tile> tiles) {
    this(tiles, 0, 1);
  }

  /** {@return the same tiles in so many parts of the output channels} */
  List<TileJob> inParts(int count) {
    return IntStream.range(0, count).mapToObj(number -> new TileJob(tiles, number, count)).toList();
  }

  /** {@return the first channel of a part among so many} */
  static long firstChannel(long channels, int part, int parts) {
    return channels * part / parts;
  }

  /** {@return the first of the job's channels} */
  long firstChannel(long channels) {
    return firstChannel(channels, part, parts);
  }

  /** {@return how many channels the job has} */
  long channels(long channels) {
    return firstChannel(channels, part + 1, parts) - firstChannel(channels);
  }

  /** {@return rows of each tile's source} */
  int height() {
    return tiles.get(0).source().height();
  }

  /** {@return columns of each tile's source} */
  int width() {
    return tiles.get(0).source().width();
  }
}
