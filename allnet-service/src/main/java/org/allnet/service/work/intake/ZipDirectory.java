package org.allnet.service.work.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.allnet.data.InputException;

/**
 * The list at the end of a zip, read before Java reads it as a whole: how many entries there are,
 * and whether one is a link or encrypted, which Java does not tell.
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MOST_COMMENT = 0xffff;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;

  /** What an entry may need for its name and further fields, on average. */
  private static final int ROOM = 1024;

  private static final int ENCRYPTED = 1;
  private static final int UNIX = 3;
  private static final int FILE_TYPE = 0xf000;
  private static final int REGULAR = 0x8000;
  private static final int FOLDER = 0x4000;

  private ZipDirectory() {}

  /**
   * Checks a list.
   *
   * @throws InputException if it is broken, has too many entries, or one that is a link, a device
   *     or encrypted
   */
  static void check(Path zip, int most) throws IOException {
    try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
      ByteBuffer end = end(channel);
      int entries = Short.toUnsignedInt(end.getShort(10));
      long bytes = Integer.toUnsignedLong(end.getInt(12));
      long from = Integer.toUnsignedLong(end.getInt(16));
      if (entries > most || bytes > (long) Math.max(1, entries) * ROOM) {
        throw new InputException(
            "is a zip with more than %d entries; pack fewer pictures into it".formatted(most));
      }
      if (from + bytes > channel.size()) {
        throw broken();
      }
      ByteBuffer list = read(channel, from, (int) bytes);
      int at = 0;
      for (int i = 1; i <= entries; i++) {
        if (at + ENTRY_BYTES > list.capacity() || list.getInt(at) != ENTRY) {
          throw broken();
        }
        check(list, at, i);
        at +=
            ENTRY_BYTES
                + Short.toUnsignedInt(list.getShort(at + 28))
                + Short.toUnsignedInt(list.getShort(at + 30))
                + Short.toUnsignedInt(list.getShort(at + 32));
      }
      if (at != list.capacity()) {
        throw broken();
      }
    }
  }

  private static void check(ByteBuffer list, int at, int number) {
    if ((list.getShort(at + 8) & ENCRYPTED) != 0) {
      throw new InputException("is an encrypted zip; pack it without a password");
    }
    boolean unix = list.get(at + 5) == UNIX;
    int type = unix ? list.getInt(at + 38) >>> 16 & FILE_TYPE : 0;
    if (type != 0 && type != REGULAR && type != FOLDER) {
      throw new InputException(
          "is a zip whose entry %d is a link and no file; pack the file itself".formatted(number));
    }
  }

  private static ByteBuffer end(FileChannel channel) throws IOException {
    int tail = (int) Math.min(channel.size(), END_BYTES + MOST_COMMENT);
    ByteBuffer bytes = read(channel, channel.size() - tail, tail);
    for (int at = tail - END_BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == END
          && at + END_BYTES + Short.toUnsignedInt(bytes.getShort(at + 20)) == tail) {
        return bytes.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw broken();
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // until it is full or the file ends
    }
    if (buffer.hasRemaining()) {
      throw broken();
    }
    return buffer.flip();
  }

  private static InputException broken() {
    return new InputException("is a broken zip; pack it again");
  }
}
