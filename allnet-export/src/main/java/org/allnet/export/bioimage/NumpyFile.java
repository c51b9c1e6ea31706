package org.allnet.export.bioimage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.allnet.data.file.AtomicFile;

/** Numbers in NumPy's file format, version 1.0. */
final class NumpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NumpyFile() {}

  /** Writes float32 numbers, row by row. */
  static void write(Path file, long[] shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    String axes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(axes, shape.length == 1 ? "," : "");
    int begin = MAGIC.length + 2;
    int padding = ALIGNMENT - (begin + header.length() + 1) % ALIGNMENT;
    String padded = header + " ".repeat(padding % ALIGNMENT) + "\n";
    AtomicFile.write(
        file,
        out -> {
          out.write(MAGIC);
          out.write(padded.length() & 0xFF);
          out.write(padded.length() >> 8);
          out.write(padded.getBytes(StandardCharsets.US_ASCII));
          out.write(bytes.array());
        });
  }
}
