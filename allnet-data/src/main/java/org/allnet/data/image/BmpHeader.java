package org.allnet.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The header of a BMP file: fields that no viewer needs are put right, and its profile found. */
final class BmpHeader {

  private static final int FILE_SIZE = 2;
  private static final int HEADER = 14;
  private static final int V5 = 124;
  private static final int PIXELS = 10;
  private static final int HEIGHT_FIELD = 22;
  private static final int BITS_OF_OLD = 24;
  private static final int PLANES = 26;
  private static final int BITS = 28;
  private static final int COMPRESSION = 30;
  private static final int PIXEL_BYTES = 34;
  private static final int COLOURS = 46;
  private static final int RUNS_OF_BYTES = 1;
  private static final int RUNS_OF_HALF_BYTES = 2;
  private static final int COLOUR_SPACE = HEADER + 56;
  private static final int PROFILE_OFFSET = HEADER + 112;
  private static final int PROFILE_SIZE = HEADER + 116;
  private static final int EMBEDDED = 0x4D424544; // "MBED", read from the lowest byte

  private BmpHeader() {}

  /** {@return whether the bytes begin as a BMP file does} */
  static boolean fits(byte[] file) {
    return file.length > HEADER + 40 && file[0] == 'B' && file[1] == 'M';
  }

  /**
   * Puts the file's size and the number of planes right.
   *
   * @param file the file or its first bytes; not changed
   * @param length the file's length
   * @return a copy, or the same array if all is right
   */
  static byte[] mended(byte[] file, long length) {
    if (!fits(file)) {
      return file;
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    boolean size = in.getInt(FILE_SIZE) == (int) length;
    boolean planes = in.getInt(HEADER) < 40 || in.getShort(PLANES) == 1;
    if (size && planes) {
      return file;
    }
    byte[] copy = file.clone();
    ByteBuffer out = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(FILE_SIZE, (int) length);
    if (!planes) {
      out.putShort(PLANES, (short) 1);
    }
    return copy;
  }

  /** {@return whether the bytes are of a BMP file whose lowest row is first, as in most} */
  static boolean isUpwards(byte[] file) {
    return fits(file)
        && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(HEIGHT_FIELD) > 0;
  }

  /**
   * Returns where in a file its picture ends.
   *
   * @param file the content of a BMP file
   * @param width pixels across
   * @param height pixels down
   * @return the place after its last pixel, which may be beyond the end of the file; the end of the
   *     file if it doesn't say
   */
  static long pixelEnd(byte[] file, int width, int height) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long from = in.getInt(PIXELS) & 0xFFFFFFFFL;
    boolean old = in.getInt(HEADER) < 40;
    long bits = in.getShort(old ? BITS_OF_OLD : BITS);
    int compression = old ? 0 : in.getInt(COMPRESSION);
    if (compression == RUNS_OF_BYTES || compression == RUNS_OF_HALF_BYTES) {
      long size = in.getInt(PIXEL_BYTES) & 0xFFFFFFFFL;
      return size > 0 ? from + size : file.length;
    }
    return from + (width * bits + 31) / 32 * 4 * (height - 1) + (width * bits + 7) / 8;
  }

  /** {@return how many colours the palette has, 0 if there is none or it has all there can be} */
  static int colours(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return fits(file) && in.getInt(HEADER) >= 40 && in.getShort(BITS) <= Byte.SIZE
        ? Math.max(0, in.getInt(COLOURS))
        : 0;
  }

  /** The embedded colour profile, null if there is none. */
  static byte @Nullable [] profile(byte[] file) {
    if (!fits(file) || file.length < HEADER + V5) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(HEADER) < V5 || in.getInt(COLOUR_SPACE) != EMBEDDED) {
      return null;
    }
    long from = HEADER + (in.getInt(PROFILE_OFFSET) & 0xFFFFFFFFL);
    long size = in.getInt(PROFILE_SIZE) & 0xFFFFFFFFL;
    return size == 0 || from + size > file.length
        ? null
        : Arrays.copyOfRange(file, (int) from, (int) (from + size));
  }
}
