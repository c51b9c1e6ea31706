package org.allnet.explain.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Arrays in the format of NumPy, version 1.0: little-endian float32 in row-major order. {@code
 * numpy.load} reads them.
 */
public final class NpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /**
   * Returns the bytes of a file.
   *
   * @param values the numbers, row by row
   * @param shape the length of each axis; the product is the number of values
   * @throws IllegalArgumentException if the shape does not fit the values
   */
  public static byte[] bytes(float[] values, int... shape) {
    if (Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          "%d values for a shape of %s".formatted(values.length, Arrays.toString(shape)));
    }
    String axes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(axes, shape.length == 1 ? "," : "");
    int head = MAGIC.length + Short.BYTES;
    int padded = (head + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - head;
    ByteBuffer buffer =
        ByteBuffer.allocate(head + padded + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).putShort((short) padded);
    buffer.put(
        (dictionary + " ".repeat(padded - dictionary.length() - 1) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }
}
