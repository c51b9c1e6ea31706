package org.allnet.data.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the strips or tiles of a page of a TIFF file are.
 *
 * @param compressed whether they are compressed
 * @param offsets where each begins in the file
 * @param lengths how many bytes each has
 */
record TiffStrips(boolean compressed, long[] offsets, long[] lengths) {

  private static final int COMPRESSION = 259;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;

  /** No compression writes so many zeros at the end of a strip. */
  private static final int ZEROS = 16;

  /** The strips or tiles of the page that a file is opened at. */
  static TiffStrips of(PictureFile picture) throws IOException {
    TIFFImageMetadata tags = (TIFFImageMetadata) picture.reader().getImageMetadata(picture.page());
    long[] compression = numbers(tags.getTIFFField(COMPRESSION));
    boolean tiles = tags.getTIFFField(TILE_OFFSETS) != null;
    return new TiffStrips(
        compression.length > 0 && compression[0] != 1,
        numbers(tags.getTIFFField(tiles ? TILE_OFFSETS : STRIP_OFFSETS)),
        numbers(tags.getTIFFField(tiles ? TILE_LENGTHS : STRIP_LENGTHS)));
  }

  private static long[] numbers(@Nullable Entry entry) {
    Object value = entry == null ? null : entry.getValue();
    if (value instanceof Number one) {
      return new long[] {one.longValue()};
    }
    if (value == null || !value.getClass().isArray()) {
      return new long[0];
    }
    long[] numbers = new long[Array.getLength(value)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Array.get(value, i) instanceof Number number ? number.longValue() : 0;
    }
    return numbers;
  }

  /**
   * Looks whether strips are missing or were never written.
   *
   * @param file the content of the file
   * @return what is wrong, as part of a sentence that begins with the file; null if nothing is seen
   */
  @Nullable String flaw(byte[] file) {
    for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
      long end = offsets[i] + lengths[i];
      if (lengths[i] <= 0 || offsets[i] < 0) {
        continue;
      }
      if (offsets[i] >= file.length || (compressed && end > file.length)) {
        return "a part of its picture is beyond its end";
      }
      if (compressed && lengths[i] >= 4) {
        int least = (int) Math.min(ZEROS, lengths[i]);
        if (LostTail.zerosAtEnd(file, (int) end - least, (int) end) == least) {
          return "a part of its picture was never written";
        }
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TiffStrips strips
        && compressed == strips.compressed
        && Arrays.equals(offsets, strips.offsets)
        && Arrays.equals(lengths, strips.lengths);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(lengths);
  }

  @Override
  public String toString() {
    return "%d strips or tiles".formatted(offsets.length);
  }
}
