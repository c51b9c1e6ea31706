package org.allnet.data.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.allnet.data.file.ImageFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells files whose end is missing or was never written: an interrupted copy or download leaves a
 * file of full length that ends in zeros, and most readers show the lost part black.
 */
final class LostTail {

  private static final int PNG_SIGNATURE = 8;

  /** Length, type and checksum of a chunk. */
  private static final int PNG_FRAME = 12;

  private static final int LOWER_CASE = 0x20;
  private static final int END = 0xD9;

  private LostTail() {}

  /**
   * Looks at the content of a file.
   *
   * @param format the format
   * @param strips where the picture is in a TIFF file, null for the other formats
   * @param bytes the content of the file
   * @return what is wrong, as part of a sentence that begins with the file; null if nothing is seen
   */
  static @Nullable String of(ImageFormat format, @Nullable TiffStrips strips, byte[] bytes) {
    if (strips != null) {
      return strips.flaw(bytes);
    }
    return switch (format) {
      case PNG -> ofPng(bytes);
      case JPEG -> ofJpeg(bytes);
      case BMP, TIFF -> null;
    };
  }

  private static @Nullable String ofPng(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    int at = PNG_SIGNATURE;
    while (at + PNG_FRAME <= file.length) {
      int length = in.getInt(at);
      if (length < 0 || length > file.length - at - PNG_FRAME) {
        break;
      }
      if ((file[at + 4] & LOWER_CASE) == 0) {
        String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(file, at + 4, length + 4);
        if ((int) sum.getValue() != in.getInt(at + 8 + length)) {
          return type.matches("[A-Z]{4}")
              ? "its chunk " + type + " doesn't fit its checksum"
              : "a chunk doesn't fit its checksum";
        }
        if (type.equals("IEND")) {
          return null;
        }
      }
      at += length + PNG_FRAME;
    }
    return "its end chunk is missing";
  }

  private static @Nullable String ofJpeg(byte[] file) {
    return jpegEnds(file) ? null : "its end marker is missing";
  }

  /** Whether a JPEG has its end marker; those of thumbnails in its segments don't count. */
  private static boolean jpegEnds(byte[] file) {
    int at = 2;
    while (at + 1 < file.length) {
      int marker = file[at + 1] & 0xFF;
      if ((file[at] & 0xFF) != 0xFF || marker == 0xFF || isWithinScan(marker)) {
        at++;
      } else if (marker == END) {
        return true;
      } else if (at + 3 < file.length) {
        // The data of a scan follow its segment, and no marker is in them.
        at += 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
      } else {
        return false;
      }
    }
    return false;
  }

  private static boolean isWithinScan(int marker) {
    return marker <= 1 || (marker >= 0xD0 && marker <= 0xD8);
  }

  /** {@return how many zeros the part of a file from a place to another ends in} */
  static int zerosAtEnd(byte[] file, int from, int to) {
    int at = to;
    while (at > from && file[at - 1] == 0) {
      at--;
    }
    return to - at;
  }
}
