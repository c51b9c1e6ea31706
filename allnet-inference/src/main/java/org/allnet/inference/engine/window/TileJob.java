package org.allnet.inference.engine.window;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Strips of one size that a stage computes in one call, or some channels of them.
 *
 * @param strips at least one, all with sources of one size
 * @param part which of the parts of the stage's output channels
 * @param parts how many there are
 */
record TileJob(List<Tile> strips, int part, int parts) {

  TileJob {
    strips = List.copyOf(strips);
  }

  /** All channels of strips. */
  TileJob(List<Tile> strips) {
    this(strips, 0, 1);
  }

  /** {@return the same strips in so many parts of the output channels} */
  List<TileJob> inParts(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new TileJob(strips, number, count))
        .toList();
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

  /** {@return rows of each strip's source} */
  int height() {
    return strips.get(0).source().height();
  }

  /** {@return columns of each strip's source} */
  int width() {
    return strips.get(0).source().width();
  }
}
