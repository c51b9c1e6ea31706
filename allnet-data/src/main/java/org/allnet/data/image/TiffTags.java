package org.allnet.data.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * What a TIFF file says of one of its pages.
 *
 * @param width pixels across
 * @param height pixels down
 * @param description what the file's maker says of it, empty if nothing
 * @param hasParts whether the page has further pictures of its own below it
 * @param reduced whether it is a smaller copy of another page, or a mask for one
 * @param samples what it says of the samples
 */
record TiffTags(
    int width,
    int height,
    String description,
    boolean hasParts,
    boolean reduced,
    SampleTags samples) {

  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int SUBFILE_TYPE = 255;
  private static final int PHOTOMETRIC = 262;
  private static final int DESCRIPTION = 270;
  private static final int MAXIMUM = 281;
  private static final int PARTS = 330;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int SAMPLE_MAXIMUM = 341;

  private static final int REDUCED = 1;
  private static final int MASK = 4;
  private static final int MASK_PHOTOMETRIC = 4;
  private static final int MOST_PAGES = 10_000;
  private static final Pattern SIGNIFICANT_BITS = Pattern.compile("SignificantBits=\"(\\d{1,2})\"");

  /** The tags of all pages. */
  static List<TiffTags> pages(ImageReader reader) throws IOException {
    int count = Math.min(reader.getNumImages(true), MOST_PAGES);
    List<TiffTags> pages = new ArrayList<>();
    for (int page = 0; page < Math.max(1, count); page++) {
      pages.add(of(reader, page));
    }
    return pages;
  }

  private static TiffTags of(ImageReader reader, int page) throws IOException {
    TIFFImageMetadata tags = (TIFFImageMetadata) reader.getImageMetadata(page);
    long kind = number(tags, NEW_SUBFILE_TYPE, 0);
    boolean mask = (kind & MASK) != 0 || number(tags, PHOTOMETRIC, 0) == MASK_PHOTOMETRIC;
    boolean small = (kind & REDUCED) != 0 || number(tags, SUBFILE_TYPE, 0) == 2;
    return new TiffTags(
        Math.toIntExact(number(tags, 256, 0)),
        Math.toIntExact(number(tags, 257, 0)),
        text(tags, DESCRIPTION),
        tags.getTIFFField(PARTS) != null,
        small || mask,
        new SampleTags(
            number(tags, PHOTOMETRIC, 1) <= 1 ? 1 : 3,
            SampleTags.Format.ofTiff(number(tags, SAMPLE_FORMAT, 1)),
            new StatedRange(maximum(tags), false),
            SampleTags.Alpha.ofTiff(number(tags, EXTRA_SAMPLES, 0)),
            number(tags, PHOTOMETRIC, 1) == 0));
  }

  /** Some programs write the greatest value that occurs: then the range that holds it. */
  private static double maximum(TIFFImageMetadata tags) {
    double said = Math.max(real(tags, MAXIMUM), real(tags, SAMPLE_MAXIMUM));
    if (said <= 0) {
      Matcher bits = SIGNIFICANT_BITS.matcher(text(tags, DESCRIPTION));
      said = bits.find() ? Math.pow(2, Integer.parseInt(bits.group(1))) - 1 : 0;
    }
    return said;
  }

  private static String text(TIFFImageMetadata tags, int tag) {
    Entry entry = tags.getTIFFField(tag);
    return entry == null ? "" : String.valueOf(entry.getValue());
  }

  static long number(TIFFImageMetadata tags, int tag, long otherwise) {
    Number value = first(tags.getTIFFField(tag));
    return value == null ? otherwise : value.longValue();
  }

  private static double real(TIFFImageMetadata tags, int tag) {
    Number value = first(tags.getTIFFField(tag));
    return value == null || !Double.isFinite(value.doubleValue()) ? 0 : value.doubleValue();
  }

  private static @Nullable Number first(@Nullable Entry entry) {
    Object value = entry == null ? null : entry.getValue();
    if (value == null) {
      return null;
    }
    Object one =
        value.getClass().isArray() && java.lang.reflect.Array.getLength(value) > 0
            ? java.lang.reflect.Array.get(value, 0)
            : value;
    return one instanceof Number number ? number : null;
  }

  /** {@return whether it is neither a smaller copy nor a mask} */
  boolean isFullPicture() {
    return !reduced;
  }
}
