package org.allnet.detect.field;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.data.JavaMemory;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.field.Field;
import org.allnet.inference.engine.device.MachineMemory;

/** The memory that decoded fields take, told by their sizes before one is decoded. */
public final class FieldMemory {

  private static final int BYTES_PER_PIXEL = 3;

  private FieldMemory() {}

  /**
   * Returns the bytes of fields that are kept as they are.
   *
   * @param fields the fields
   */
  public static long whole(List<Field> fields) {
    return fields.stream()
        .mapToLong(field -> (long) field.width() * field.height() * BYTES_PER_PIXEL)
        .sum();
  }

  /**
   * Returns the bytes of fields that are kept at most so large.
   *
   * @param fields the fields
   * @param most pixels of the longer side
   */
  public static long reduced(List<Field> fields, int most) {
    return fields.stream()
        .mapToLong(
            field -> {
              double scale = Math.min(1, (double) most / Math.max(field.width(), field.height()));
              return (long) (scale * field.width() * scale * field.height() * BYTES_PER_PIXEL);
            })
        .sum();
  }

  /**
   * Refuses fields that don't fit into Java's memory.
   *
   * @param data where they are
   * @param what which they are, such as {@code 60 validation fields}
   * @param bytes how much they take
   * @throws OptionException if they take more than there is for data
   */
  public static void require(Path data, Counted what, long bytes) {
    require(data, what, bytes, MachineMemory.forData());
  }

  static void require(Path data, Counted what, long bytes, long allowed) {
    if (bytes > allowed) {
      throw OptionException.ofKey(
          OptionName.DATA.key(),
          data,
          Sentence.of(
              "%s: its %s %d MiB of Java's memory, and %d MiB are allowed for decoded fields; %s, or make the fields smaller",
              data,
              what.then("needs", "need"),
              (bytes >> 20) + 1,
              allowed >> 20,
              JavaMemory.toHold(bytes)));
    }
  }
}
