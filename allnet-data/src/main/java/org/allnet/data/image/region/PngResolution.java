package org.allnet.data.image.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalInt;

/**
 * How many pixels a PNG file has in a metre: its chunk {@code pHYs}, which is before its pixels.
 */
final class PngResolution {

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int PHYSICAL = chunk("pHYs");
  private static final int PIXELS = chunk("IDAT");
  private static final int MOST_CHUNKS = 1000;
  private static final byte METRE = 1;

  private PngResolution() {}

  /**
   * Returns how many pixels a file has in a metre.
   *
   * @param channel the file
   * @return pixels in a metre across; empty if the file is no PNG, says it in no unit, or says
   *     otherwise of pixels in a metre down
   * @throws IOException if the file can't be read
   */
  static OptionalInt perMetre(SeekableByteChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(17);
    if (!filled(channel, 0, bytes.limit(8)) || bytes.getLong(0) != SIGNATURE) {
      return OptionalInt.empty();
    }
    long at = 8;
    for (int number = 0; number < MOST_CHUNKS && filled(channel, at, bytes.limit(8)); number++) {
      int length = bytes.getInt(0);
      int type = bytes.getInt(4);
      if (length < 0 || type == PIXELS) {
        break;
      }
      if (type == PHYSICAL) {
        boolean isSaid =
            length == 9 && filled(channel, at, bytes.limit(17)) && bytes.get(16) == METRE;
        return isSaid
                && bytes.getInt(8) > 0
                && PixelSize.isSquare(bytes.getInt(8), bytes.getInt(12))
            ? OptionalInt.of(bytes.getInt(8))
            : OptionalInt.empty();
      }
      at += 12L + length;
    }
    return OptionalInt.empty();
  }

  /** Reads from a place on until the buffer is full; false if the file ends before. */
  private static boolean filled(SeekableByteChannel channel, long at, ByteBuffer bytes)
      throws IOException {
    bytes.position(0);
    channel.position(at);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int chunk(String name) {
    int number = 0;
    for (int i = 0; i < name.length(); i++) {
      number = (number << 8) | name.charAt(i);
    }
    return number;
  }
}
