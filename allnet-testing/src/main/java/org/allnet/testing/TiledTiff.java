package org.allnet.testing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Writes tiled TIFF and BigTIFF files with smaller copies, tile by tile, so that they may be of any
 * size.
 *
 * @param width pixels across
 * @param height pixels down
 * @param tile side of a tile, a multiple of 16
 * @param levels how many resolutions, each half of the one before
 * @param big whether it is a BigTIFF
 * @param jpeg whether tiles are JPEG; else they are deflated
 * @param description what it says of itself, in ASCII
 */
public record TiledTiff(
    int width, int height, int tile, int levels, boolean big, boolean jpeg, String description) {

  private static final int HEAD = 16;

  /** Where directories below another are. */
  private static final int PARTS = 330;

  /** The picture's pixels. */
  @FunctionalInterface
  public interface Pixels {
    /**
     * Returns a part.
     *
     * @param reduction pixels of the finest resolution for one of the part
     * @param left first column at that resolution
     * @param top first row
     * @param side columns and rows; what is outside of the picture may be anything
     * @return RGB; null if the part is never written, as of a sparse file
     * @throws IOException if it can't be made
     */
    @Nullable BufferedImage part(int reduction, int left, int top, int side) throws IOException;
  }

  /** A picture as its own pixels, which are averaged for smaller copies. */
  public static Pixels of(BufferedImage picture) {
    return (reduction, left, top, side) -> {
      BufferedImage part = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      Graphics2D pen = part.createGraphics();
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      pen.drawImage(
          picture,
          -left,
          -top,
          picture.getWidth() / reduction,
          picture.getHeight() / reduction,
          null);
      pen.dispose();
      return part;
    };
  }

  /**
   * Writes a file.
   *
   * @param file where to
   * @param pixels what is in it
   * @throws IOException if it can't be written
   */
  public void write(Path file, Pixels pixels) throws IOException {
    write(file, HEAD, pixels);
  }

  /**
   * Writes a file whose tiles begin anywhere; what is before them takes no room on most disks.
   *
   * @param file where to
   * @param start the byte at which the first tile begins, from 16
   * @param pixels what is in it
   * @throws IOException if it can't be written
   */
  public void write(Path file, long start, Pixels pixels) throws IOException {
    write(file, start, List.of(new Picture(this, pixels)), false);
  }

  /**
   * A picture of several in a file.
   *
   * @param of its sizes
   * @param pixels what is in it
   */
  public record Picture(TiledTiff of, Pixels pixels) {}

  /**
   * Writes a file of several pictures, each with smaller copies of its own.
   *
   * @param file where to
   * @param pictures at least one; all are BigTIFF or none is
   * @param below whether copies are in directories below that of their picture; else all are in one
   *     chain
   * @throws IOException if it can't be written
   */
  public static void write(Path file, List<Picture> pictures, boolean below) throws IOException {
    write(file, HEAD, pictures, below);
  }

  private static void write(Path file, long start, List<Picture> pictures, boolean below)
      throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      out.position(start);
      boolean big = pictures.get(0).of().big();
      List<TreeMap<Integer, Tag>> directories = new ArrayList<>();
      List<Integer> chain = new ArrayList<>();
      for (Picture one : pictures) {
        int first = directories.size();
        for (int level = 0; level < one.of().levels(); level++) {
          if (level == 0 || !below) {
            chain.add(directories.size());
          }
          directories.add(one.of().level(out, level, one.pixels()));
        }
        String description = one.of().description();
        long text = out.position();
        out.write(ByteBuffer.wrap((description + "\0").getBytes(StandardCharsets.US_ASCII)));
        if (!description.isEmpty()) {
          directories.get(first).put(270, new Tag(2, description.length() + 1, text));
        }
        if (below && one.of().levels() > 1) {
          int copies = one.of().levels() - 1;
          directories.get(first).put(PARTS, new Tag(big ? 16 : 4, copies, out.position()));
          out.write(little((big ? 8 : 4) * copies)); // told as directories are placed
        }
      }
      directories(out, big, directories, chain);
    }
  }

  private TreeMap<Integer, Tag> level(FileChannel out, int level, Pixels pixels)
      throws IOException {
    int reduction = 1 << level;
    int across = (width / reduction + tile - 1) / tile;
    int down = (height / reduction + tile - 1) / tile;
    ByteBuffer offsets = little(8 * across * down);
    ByteBuffer lengths = little(4 * across * down);
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        BufferedImage part = pixels.part(reduction, x * tile, y * tile, tile);
        byte[] bytes = part == null ? new byte[0] : packed(part);
        offsets.putLong(part == null ? 0 : out.position());
        lengths.putInt(bytes.length);
        out.write(ByteBuffer.wrap(bytes));
      }
    }
    TreeMap<Integer, Tag> tags = new TreeMap<>();
    tags.put(254, number(level == 0 ? 0 : 1));
    tags.put(256, number(width / reduction));
    tags.put(257, number(height / reduction));
    tags.put(258, new Tag(3, 3, out.position()));
    out.write(little(6).putShort((short) 8).putShort((short) 8).putShort((short) 8).flip());
    tags.put(259, number(jpeg ? 7 : 8));
    tags.put(262, number(jpeg ? 6 : 2));
    tags.put(277, number(3));
    tags.put(322, number(tile));
    tags.put(323, number(tile));
    tags.put(324, new Tag(big ? 16 : 4, across * down, out.position()));
    if (big) {
      out.write(offsets.flip());
    } else {
      ByteBuffer narrow = little(4 * across * down);
      offsets.flip();
      while (offsets.hasRemaining()) {
        narrow.putInt((int) offsets.getLong());
      }
      out.write(narrow.flip());
    }
    tags.put(325, new Tag(4, across * down, out.position()));
    out.write(lengths.flip());
    return tags;
  }

  private static Tag number(long number) {
    return new Tag(4, 0, number);
  }

  /** A number, if its count is 0, or where values are. */
  private record Tag(int type, int count, long value) {}

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] packed(BufferedImage part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (jpeg) {
      ImageIO.write(part, "jpeg", bytes);
      return bytes.toByteArray();
    }
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      byte[] rgb = new byte[3 * tile * tile];
      int at = 0;
      for (int y = 0; y < tile; y++) {
        for (int x = 0; x < tile; x++) {
          int pixel = part.getRGB(x, y);
          rgb[at++] = (byte) (pixel >> 16);
          rgb[at++] = (byte) (pixel >> 8);
          rgb[at++] = (byte) pixel;
        }
      }
      out.write(rgb);
    }
    return bytes.toByteArray();
  }

  private static void directories(
      FileChannel out, boolean big, List<TreeMap<Integer, Tag>> directories, List<Integer> chain)
      throws IOException {
    int entry = big ? 20 : 12;
    long[] places = new long[directories.size()];
    long end = out.position();
    for (int i = 0; i < places.length; i++) {
      places[i] = end;
      end += (big ? 16 : 6) + (long) entry * directories.get(i).size();
    }
    for (int i = 0; i < places.length; i++) {
      Tag parts = directories.get(i).get(PARTS);
      for (int part = 0; parts != null && part < parts.count(); part++) {
        ByteBuffer place = little(8).putLong(places[i + 1 + part]).flip().limit(big ? 8 : 4);
        out.write(place, parts.value() + (long) part * place.limit());
      }
    }
    for (int i = 0; i < places.length; i++) {
      TreeMap<Integer, Tag> tags = directories.get(i);
      ByteBuffer table = little((big ? 16 : 6) + entry * tags.size());
      if (big) {
        table.putLong(tags.size());
      } else {
        table.putShort((short) tags.size());
      }
      for (var tag : tags.entrySet()) {
        Tag value = tag.getValue();
        table.putShort((short) (int) tag.getKey()).putShort((short) value.type());
        int count = Math.max(1, value.count());
        if (big) {
          table.putLong(count).putLong(shown(out, big, value));
        } else {
          table.putInt(count).putInt((int) shown(out, big, value));
        }
      }
      int inChain = chain.indexOf(i);
      boolean goesOn = inChain >= 0 && inChain + 1 < chain.size();
      long next = goesOn ? places[chain.get(inChain + 1)] : 0;
      if (big) {
        table.putLong(next);
      } else {
        table.putInt((int) next);
      }
      out.write(table.flip());
    }
    ByteBuffer head =
        little(HEAD).put((byte) 'I').put((byte) 'I').putShort((short) (big ? 43 : 42));
    if (big) {
      head.putShort((short) 8).putShort((short) 0).putLong(places[0]);
    } else {
      head.putInt((int) places[0]);
    }
    head.flip();
    out.write(head, 0);
  }

  /** Values that have room in an entry are moved into it. */
  private static long shown(FileChannel out, boolean big, Tag tag) throws IOException {
    int size = tag.type() == 2 ? 1 : tag.type() == 3 ? 2 : tag.type() == 4 ? 4 : 8;
    int bytes = tag.count() * size;
    if (bytes == 0 || bytes > (big ? 8 : 4)) {
      return tag.value();
    }
    ByteBuffer there = little(8);
    out.read(there.limit(bytes), tag.value());
    return there.limit(8).position(0).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }
}
