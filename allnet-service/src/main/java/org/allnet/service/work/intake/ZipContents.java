package org.allnet.service.work.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.allnet.data.InputException;

/**
 * The files in a zip. What it says of itself is checked before anything is unpacked, and what it
 * really has is counted while it is. No entry's name ever becomes a path.
 */
final class ZipContents {

  private static final int LOCAL = 0x04034b50;
  private static final int EMPTY = 0x06054b50;

  private ZipContents() {}

  /** Takes an entry's bytes. */
  interface Entry {
    void take(String name, InputStream content) throws IOException;
  }

  /** Whether a file that begins so is a zip. */
  static boolean isZip(byte[] head) {
    if (head.length < Integer.BYTES) {
      return false;
    }
    int first = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    return first == LOCAL || first == EMPTY;
  }

  /**
   * Hands on all files of a zip but those that systems add.
   *
   * @throws InputException if it is broken, encrypted, larger than the limits, or names a place
   *     outside of itself
   */
  static void unpack(Path zip, IntakeLimits limits, Entry reader) throws IOException {
    try {
      ZipDirectory.check(zip, limits.zip().entries());
      try (ZipFile file = new ZipFile(zip.toFile())) {
        List<? extends ZipEntry> entries = Collections.list(file.entries());
        long packed = zip.toFile().length();
        check(entries, packed, limits.zip());
        Counted counted = new Counted(most(packed, limits.zip()));
        for (ZipEntry entry : entries) {
          if (!entry.isDirectory() && !isOfSystems(entry.getName())) {
            try (InputStream in = counted.counting(file.getInputStream(entry))) {
              reader.take(entry.getName(), in);
            }
          }
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw new InputException("is a broken zip; pack it again", e);
    }
  }

  private static long most(long packed, IntakeLimits.Zip limits) {
    return Math.min(limits.bytes(), packed * limits.ratio());
  }

  private static void check(
      List<? extends ZipEntry> entries, long packed, IntakeLimits.Zip limits) {
    long all = 0;
    int number = 0;
    for (ZipEntry entry : entries) {
      number++;
      all += Math.max(0, entry.getSize());
      if (!isInside(entry.getName())) {
        throw new InputException(
            "is a zip whose entry %d names a place outside of it; pack it again".formatted(number));
      }
    }
    if (all > most(packed, limits)) {
      throw tooLarge();
    }
  }

  /** Whether a name stays below the folder in which a zip would be unpacked. */
  private static boolean isInside(String name) {
    return !name.isEmpty()
        && !name.startsWith("/")
        && name.indexOf('\\') < 0
        && name.indexOf(':') < 0
        && name.chars().noneMatch(Character::isISOControl)
        && List.of(name.split("/")).stream().noneMatch(part -> part.equals(".."));
  }

  /** What macOS and Windows put beside pictures. */
  private static boolean isOfSystems(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return name.startsWith("__MACOSX/") || last.startsWith(".") || last.equals("Thumbs.db");
  }

  private static InputException tooLarge() {
    return new InputException("is a zip that is too large unpacked; pack fewer pictures into it");
  }

  /** Counts what is really unpacked, over all entries. */
  private static final class Counted {

    private final long most;
    private long bytes;

    Counted(long most) {
      this.most = most;
    }

    private void add(long read) {
      bytes += Math.max(0, read);
      if (bytes > most) {
        throw tooLarge();
      }
    }

    InputStream counting(InputStream in) {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          int one = in.read();
          add(one < 0 ? 0 : 1);
          return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          int read = in.read(into, from, length);
          add(read);
          return read;
        }

        @Override
        public void close() throws IOException {
          in.close();
        }
      };
    }
  }
}
