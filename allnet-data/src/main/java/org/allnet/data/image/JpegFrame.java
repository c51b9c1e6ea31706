package org.allnet.data.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.allnet.data.InputException;

/** The frame header of a JPEG file, which tells kinds of JPEG that no reader here knows. */
final class JpegFrame {

  private static final int FIRST = 0xC0;
  private static final int LOSSLESS = 0xC3;
  private static final int TABLES = 0xC4;
  private static final int RESERVED = 0xC8;
  private static final int LOSSLESS_ARITHMETIC = 0xCB;
  private static final int CONDITIONING = 0xCC;
  private static final int LAST = 0xCF;
  private static final int LAST_ALONE = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int JPEG_LS = 0xF7;

  private JpegFrame() {}

  /**
   * Looks at the first frame header.
   *
   * @param stream a JPEG file; left at the place where it was
   * @param name what to call the file in messages
   * @throws InputException if it is of a kind that isn't read
   * @throws IOException if the stream can't be read; not if the file ends early
   */
  static void check(ImageInputStream stream, String name) throws IOException {
    stream.mark();
    try {
      stream.seek(2);
      int marker = nextMarker(stream);
      while (marker >= 0 && marker != SCAN && !isFrame(marker)) {
        if (marker > 1 && (marker < 0xD0 || marker > LAST_ALONE)) {
          byte[] length = new byte[2];
          if (stream.read(length) < 2) {
            return;
          }
          stream.seek(
              stream.getStreamPosition() - 2 + ((length[0] & 0xFF) << 8 | length[1] & 0xFF));
        }
        marker = nextMarker(stream);
      }
      if (marker < 0 || marker == SCAN) {
        return;
      }
      stream.seek(stream.getStreamPosition() + 2);
      refuse(marker, stream.read(), name);
    } finally {
      stream.reset();
    }
  }

  private static void refuse(int marker, int bits, String name) {
    if (marker == JPEG_LS) {
      throw InputException.in(name, "is a JPEG-LS picture; save it as PNG or TIFF");
    }
    if ((marker > TABLES && marker < RESERVED) || marker > CONDITIONING) {
      throw InputException.in(name, "is a hierarchical JPEG picture; save it as PNG or TIFF");
    }
    boolean lossless = marker == LOSSLESS || marker == LOSSLESS_ARITHMETIC;
    if (!lossless && bits > Byte.SIZE) {
      throw InputException.in(
          name,
          "is a JPEG picture of %d bits, of which 8 are read; export it as 8-bit RGB"
              .formatted(bits));
    }
  }

  private static boolean isFrame(int marker) {
    boolean inRange = marker >= FIRST && marker <= LAST;
    return marker == JPEG_LS
        || (inRange && marker != TABLES && marker != RESERVED && marker != CONDITIONING);
  }

  /** The next marker's second byte, -1 at the end. */
  private static int nextMarker(ImageInputStream stream) throws IOException {
    int last = stream.read();
    while (last >= 0) {
      int next = stream.read();
      if (last == 0xFF && next > 0 && next < 0xFF) {
        return next;
      }
      last = next;
    }
    return -1;
  }
}
