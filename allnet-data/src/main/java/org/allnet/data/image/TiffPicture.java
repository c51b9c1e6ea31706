package org.allnet.data.image;

import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/** Reads the picture of a page of a TIFF file, or says why its samples can't be. */
final class TiffPicture {

  private static final int MOST_BITS = 32;

  private TiffPicture() {}

  /**
   * Reads a page.
   *
   * @param file opened at the page
   * @param tags what the file says of the page
   * @param whole what its opacity reaches in the picture that it is a part of
   * @param notes takes what had to be presumed
   * @return all pixels as 8-bit sRGB, row by row, three bytes each
   * @throws InputException if the samples are of a kind that isn't read, or the brightness can't be
   *     known
   */
  static byte[] rgb(
      PictureFile file,
      SampleTags tags,
      String name,
      UnaryOperator<OpacityRange> whole,
      Consumer<String> notes)
      throws IOException {
    ImageReader reader = file.reader();
    TiffColours colours = TiffColours.of(file);
    String unread = unread(tags, colours);
    if (unread != null) {
      throw InputException.in(name, "has %s; export it as 8-bit RGB".formatted(unread));
    }
    if (colours.isLab()) {
      return LabColours.rgb(
          reader.readRaster(file.page(), null), colours, tags.stated(), name, notes);
    }
    if (tags.format() == SampleTags.Format.REAL) {
      return PictureLevels.ofRaster(
          reader.readRaster(file.page(), null), tags, colours.profile(), name, whole, notes);
    }
    // The reader applies a profile to other pictures itself.
    boolean jpeg = colours.jpeg() && isOfBytes(file);
    ICC_ColorSpace profile = jpeg || colours.isPalette() ? colours.profile() : null;
    return PictureLevels.rgb(
        read(file, jpeg && profile != null), tags, profile, name, whole, notes);
  }

  private static @Nullable String unread(SampleTags tags, TiffColours colours) {
    if (tags.format() == SampleTags.Format.SIGNED) {
      return "signed samples, whose black and white are unknown";
    }
    if (tags.format() == SampleTags.Format.COMPLEX) {
      return "complex samples, whose black and white are unknown";
    }
    if (colours.unexplained() > 1) {
      return "%d samples a pixel that it calls grey, of which one alone would be read"
          .formatted(colours.unexplained() + 1);
    }
    if (colours.isLab()) {
      if (colours.photometric() == TiffColours.ITU_LAB) {
        return "L*a*b* as fax machines write it, which isn't read";
      }
      if (tags.format() == SampleTags.Format.REAL
          || (colours.bits() != Byte.SIZE && colours.bits() != Short.SIZE)) {
        return "L*a*b* in %s, of which 8 and 16 bits are read"
            .formatted(
                tags.format() == SampleTags.Format.REAL
                    ? "floating-point samples"
                    : "%d bits".formatted(colours.bits()));
      }
      return colours.planes() ? "L*a*b* in planes, which isn't read" : null;
    }
    if (tags.format() == SampleTags.Format.REAL) {
      return !colours.isGreyOrRgb()
          ? "floating-point samples that are neither grey nor RGB"
          : tags.whiteIsZero() ? "floating-point samples from white to black" : null;
    }
    return colours.bits() > MOST_BITS
        ? "samples of %d bits, of which at most %d are read".formatted(colours.bits(), MOST_BITS)
        : null;
  }

  /** Whether a pixel is three bytes. */
  private static boolean isOfBytes(PictureFile file) throws IOException {
    ImageTypeSpecifier type = file.reader().getRawImageType(file.page());
    return type.getNumBands() == 3 && type.getBitsPerBand(0) == Byte.SIZE;
  }

  /**
   * Reads a page, perhaps as if it had no profile: a reader of JPEG takes all it reads for sRGB,
   * and converts it into the profile's colours as if it were.
   */
  private static BufferedImage read(PictureFile file, boolean asSrgb) throws IOException {
    ImageReadParam param = file.reader().getDefaultReadParam();
    if (asSrgb) {
      param.setDestination(
          new BufferedImage(file.width(), file.height(), BufferedImage.TYPE_3BYTE_BGR));
    }
    return file.reader().read(file.page(), param);
  }
}
