package org.allnet.data.image.region;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How a picture of a TIFF file is cut into segments, which are tiles or strips, each decodable by
 * itself.
 *
 * @param directory what the file says
 * @param width of a segment
 * @param height of a segment; the last strip may have fewer rows
 * @param across how many segments lie beside each other
 * @param down how many rows of them there are
 */
record TiffSegments(TiffDirectory directory, int width, int height, int across, int down) {

  /** A segment takes some 12 bytes a pixel to decode. */
  private static final long MOST_PIXELS = 16_000_000;

  /** Strips that aren't compressed are read by parts of so many bytes. */
  private static final long PART_BYTES = 4L << 20;

  /**
   * Returns the segments of a picture.
   *
   * @throws IOException if the file says impossible things
   * @throws UnsplitException if a segment is too large
   */
  static TiffSegments of(TiffDirectory directory) throws IOException, UnsplitException {
    long width = directory.width();
    long height = directory.height();
    boolean tiled = directory.isTiled();
    long segmentWidth = tiled ? directory.number(TiffDirectory.TILE_WIDTH, 0) : width;
    long segmentHeight =
        tiled
            ? directory.number(TiffDirectory.TILE_HEIGHT, 0)
            : Math.min(directory.number(TiffDirectory.ROWS_PER_STRIP, height), height);
    if (segmentWidth < 1 || segmentHeight < 1) {
      throw new IOException("its parts are %dx%d pixels".formatted(segmentWidth, segmentHeight));
    }
    if (!tiled && isPlain(directory)) {
      segmentHeight = partRows(segmentHeight, width * directory.samples(), height);
    }
    if (segmentWidth > MOST_PIXELS || segmentHeight > MOST_PIXELS / segmentWidth) {
      throw new UnsplitException(segmentWidth, segmentHeight);
    }
    TiffSegments segments =
        new TiffSegments(
            directory,
            (int) segmentWidth,
            (int) segmentHeight,
            Math.toIntExact((width + segmentWidth - 1) / segmentWidth),
            Math.toIntExact((height + segmentHeight - 1) / segmentHeight));
    segments.check();
    return segments;
  }

  /** A picture that can't be read by parts, since it has none that are small enough. */
  static final class UnsplitException extends Exception {
    private static final long serialVersionUID = 1;

    UnsplitException(long width, long height) {
      super("%dx%d".formatted(width, height));
    }
  }

  private static boolean isPlain(TiffDirectory directory) {
    return directory.compression() == TiffDirectory.NONE
        && !directory.isPlanar()
        && directory.number(262, 1) != 6;
  }

  /** The most rows that divide a strip's, so that no part lies in two strips. */
  private static long partRows(long rows, long rowBytes, long height) {
    long most = Math.max(1, PART_BYTES / rowBytes);
    if (rows <= most) {
      return rows;
    }
    if (rows == height) {
      return most;
    }
    long best = 1;
    for (long part = 2; part <= most; part++) {
      best = rows % part == 0 ? part : best;
    }
    return best;
  }

  private boolean tiled() {
    return directory.isTiled();
  }

  private TiffEntry offsets() throws IOException {
    return entry(tiled() ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS);
  }

  private TiffEntry lengths() throws IOException {
    return entry(tiled() ? TiffDirectory.TILE_LENGTHS : TiffDirectory.STRIP_LENGTHS);
  }

  private TiffEntry entry(int tag) throws IOException {
    TiffEntry entry = directory.entries().get(tag);
    if (entry == null || !entry.isWhole()) {
      throw new IOException("it does not say where its parts are");
    }
    return entry;
  }

  private boolean inParts() {
    return !tiled() && isPlain(directory);
  }

  private long rowsPerStrip() {
    return Math.min(
        directory.number(TiffDirectory.ROWS_PER_STRIP, directory.height()), directory.height());
  }

  private void check() throws IOException {
    long planes = directory.isPlanar() ? directory.samples() : 1;
    long rows = inParts() ? (directory.height() + rowsPerStrip() - 1) / rowsPerStrip() : down;
    long needed = planes * across * rows;
    if (offsets().count() < needed || lengths().count() < needed) {
      throw new IOException(
          "it has %d parts of %d"
              .formatted(Math.min(offsets().count(), lengths().count()), needed));
    }
  }

