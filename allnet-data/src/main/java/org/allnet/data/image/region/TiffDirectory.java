package org.allnet.data.image.region;

import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a TIFF file says of one of its pictures.
 *
 * @param at where in the file it is
 * @param above where the directory is that it is below of; 0 if it is in the file's own chain
 * @param entries by their tags
 * @param order the file's order of bytes
 */
record TiffDirectory(long at, long above, TreeMap<Integer, TiffEntry> entries, ByteOrder order) {

  static final int SUBFILE = 254;
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int DESCRIPTION = 270;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_LENGTHS = 279;
  static final int X_RESOLUTION = 282;
  static final int Y_RESOLUTION = 283;
  static final int PLANES = 284;
  static final int RESOLUTION_UNIT = 296;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_LENGTHS = 325;
  static final int PARTS = 330;
  static final int SAMPLE_FORMAT = 339;

  /** What says where pixels are and which. */
  static final Set<Integer> LAID_OUT =
      Set.of(
          SUBFILE,
          WIDTH,
          HEIGHT,
          DESCRIPTION,
          STRIP_OFFSETS,
          ORIENTATION,
          ROWS_PER_STRIP,
          STRIP_LENGTHS,
          X_RESOLUTION,
          Y_RESOLUTION,
          RESOLUTION_UNIT,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          TILE_LENGTHS,
          PARTS);

  /**
   * What says how pixels are to be read: bits, compression, colours, order of bits, samples,
   * planes, predictor, palette, extra samples, formats, JPEG tables, YCbCr, black and white, colour
   * profile.
   */
  static final Set<Integer> READ =
      Set.of(
          BITS,
          COMPRESSION,
          262,
          266,
          SAMPLES,
          PLANES,
          317,
          320,
          338,
          SAMPLE_FORMAT,
          347,
          529,
          530,
          531,
          532,
          34675);

  static final int NONE = 1;
  private static final Set<Integer> COMPRESSIONS = Set.of(NONE, 5, 7, 8, 32946, 32773);

  /** Those of Aperio, and that of the standard. */
  private static final Set<Integer> JPEG_2000 = Set.of(33003, 33004, 33005, 34712);

  private static final int REDUCED = 1;
  private static final int MASK = 4;

  /**
   * Returns the picture of a file among all that it holds: the largest that is no mask, and no
   * smaller copy as long as there is another; the first of equals.
   *
   * @param directories of a file, in their order
   * @return empty if there is none
   */
  static Optional<TiffDirectory> picture(List<TiffDirectory> directories) {
    Comparator<TiffDirectory> order =
        Comparator.comparing((TiffDirectory one) -> !one.isReduced())
            .thenComparingDouble(one -> (double) one.width() * one.height());
    return directories.stream()
        .filter(one -> !one.isMask())
        .reduce((a, b) -> order.compare(b, a) > 0 ? b : a);
  }

  /** A first whole number, or another if there is none. */
  long number(int tag, long otherwise) {
    TiffEntry entry = entries.get(tag);
    return entry == null || entry.count() < 1 || !entry.isWhole() ? otherwise : entry.whole(0);
  }

  /** {@return pixels across} */
  long width() {
    return number(WIDTH, 0);
  }

  /** {@return pixels down} */
  long height() {
    return number(HEIGHT, 0);
  }

  boolean isTiled() {
    return entries.containsKey(TILE_OFFSETS);
  }

  /** {@return what the file's maker says of it, empty if nothing} */
  String description() {
    TiffEntry entry = entries.get(DESCRIPTION);
    return entry == null ? "" : entry.text();
  }

  /** {@return whether it is a mask for another picture} */
  boolean isMask() {
    return (number(SUBFILE, 0) & MASK) != 0 || number(262, 1) == MASK;
  }

  /** {@return whether it says that it is a smaller copy of another picture} */
  boolean isReduced() {
    return (number(SUBFILE, 0) & REDUCED) != 0;
  }

  /** {@return how many samples a pixel has} */
  int samples() {
    return (int) number(SAMPLES, 1);
  }

  /** {@return whether samples of one kind lie together, apart from those of others} */
  boolean isPlanar() {
    return number(PLANES, 1) == 2 && samples() > 1;
  }

  int compression() {
    return (int) number(COMPRESSION, NONE);
  }

  /** {@return why its parts can't be read, as the end of a sentence; null if they can} */
  @Nullable String unread() {
    if (width() < 1
        || height() < 1
        || width() > Integer.MAX_VALUE
        || height() > Integer.MAX_VALUE) {
      return "is %dx%d pixels, so that nothing is in it; save it again"
          .formatted(width(), height());
    }
    if (!COMPRESSIONS.contains(compression())) {
      return "is compressed %s; save it anew with JPEG, deflate or LZW"
          .formatted(
              JPEG_2000.contains(compression())
                  ? "as JPEG 2000, which isn't read"
                  : "in a way that isn't read (%d)".formatted(compression()));
    }
    TiffEntry bits = entries.get(BITS);
    for (int i = 0; bits == null || i < bits.count(); i++) {
      if (bits == null || !bits.isWhole() || bits.whole(i) != Byte.SIZE) {
        return "is large and has no samples of 8 bits; export it as 8-bit RGB";
      }
    }
    if (samples() < 1 || samples() > 4 || number(SAMPLE_FORMAT, 1) != 1) {
      return "is large and is neither grey nor RGB of whole numbers; export it as 8-bit RGB";
    }
    return null;
  }

  /** The entries that say how pixels are to be read. */
  Map<Integer, TiffEntry> reading() {
    TreeMap<Integer, TiffEntry> kept = new TreeMap<>(entries);
    kept.keySet().retainAll(READ);
    return kept;
  }
}
