package org.allnet.data.image;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.allnet.data.InputException;

/**
 * Reads BMP, PNG, JPEG and TIFF files, which are told apart by their content, into 8-bit RGB. The
 * first picture of a file with several is taken; transparency is laid on black. Sizes are checked
 * against the limits before a pixel is decoded. Thread-safe.
 */
public final class ImageDecoder {

  private static final Set<String> FORMATS = Set.of("bmp", "png", "jpeg", "tiff", "tif", "jpg");

  private final DecodeLimits limits;

  static {
    ImageIO.setUseCache(false);
  }

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
    return decode(read(file), file.toString());
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
    if (bytes.length > limits.maxBytes()) {
      throw tooLarge(name, bytes.length);
    }
    if (bytes.length == 0) {
      throw new InputException(name + ": is empty; copy the image again");
    }
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      while (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            return window(picture(reader, stream, name), name);
          }
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof InputException known) {
        throw known;
      }
      throw new InputException(
          name + ": is broken or cut short (" + reason(e) + "); copy or export it again", e);
    } catch (OutOfMemoryError e) {
      throw new InputException(name + ": needs more memory than there is; raise Java's -Xmx", e);
    }
    throw new InputException(
        name + ": is no BMP, PNG, JPEG or TIFF image; convert it to one of these");
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

  private BufferedImage picture(ImageReader reader, ImageInputStream stream, String name)
      throws IOException {
    reader.setInput(stream, true, true);
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
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
    boolean[] cutShort = new boolean[1];
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          String text = warning.toLowerCase(Locale.ROOT);
          cutShort[0] |=
              text.contains("premature") || text.contains("truncated") || text.contains("eof");
        });
    ImageReadParam param = reader.getDefaultReadParam();
    BufferedImage image = reader.read(0, param);
    if (cutShort[0]) {
      throw new InputException(name + ": is cut short; copy or export it again");
    }
    return image;
  }

  /** The smallest window with every pixel that has a channel above 0. */
  private static CellPixels window(BufferedImage image, String name) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] rgb = rgb(image, name);
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

  /** All pixels, row by row, three bytes each. */
  private static byte[] rgb(BufferedImage image, String name) {
    BufferedImage plain = isPlain(image) ? image : converted(image, name);
    int height = plain.getHeight();
    int width = plain.getWidth();
    ComponentSampleModel model = (ComponentSampleModel) plain.getRaster().getSampleModel();
    byte[] data = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
    int[] offsets = model.getBandOffsets();
    int base =
        plain.getRaster().getDataBuffer().getOffset()
            - plain.getRaster().getSampleModelTranslateX() * model.getPixelStride()
            - plain.getRaster().getSampleModelTranslateY() * model.getScanlineStride();
    int bands = model.getNumBands();
    int green = bands == 1 ? 0 : 1;
    int blue = bands == 1 ? 0 : 2;
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(height, width), 3)];
    int target = 0;
    for (int y = 0; y < height; y++) {
      int source = base + y * model.getScanlineStride();
      for (int x = 0; x < width; x++) {
        rgb[target++] = data[source + offsets[0]];
        rgb[target++] = data[source + offsets[green]];
        rgb[target++] = data[source + offsets[blue]];
        source += model.getPixelStride();
      }
    }
    return rgb;
  }

  /** Whether the samples are the bytes of an opaque sRGB picture as they stand. */
  private static boolean isPlain(BufferedImage image) {
    return image.getType() == BufferedImage.TYPE_3BYTE_BGR
        || (image.getRaster().getSampleModel() instanceof ComponentSampleModel
            && image.getRaster().getDataBuffer() instanceof DataBufferByte
            && image.getRaster().getDataBuffer().getNumBanks() == 1
            && image.getRaster().getNumBands() == 3
            && image.getColorModel().getColorSpace().isCS_sRGB()
            && !image.getColorModel().hasAlpha());
  }

  private static BufferedImage converted(BufferedImage image, String name) {
    BufferedImage plain =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return grey(image, plain);
    }
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_RGB) {
      Graphics2D graphics = plain.createGraphics();
      graphics.drawImage(image, 0, 0, null);
      graphics.dispose();
      return plain;
    }
    try {
      return new ColorConvertOp(null).filter(image, plain);
    } catch (RuntimeException e) {
      throw new InputException(
          name + ": has colours that can't be turned into RGB; export it as 8-bit RGB", e);
    }
  }

  /**
   * Java draws grey pictures with a gamma of its own: the samples are taken as they are, and
   * transparency is laid on black.
   */
  private static BufferedImage grey(BufferedImage image, BufferedImage plain) {
    int bits = image.getColorModel().getComponentSize(0);
    int type = image.getRaster().getDataBuffer().getDataType();
    boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    int maximum = (1 << Math.min(bits, 16)) - 1;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int level;
        if (whole && !(image.getColorModel() instanceof IndexColorModel)) {
          level = image.getRaster().getSample(x, y, 0) * 255 / maximum;
          if (image.getColorModel().hasAlpha() && !image.isAlphaPremultiplied()) {
            int opacity = image.getRaster().getSample(x, y, image.getRaster().getNumBands() - 1);
            level = (int) Math.round(level * (double) opacity / maximum);
          }
        } else {
          level = image.getRGB(x, y) & 0xFF;
        }
        plain.setRGB(x, y, level * 0x010101);
      }
    }
    return plain;
  }
}
