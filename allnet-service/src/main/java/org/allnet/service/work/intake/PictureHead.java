package org.allnet.service.work.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageHeader;

/**
 * How large the picture of a file says it is, told without decoding a pixel. PNG and BMP files say
 * it in their first bytes; others are looked into.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PictureHead(int width, int height) {

  /** Enough for PNG and BMP. */
  static final int BYTES = 32;

  private static final long PNG = 0x89504e470d0a1a0aL;
  private static final int HEADER = 0x49484452; // IHDR
  private static final int HEADER_BYTES = 13;
  private static final int BITMAP = 0x424d; // BM
  private static final int BITMAP_HEADER_BYTES = 40;

  /** Lays the whole file down for as long as something looks at it. */
  interface Whole {
    <T> T look(Function<Path, T> reader);
  }

  /**
   * Looks at a file.
   *
   * @param head its first {@link #BYTES} bytes, or fewer if it has fewer
   * @param bytes how many it has
   * @throws InputException if it is none of the four formats, empty, its header is broken, or it
   *     says that it has more pixels than {@code limits} allow; the message does not name it
   */
  static PictureHead of(byte[] head, long bytes, DecodeLimits limits, Whole whole) {
    if (bytes == 0) {
      throw new InputException("is empty; copy the image again");
    }
    PictureHead said = quick(head);
    PictureHead size = said.width > 0 && said.height > 0 ? said : whole.look(PictureHead::of);
    if ((long) size.width * size.height > limits.maxPixels()) {
      throw new InputException(
          "is %dx%d pixels, more than the %d allowed; crop or export it smaller"
              .formatted(size.width, size.height, limits.maxPixels()));
    }
    return size;
  }

  private static PictureHead of(Path file) {
    try {
      ImageHeader header = ImageHeader.read(file);
      return new PictureHead(header.width(), header.height());
    } catch (InputException e) {
      throw new InputException(
          ImageDecoder.reason(file.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  /** Without a side if the first bytes do not tell. */
  private static PictureHead quick(byte[] head) {
    if (head.length >= BYTES) {
      ByteBuffer bytes = ByteBuffer.wrap(head);
      if (bytes.getLong(0) == PNG
          && bytes.getInt(8) == HEADER_BYTES
          && bytes.getInt(12) == HEADER) {
        return new PictureHead(bytes.getInt(16), bytes.getInt(20));
      }
      boolean bitmap = Short.toUnsignedInt(bytes.getShort(0)) == BITMAP;
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      if (bitmap && bytes.getInt(14) >= BITMAP_HEADER_BYTES) {
        return new PictureHead(bytes.getInt(18), Math.abs(bytes.getInt(22)));
      }
    }
    return new PictureHead(0, 0);
  }
}
