package org.allnet.data.image.region;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the directories of a TIFF or BigTIFF file, those below others too. What isn't looked at
 * isn't read, so that a large file costs nothing.
 */
final class TiffDirectories {

  private static final int TIFF = 42;
  private static final int BIG_TIFF = 43;
  private static final int MOST_DIRECTORIES = 1000;
  private static final int MOST_ENTRIES = 4096;

  /** Places of eight million tiles. */
  private static final long MOST_BYTES = 1L << 26;

  private final SeekableByteChannel channel;
  private final ByteOrder order;
  private final boolean big;

  private TiffDirectories(SeekableByteChannel channel, ByteOrder order, boolean big) {
    this.channel = channel;
    this.order = order;
    this.big = big;
  }

  /**
   * Reads all directories of a file.
   *
   * @param channel the file
   * @return the directories in their order, those below one after it; empty if the file is no TIFF
   * @throws IOException if the file can't be read, is cut short or says impossible things
   */
  static Optional<List<TiffDirectory>> read(SeekableByteChannel channel) throws IOException {
    if (channel.size() < 8) {
      return Optional.empty();
    }
    ByteBuffer head = bytes(channel, 0, 8);
    ByteOrder order =
        head.get(0) == 'I' && head.get(1) == 'I'
            ? ByteOrder.LITTLE_ENDIAN
            : head.get(0) == 'M' && head.get(1) == 'M' ? ByteOrder.BIG_ENDIAN : null;
    if (order == null) {
      return Optional.empty();
    }
    head.order(order);
    int magic = head.getShort(2);
    if (magic != TIFF && magic != BIG_TIFF) {
      return Optional.empty();
    }
    boolean big = magic == BIG_TIFF;
    if (big && head.getShort(4) != 8) {
      throw new IOException("its numbers have " + head.getShort(4) + " bytes");
    }
    long first =
        big ? bytes(channel, 8, 8).order(order).getLong(0) : Integer.toUnsignedLong(head.getInt(4));
    return Optional.of(new TiffDirectories(channel, order, big).all(first));
  }

  /**
   * Where a directory is.
   *
   * @param at its place in the file
   * @param above the place of the directory that it is below of; 0 if it is below none
   */
  private record Link(long at, long above) {}

  private List<TiffDirectory> all(long first) throws IOException {
    List<TiffDirectory> found = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Deque<Link> open = new ArrayDeque<>(List.of(new Link(first, 0)));
    while (!open.isEmpty() && found.size() < MOST_DIRECTORIES) {
      Link link = open.pop();
      long at = link.at();
      if (at == 0 || !seen.add(at)) {
        continue;
      }
      int width = big ? 8 : 2;
      ByteBuffer number = bytes(channel, at, width).order(order);
      long count = big ? number.getLong(0) : Short.toUnsignedInt(number.getShort(0));
      if (count < 0 || count > MOST_ENTRIES) {
        throw new IOException("a directory has " + count + " entries");
      }
      int entrySize = big ? 20 : 12;
      ByteBuffer table =
          bytes(channel, at + width, (int) count * entrySize + (big ? 8 : 4)).order(order);
      TreeMap<Integer, TiffEntry> entries = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        entry(table.slice(i * entrySize, entrySize).order(order))
            .ifPresent(entry -> entries.putIfAbsent(entry.tag(), entry));
      }
      found.add(new TiffDirectory(at, link.above(), entries, order));
      int behind = (int) count * entrySize;
      long next = big ? table.getLong(behind) : Integer.toUnsignedLong(table.getInt(behind));
      open.push(new Link(next, link.above()));
      TiffEntry below = entries.get(TiffDirectory.PARTS);
      if (below != null && (below.isWhole() || below.type() == 18)) {
        for (int i = (int) Math.min(below.count(), MOST_DIRECTORIES) - 1; i >= 0; i--) {
          open.push(new Link(below.whole(i), at));
        }
      }
    }
    return found;
  }

  private Optional<TiffEntry> entry(ByteBuffer table) throws IOException {
    int tag = Short.toUnsignedInt(table.getShort(0));
    int type = Short.toUnsignedInt(table.getShort(2));
    long count = big ? table.getLong(4) : Integer.toUnsignedLong(table.getInt(4));
    int size = TiffEntry.size(type);
    if (size == 0 || !(TiffDirectory.LAID_OUT.contains(tag) || TiffDirectory.READ.contains(tag))) {
      return Optional.empty();
    }
    if (count < 0 || count > MOST_BYTES / size) {
      throw new IOException("its entry " + tag + " has " + count + " values");
    }
    int length = (int) count * size;
    int room = big ? 8 : 4;
    int at = big ? 12 : 8;
    ByteBuffer value =
        length <= room
            ? table.slice(at, length)
            : bytes(
                channel,
                big ? table.getLong(at) : Integer.toUnsignedLong(table.getInt(at)),
                length);
    return Optional.of(new TiffEntry(tag, type, count, value, order));
  }

  /**
   * Reads bytes.
   *
   * @throws EOFException if the file ends before
   */
  static ByteBuffer bytes(SeekableByteChannel channel, long at, int length) throws IOException {
    if (at < 0 || length < 0 || at + length > channel.size()) {
      throw new EOFException("it ends before byte " + (at + length));
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(at);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("it ends before byte " + (at + length));
      }
    }
    return bytes.flip();
  }
}
