package org.allnet.data.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import java.awt.color.ICC_ColorSpace;
import java.io.IOException;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * How a page of a TIFF file writes its colours.
 *
 * @param photometric which colours the samples are, as TIFF numbers them
 * @param bits the bits of a sample
 * @param unexplained how many samples of a grey pixel are neither its level nor declared as extra
 * @param planes whether each colour is in a plane of its own
 * @param jpeg whether the page is compressed as JPEG
 * @param whiteX the x of the white that the file states, 0 if it states none
 * @param whiteY the y of that white, 0 if it states none
 * @param profile the colour profile for RGB, null if there is none or it is sRGB
 */
record TiffColours(
    int photometric,
    int bits,
    int unexplained,
    boolean planes,
    boolean jpeg,
    double whiteX,
    double whiteY,
    @Nullable ICC_ColorSpace profile) {

  static final int WHITE_IS_ZERO = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int CIE_LAB = 8;
  static final int ICC_LAB = 9;
  static final int ITU_LAB = 10;

  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int SAMPLES = 277;
  private static final int PLANES = 284;
  private static final int WHITE_POINT = 318;
  private static final int EXTRA_SAMPLES = 338;
  private static final int PROFILE = 34675;

  private static final int OLD_JPEG = 6;
  private static final int JPEG = 7;

  /** The colours of the page that a file is opened at. */
  static TiffColours of(PictureFile picture) throws IOException {
    TIFFImageMetadata tags = (TIFFImageMetadata) picture.reader().getImageMetadata(picture.page());
    int compression = (int) TiffTags.number(tags, COMPRESSION, 1);
    return new TiffColours(
        (int) TiffTags.number(tags, PHOTOMETRIC, 1),
        (int) TiffTags.number(tags, BITS, 1),
        unexplained(tags),
        TiffTags.number(tags, PLANES, 1) == 2,
        compression == OLD_JPEG || compression == JPEG,
        coordinate(tags.getTIFFField(WHITE_POINT), 0),
        coordinate(tags.getTIFFField(WHITE_POINT), 1),
        profile(tags.getTIFFField(PROFILE)));
  }

  private static int unexplained(TIFFImageMetadata tags) {
    boolean grey = TiffTags.number(tags, PHOTOMETRIC, 1) < RGB;
    Entry extra = tags.getTIFFField(EXTRA_SAMPLES);
    return grey ? (int) TiffTags.number(tags, SAMPLES, 1) - 1 - opacities(extra) : 0;
  }

  /** How many extra samples are opacities: of others nobody says what they are. */
  private static int opacities(@Nullable Entry extra) {
    Object value = extra == null ? null : extra.getValue();
    if (value == null) {
      return 0;
    }
    int count = 0;
    for (int i = 0; i < (value.getClass().isArray() ? Array.getLength(value) : 1); i++) {
      Object one = value.getClass().isArray() ? Array.get(value, i) : value;
      count += one instanceof Number kind && kind.intValue() > 0 ? 1 : 0;
    }
    return count;
  }

  private static @Nullable ICC_ColorSpace profile(@Nullable Entry entry) {
    return entry != null && entry.getValue() instanceof byte[] bytes
        ? ColourProfiles.of(bytes)
        : null;
  }

  private static double coordinate(@Nullable Entry entry, int index) {
    Object value = entry == null ? null : entry.getValue();
    boolean pair = value != null && value.getClass().isArray() && Array.getLength(value) == 2;
    return pair
            && Array.get(value, index) instanceof Number number
            && number.doubleValue() > 0
            && number.doubleValue() < 1
        ? number.doubleValue()
        : 0;
  }

  /** {@return whether the samples are L*a*b* of any encoding} */
  boolean isLab() {
    return photometric >= CIE_LAB && photometric <= ITU_LAB;
  }

  /** {@return whether the samples are places in a palette} */
  boolean isPalette() {
    return photometric == PALETTE;
  }

  /** {@return whether the samples are levels of grey or of red, green and blue} */
  boolean isGreyOrRgb() {
    return photometric >= WHITE_IS_ZERO && photometric <= RGB;
  }
}
