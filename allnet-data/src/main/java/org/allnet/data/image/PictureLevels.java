package org.allnet.data.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a reader hands over into 8-bit sRGB: samples to their range, colours by the profile,
 * transparency laid on black.
 *
 * <p>Grey levels are taken as they are written, whatever the profile.
 */
final class PictureLevels {

  private static final int BANDS = 3;
  private static final int INKS = 4;
  private static final int WHITE = 255;

  private PictureLevels() {}

  /**
   * Converts a picture.
   *
   * @param image what was read
   * @param tags what a TIFF or PNG says of its samples, null for the other formats
   * @param profile the colour profile that the reader leaves to us, null for none
   * @param whole what its opacity reaches in the picture that it is a part of
   * @param notes takes what had to be presumed
   * @return all pixels, row by row, three bytes each
   * @throws InputException if the brightness or colours can't be known
   */
  static byte[] rgb(
      BufferedImage image,
      @Nullable SampleTags tags,
      @Nullable ICC_ColorSpace profile,
      String name,
      UnaryOperator<OpacityRange> whole,
      Consumer<String> notes) {
    ColorModel model = image.getColorModel();
    ColorSpace space = model.getColorSpace();
    if (isPlain(image) && profile == null) {
      return bytes(image);
    }
    boolean grey = space.getType() == ColorSpace.TYPE_GRAY;
    if (!grey && space.getType() != ColorSpace.TYPE_RGB) {
      checkInk(image, tags, name, notes);
      return bytes(converted(image, name));
    }
    boolean samples =
        model instanceof ComponentColorModel || (model.getPixelSize() > 8 && isBytes(model));
    if (!samples || model instanceof IndexColorModel) {
      return packed(image, profile);
    }
    boolean turned = grey && tags != null && tags.whiteIsZero();
    Samples all =
        new Samples(image.getRaster(), grey ? 1 : BANDS, model.getComponentSize(0), turned, turned);
    Opacity opacity =
        model.hasAlpha() && (tags == null || tags.alpha() != SampleTags.Alpha.NONE)
            ? Opacity.of(all, tags != null && tags.alpha() == SampleTags.Alpha.MULTIPLIED, whole)
            : null;
    byte[] rgb = levels(all, opacity, tags == null ? StatedRange.NONE : tags.stated(), name, notes);
    ColorSpace own = profile == null ? space : profile;
    if (!grey && !own.isCS_sRGB()) {
      rgb = inSrgb(rgb, image.getWidth(), image.getHeight(), own);
    }
    if (opacity != null) {
      opacity.layOnBlack(rgb);
    }
    return rgb;
  }

  /**
   * Converts the raw samples of a picture that no reader can show, such as floating-point numbers.
   *
   * @param raster one to four bands: grey or RGB, perhaps with another channel
   * @param profile the colour profile for RGB, null for none
   * @param whole what its opacity reaches in the picture that it is a part of
   * @param notes takes what had to be presumed
   * @return all pixels, row by row, three bytes each
   * @throws InputException if the brightness can't be known
   */
  static byte[] ofRaster(
      Raster raster,
      SampleTags tags,
      @Nullable ICC_ColorSpace profile,
      String name,
      UnaryOperator<OpacityRange> whole,
      Consumer<String> notes) {
    int colours = raster.getNumBands() < BANDS ? 1 : BANDS;
    Samples all = new Samples(raster, colours, 0, false, false);
    Opacity opacity =
        raster.getNumBands() > colours && tags.alpha() != SampleTags.Alpha.NONE
            ? Opacity.of(all, tags.alpha() == SampleTags.Alpha.MULTIPLIED, whole)
            : null;
    byte[] rgb = levels(all, opacity, tags.stated(), name, notes);
    if (colours == BANDS && profile != null) {
      rgb = inSrgb(rgb, raster.getWidth(), raster.getHeight(), profile);
    }
    if (opacity != null) {
      opacity.layOnBlack(rgb);
    }
    return rgb;
  }

  private static boolean isBytes(ColorModel model) {
    for (int size : model.getComponentSize()) {
      if (size != 8) {
        return false;
      }
    }
    return true;
  }

