package org.allnet.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.allnet.data.InputException;

/**
 * What an image file says of itself before its pixels.
 *
 * @param format {@code BMP}, {@code PNG}, {@code JPEG} or {@code TIFF}, told by the content
 * @param width pixels across
 * @param height pixels down
 */
public record ImageHeader(String format, int width, int height) {

  private static final Map<String, String> FORMATS =
      Map.of(
          "bmp", "BMP", "png", "PNG", "jpeg", "JPEG", "jpg", "JPEG", "tiff", "TIFF", "tif", "TIFF");

  /**
   * Reads a header without decoding a pixel.
   *
   * @param file an image file
   * @return what its header says
   * @throws InputException where the file can't be read, is empty, is none of the four formats, or
   *     has a broken header
   */
  public static ImageHeader read(Path file) {
    try {
      if (Files.size(file) == 0) {
        throw new InputException(file + ": is empty; copy the image again");
      }
      try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
        return read(stream, file);
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof InputException known) {
        throw known;
      }
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new InputException(
          file + ": has a broken header (" + reason.strip() + "); copy or export it again", e);
    }
  }

  private static ImageHeader read(ImageInputStream stream, Path file) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      try {
        String format = FORMATS.get(reader.getFormatName().toLowerCase(Locale.ROOT));
        if (format != null) {
          reader.setInput(stream, true, true);
          return new ImageHeader(format, reader.getWidth(0), reader.getHeight(0));
        }
      } finally {
        reader.dispose();
      }
    }
    throw new InputException(
        file + ": is no BMP, PNG, JPEG or TIFF image; convert it to one of these");
  }

  /** {@return width and height as {@code 450x450}} */
  public String frame() {
    return width + "x" + height;
  }
}
