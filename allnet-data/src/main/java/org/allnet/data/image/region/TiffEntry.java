package org.allnet.data.image.region;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One entry of a TIFF directory.
 *
 * @param tag what it is about (TIFF 6.0, and its supplements)
 * @param type the type of its numbers
 * @param count how many there are
 * @param value their bytes in the file's order
 * @param order the file's order
 */
record TiffEntry(int tag, int type, long count, ByteBuffer value, ByteOrder order) {

  /** Bytes of a number of each type, 0 for types that don't exist; 16 to 18 are BigTIFF's. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int FLOAT = 11;
  private static final int DOUBLE = 12;

  /** {@return bytes of a number of a type, 0 if there is no such type} */
  static int size(int type) {
    return type >= 0 && type < SIZES.length ? SIZES[type] : 0;
  }

  /** An entry with one whole number of 32 bits. */
  static TiffEntry of(int tag, long number, ByteOrder order) {
    return of(tag, new long[] {number}, order);
  }

  /** An entry with whole numbers of 32 bits. */
  static TiffEntry of(int tag, long[] numbers, ByteOrder order) {
    ByteBuffer value = ByteBuffer.allocate(Integer.BYTES * numbers.length).order(order);
    for (long number : numbers) {
      value.putInt((int) number);
    }
    return new TiffEntry(tag, LONG, numbers.length, value.flip(), order);
  }

  private ByteBuffer bytes() {
    return value.duplicate().order(order);
  }

  /**
   * Returns one of its numbers.
   *
   * @param index from 0, below {@link #count}
   */
  double number(int index) {
    ByteBuffer bytes = bytes();
    int at = bytes.position() + index * size(type);
    return switch (type) {
      case RATIONAL ->
          (double) Integer.toUnsignedLong(bytes.getInt(at))
              / Integer.toUnsignedLong(bytes.getInt(at + Integer.BYTES));
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
      default -> whole(index);
    };
  }

  /**
   * Returns one of its whole numbers.
   *
   * @param index from 0, below {@link #count}
   */
  long whole(int index) {
    ByteBuffer bytes = bytes();
    int at = bytes.position() + index * size(type);
    return switch (size(type)) {
      case Byte.BYTES -> Byte.toUnsignedInt(bytes.get(at));
      case Short.BYTES -> Short.toUnsignedInt(bytes.getShort(at));
      case Integer.BYTES -> Integer.toUnsignedLong(bytes.getInt(at));
      default -> bytes.getLong(at);
    };
  }

  /** {@return whether its numbers are whole} */
  boolean isWhole() {
    return type == 1 || type == SHORT || type == LONG || type == 13 || type >= 16;
  }

  /** {@return its value as text, as far as it is text} */
  String text() {
    ByteBuffer bytes = bytes();
    byte[] text = new byte[bytes.remaining()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8).replace("\0", "");
  }
}
