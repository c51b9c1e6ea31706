package org.allnet.data.image.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What PNG files say in chunks of their own: how many pixels they have in a metre ({@code pHYs}),
 * and metadata of a camera ({@code eXIf}).
 */
final class PngMetadata {

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int HEAD = 8;
  private static final int PHYSICAL = chunk("pHYs");
  private static final int EXIF = chunk("eXIf");
  private static final int PIXELS = chunk("IDAT");
  private static final int MOST_CHUNKS = 100_000;
  private static final int MOST_EXIF = 1 << 20;
  private static final byte METRE = 1;

  private PngMetadata() {}

  /**
   * Returns how many pixels a file has in a metre.
   *
   * @param channel the file
   * @return pixels in a metre across; empty if the file is no PNG, says it in no unit, or says
   *     otherwise of pixels in a metre down
   * @throws IOException if the file can't be read
   */
  static OptionalInt perMetre(SeekableByteChannel channel) throws IOException {
    Optional<ByteBuffer> said = content(channel, PHYSICAL, 9);
    if (said.isEmpty() || said.get().limit() != 9) {
      return OptionalInt.empty();
    }
    ByteBuffer bytes = said.get();
    return bytes.get(8) == METRE
            && bytes.getInt(0) > 0
            && PixelSize.isSquare(bytes.getInt(0), bytes.getInt(4))
        ? OptionalInt.of(bytes.getInt(0))
        : OptionalInt.empty();
  }

  /**
   * Returns what a camera or program says of a file's picture.
   *
   * @param channel the file
   * @return EXIF, which is a TIFF file by itself; empty if the file is no PNG or has none
   * @throws IOException if the file can't be read
   */
  static Optional<ByteBuffer> exif(SeekableByteChannel channel) throws IOException {
    return content(channel, EXIF, MOST_EXIF);
  }

  /** The content of the first chunk of a type; a resolution counts before the pixels alone. */
  private static Optional<ByteBuffer> content(SeekableByteChannel channel, int type, int most)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (!filled(channel, 0, head) || head.getLong(0) != SIGNATURE) {
      return Optional.empty();
    }
    long at = HEAD;
    for (int number = 0; number < MOST_CHUNKS && filled(channel, at, head); number++) {
      int length = head.getInt(0);
      int found = head.getInt(4);
      if (length < 0 || (found == PIXELS && type == PHYSICAL)) {
        break;
      }
      if (found == type) {
        ByteBuffer content = ByteBuffer.allocate(Math.min(length, most));
        return length <= most && filled(channel, at + HEAD, content)
            ? Optional.of(content.flip())
            : Optional.empty();
      }
      at += 12L + length;
    }
    return Optional.empty();
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