  /** {@return rows of a segment in a row of segments} */
  int rows(int row) {
    return tiled() ? height : (int) Math.min(height, directory.height() - (long) row * height);
  }

  /**
   * Returns a segment as a TIFF file of its own.
   *
   * @param channel the file
   * @param column of the segment, from 0
   * @param row of the segment, from 0
   * @return the file's content; empty if the segment was never written, as of a sparse file
   */
  byte[] file(SeekableByteChannel channel, int column, int row) throws IOException {
    List<ByteBuffer> data = new ArrayList<>();
    int planes = directory.isPlanar() ? directory.samples() : 1;
    for (int plane = 0; plane < planes; plane++) {
      ByteBuffer part = data(channel, column, row, plane);
      if (!part.hasRemaining()) {
        return new byte[0];
      }
      data.add(part);
    }
    return file(data, rows(row));
  }

  private ByteBuffer data(SeekableByteChannel channel, int column, int row, int plane)
      throws IOException {
    if (inParts()) {
      long first = (long) row * height;
      int strip = (int) (first / rowsPerStrip());
      long rowBytes = directory.width() * directory.samples();
      long at = offsets().whole(strip) + (first - strip * rowsPerStrip()) * rowBytes;
      return lengths().whole(strip) == 0
          ? ByteBuffer.allocate(0)
          : TiffDirectories.bytes(channel, at, Math.toIntExact(rows(row) * rowBytes));
    }
    int index = (plane * down + row) * across + column;
    long length = lengths().whole(index);
    if (length < 0 || length > Integer.MAX_VALUE / 4) {
      throw new IOException("a part has " + length + " bytes");
    }
    return TiffDirectories.bytes(channel, offsets().whole(index), (int) length);
  }

  private byte[] file(List<ByteBuffer> data, int rows) throws IOException {
    TreeMap<Integer, TiffEntry> entries = new TreeMap<>(directory.reading());
    long[] offsets = new long[data.size()];
    long[] lengths = new long[data.size()];
    put(entries, TiffDirectory.WIDTH, width);
    put(entries, TiffDirectory.HEIGHT, rows);
    put(entries, TiffDirectory.ROWS_PER_STRIP, rows);
    long at = 8 + 2 + 12L * (entries.size() + 2) + 4;
    for (TiffEntry entry : entries.values()) {
      at += behind(entry);
    }
    at += data.size() > 1 ? 8L * data.size() : 0;
    for (int i = 0; i < data.size(); i++) {
      offsets[i] = at;
      lengths[i] = data.get(i).remaining();
      at += lengths[i];
    }
    entries.put(
        TiffDirectory.STRIP_OFFSETS,
        TiffEntry.of(TiffDirectory.STRIP_OFFSETS, offsets, directory.order()));
    entries.put(
        TiffDirectory.STRIP_LENGTHS,
        TiffEntry.of(TiffDirectory.STRIP_LENGTHS, lengths, directory.order()));
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(at)).order(directory.order());
    byte mark = (byte) (directory.order() == java.nio.ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    file.put(mark).put(mark).putShort((short) 42).putInt(8).putShort((short) entries.size());
    ByteArrayOutputStream behind = new ByteArrayOutputStream();
    int behindAt = 8 + 2 + 12 * entries.size() + 4;
    for (TiffEntry entry : entries.values()) {
      file.putShort((short) entry.tag()).putShort((short) entry.type()).putInt((int) entry.count());
      ByteBuffer value = entry.value().duplicate();
      byte[] bytes = new byte[value.remaining()];
      value.get(bytes);
      if (bytes.length <= 4) {
        file.put(bytes).put(new byte[4 - bytes.length]);
      } else {
        file.putInt(behindAt + behind.size());
        behind.write(bytes);
      }
    }
    file.putInt(0).put(behind.toByteArray());
    data.forEach(file::put);
    return file.array();
  }

  private static int behind(TiffEntry entry) {
    int bytes = entry.value().remaining();
    return bytes > 4 ? bytes : 0;
  }

  private void put(TreeMap<Integer, TiffEntry> entries, int tag, long number) {
    entries.put(tag, TiffEntry.of(tag, number, directory.order()));
  }
}