  private static byte[] levels(
      Samples all,
      @Nullable Opacity opacity,
      StatedRange said,
      String name,
      Consumer<String> notes) {
    SampleRange range = SampleRange.of(all, opacity, said, name, notes);
    int width = all.raster().getWidth();
    int height = all.raster().getHeight();
    int bands = all.raster().getNumBands();
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(height, width), BANDS)];
    double[] row = all.newRow();
    int at = 0;
    for (int y = 0; y < height; y++) {
      all.read(y, row);
      if (opacity != null) {
        opacity.divideOut(row);
      }
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < BANDS; band++) {
          int level = range.level(row[x * bands + Math.min(band, all.colours() - 1)]);
          rgb[at++] = (byte) (all.inverted() ? WHITE - level : level);
        }
      }
    }
    return rgb;
  }

  /** Ink has to fill its range as light does, and no reader knows of another range. */
  private static void checkInk(
      BufferedImage image, @Nullable SampleTags tags, String name, Consumer<String> notes) {
    int bits = image.getColorModel().getComponentSize(0);
    if (image.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_CMYK
        || bits <= Byte.SIZE) {
      return;
    }
    Samples ink = new Samples(image.getRaster(), INKS, bits, true, false);
    SampleRange range =
        SampleRange.of(ink, null, tags == null ? StatedRange.NONE : tags.stated(), name, notes);
    if (range.maximum() < ink.full()) {
      throw InputException.in(
          name,
          "has inks (CMYK) from 0 to %.0f in %d bits; export it as 8-bit RGB"
              .formatted(range.maximum(), bits));
    }
  }

  /** Palettes and packed pixels: their colours as Java gives them, opacity apart. */
  private static byte[] packed(BufferedImage image, @Nullable ICC_ColorSpace profile) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(height, width), BANDS)];
    WritableRaster opacity =
        Raster.createBandedRaster(DataBuffer.TYPE_BYTE, width, height, 1, null);
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        opacity.setSample(x, y, 0, row[x] >>> 24);
        for (int shift = 16; shift >= 0; shift -= 8) {
          rgb[at++] = (byte) (row[x] >> shift);
        }
      }
    }
    byte[] colours = profile == null ? rgb : inSrgb(rgb, width, height, profile);
    Opacity.of(new Samples(opacity, 0, Byte.SIZE, false, false), false, UnaryOperator.identity())
        .layOnBlack(colours);
    return colours;
  }

  private static byte[] inSrgb(byte[] rgb, int width, int height, ColorSpace space) {
    ColorModel model =
        new ComponentColorModel(space, false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            width,
            height,
            width * BANDS,
            BANDS,
            new int[] {0, 1, 2},
            null);
    BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    return bytes(
        new ColorConvertOp(null).filter(new BufferedImage(model, raster, false, null), plain));
  }

  private static BufferedImage converted(BufferedImage image, String name) {
    try {
      return new ColorConvertOp(null)
          .filter(
              image,
              new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR));
    } catch (RuntimeException e) {
      throw InputException.in(
          name, "has colours that can't be turned into RGB; export it as 8-bit RGB", e);
    }
  }

  /** Whether the samples are the bytes of an opaque sRGB picture as they are. */
  private static boolean isPlain(BufferedImage image) {
    return image.getType() == BufferedImage.TYPE_3BYTE_BGR
        || (image.getRaster().getSampleModel() instanceof ComponentSampleModel
            && image.getRaster().getDataBuffer() instanceof DataBufferByte
            && image.getRaster().getDataBuffer().getNumBanks() == 1
            && image.getRaster().getNumBands() == BANDS
            && image.getColorModel().getColorSpace().isCS_sRGB()
            && !image.getColorModel().hasAlpha());
  }

  private static byte[] bytes(BufferedImage plain) {
    int height = plain.getHeight();
    int width = plain.getWidth();
    ComponentSampleModel model = (ComponentSampleModel) plain.getRaster().getSampleModel();
    byte[] data = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
    int[] offsets = model.getBandOffsets();
    int base =
        plain.getRaster().getDataBuffer().getOffset()
            - plain.getRaster().getSampleModelTranslateX() * model.getPixelStride()
            - plain.getRaster().getSampleModelTranslateY() * model.getScanlineStride();
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(height, width), BANDS)];
    int target = 0;
    for (int y = 0; y < height; y++) {
      int source = base + y * model.getScanlineStride();
      for (int x = 0; x < width; x++) {
        rgb[target++] = data[source + offsets[0]];
        rgb[target++] = data[source + offsets[1]];
        rgb[target++] = data[source + offsets[2]];
        source += model.getPixelStride();
      }
    }
    return rgb;
  }
}
