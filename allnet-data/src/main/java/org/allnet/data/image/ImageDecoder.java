package org.allnet.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.allnet.data.InputException;

/**
 * Reads BMP, PNG, JPEG and TIFF files, which are told apart by their content, into 8-bit sRGB. Of a
 * file with several pages the largest is taken that is no copy or mask of another, the first of
 * equals. Transparency is laid on black; colour profiles are applied, broken ones ignored. A file
 * whose brightness can't be known is refused. Sizes are checked against the limits before a pixel
 * is decoded. Thread-safe.
 */
public final class ImageDecoder {

  private final DecodeLimits limits;

  /**
   * Makes a decoder.
   *
   * @param limits what a file may cost
   */
  public ImageDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  /**
   * Decodes a file.
   *
   * @param file the image file
   * @return its pixels, cropped to the non-black window
   * @throws InputException where the file can't be read, is no image of the four formats, is broken
   *     or exceeds the limits
   */
  public CellPixels decode(Path file) {
    return decode(file, note -> {});
  }

  /**
   * Decodes a file and says what had to be chosen.
   *
   * @param file the image file
   * @param notes takes a line for a file with several pictures
   * @return its pixels, cropped to the non-black window
   * @throws InputException as for {@link #decode(Path)}
   */
  public CellPixels decode(Path file, Consumer<String> notes) {
    return decode(read(file), file.toString(), notes);
  }

  /**
   * Decodes an image held in memory.
   *
   * @param bytes the content of an image file
   * @param name what to call it in messages
   * @return its pixels, cropped to the non-black window
   * @throws InputException as for a file
   */
  public CellPixels decode(byte[] bytes, String name) {
    return decode(bytes, name, note -> {});
  }

  private CellPixels decode(byte[] bytes, String name, Consumer<String> notes) {
    if (bytes.length > limits.maxBytes()) {
      throw tooLarge(name, bytes.length);
    }
    if (bytes.length == 0) {
      throw new InputException(name + ": is empty; copy the image again");
    }
    byte[] mended = BmpHeader.mended(bytes, bytes.length);
    try (ImageInputStream stream =
            new MemoryCacheImageInputStream(new ByteArrayInputStream(mended));
        PictureFile file = PictureFile.open(stream, bytes, name)) {
      checkSize(file, name);
      if (file.note() != null) {
        notes.accept(name + ": " + file.note());
      }
      byte[] rgb = rgb(file, mended, name);
      return window(rgb, file.height(), file.width());
    } catch (IOException | RuntimeException e) {
      if (e instanceof InputException known) {
        throw known;
      }
      throw new InputException(
          name + ": is broken or cut short (" + reason(e) + "); copy or export it again", e);
    } catch (OutOfMemoryError e) {
      throw new InputException(name + ": needs more memory than there is; raise Java's -Xmx", e);
    }
  }

  private byte[] read(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new InputException(file + ": is no regular file; give an image file");
      }
      if (attributes.size() > limits.maxBytes()) {
        throw tooLarge(file.toString(), attributes.size());
      }
      // One byte more than announced tells a file that is still growing, without reading on.
      int announced = Math.toIntExact(Math.min(attributes.size(), Integer.MAX_VALUE - 9));
      try (InputStream content = Files.newInputStream(file)) {
        byte[] bytes = content.readNBytes(announced + 1);
        if (bytes.length > announced) {
          throw new InputException(file + ": grew while it was read; wait until it is written");
        }
        return bytes;
      }
    } catch (OutOfMemoryError e) {
      throw new InputException(file + ": needs more memory than there is; raise Java's -Xmx", e);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file; check the path", e);
    } catch (IOException e) {
      throw new InputException(
          file + ": can't be read (" + reason(e) + "); check the file and its permissions", e);
    }
  }

  private InputException tooLarge(String name, long bytes) {
    return new InputException(
        name
            + ": has "
            + bytes
            + " bytes, more than the "
            + limits.maxBytes()
            + " allowed; crop or export it smaller");
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  private void checkSize(PictureFile file, String name) throws IOException {
    long width = file.width();
    long height = file.height();
    if (width < 1 || height < 1 || width * height > limits.maxPixels()) {
      throw new InputException(
          name
              + ": is "
              + width
              + "x"
              + height
              + " pixels, more than the "
              + limits.maxPixels()
              + " allowed; crop or export it smaller");
    }
  }

  private static byte[] rgb(PictureFile file, byte[] bytes, String name) throws IOException {
    ImageReader reader = file.reader();
    TiffTags tags = file.tags();
    boolean[] cutShort = new boolean[1];
    reader.addIIOReadWarningListener(
        (source, warning) -> cutShort[0] |= saysCutShort(warning.toLowerCase(Locale.ROOT)));
    byte[] rgb;
    if (tags != null && (tags.signed() || tags.complex())) {
      throw new InputException(
          "%s: has %s samples, whose black and white are unknown; export it as 8-bit RGB"
              .formatted(name, tags.signed() ? "signed" : "complex"));
    } else if (tags != null && tags.real()) {
      if (tags.whiteIsZero()) {
        throw new InputException(
            name + ": has floating-point samples from white to black; export it as 8-bit RGB");
      }
      rgb = PictureLevels.ofRaster(reader.readRaster(file.page(), null), tags, name);
    } else {
      BufferedImage image = reader.read(file.page());
      PngChunks chunks = file.format().equals("PNG") ? PngChunks.of(bytes) : null;
      rgb =
          PictureLevels.rgb(
              image,
              tags != null || chunks == null ? tags : TiffTags.ofPng(chunks.significantBits()),
              ColourProfiles.of(chunks == null ? BmpHeader.profile(bytes) : chunks.profile()),
              name);
    }
    if (cutShort[0]) {
      throw new InputException(name + ": is cut short; copy or export it again");
    }
    return rgb;
  }

  /** Whether a warning is about missing pixels; a broken profile or other remark is no harm. */
  private static boolean saysCutShort(String warning) {
    boolean remark =
        List.of("profile", "icc", "exif", "xmp", "metadata", "jfif", "adobe", "thumbnail").stream()
            .anyMatch(warning::contains);
    return !remark
        && (warning.contains("premature")
            || warning.contains("truncated")
            || warning.contains("eof"));
  }

  /** The smallest window with every pixel that has a channel above 0. */
  private static CellPixels window(byte[] rgb, int height, int width) {
    int top = -1;
    int bottom = 0;
    int left = width;
    int right = 0;
    int rowBytes = width * 3;
    byte[] black = new byte[rowBytes];
    for (int y = 0; y < height; y++) {
      int start = y * rowBytes;
      int first = Arrays.mismatch(rgb, start, start + rowBytes, black, 0, rowBytes);
      if (first < 0) {
        continue;
      }
      top = top < 0 ? y : top;
      bottom = y + 1;
      left = Math.min(left, first / 3);
      int known = right * 3;
      if (!Arrays.equals(rgb, start + known, start + rowBytes, black, known, rowBytes)) {
        int last = rowBytes - 1;
        while (rgb[start + last] == 0) {
          last--;
        }
        right = last / 3 + 1;
      }
    }
    if (top < 0) {
      return new CellPixels(height, width, 0, 0, 0, 0, new byte[0]);
    }
    byte[] cropped = new byte[(bottom - top) * (right - left) * 3];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(
          rgb, (y * width + left) * 3, cropped, (y - top) * (right - left) * 3, (right - left) * 3);
    }
    return new CellPixels(height, width, top, left, bottom - top, right - left, cropped);
  }
}
