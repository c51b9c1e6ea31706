package org.allnet.data.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.ImageFormat;

/**
 * What an image file says of itself before its pixels.
 *
 * @param format the format, told by the content
 * @param width pixels across
 * @param height pixels down
 */
public record ImageHeader(ImageFormat format, int width, int height) {

  /** Enough for a BMP file's header and palette, and to tell what another file is. */
  private static final int HEAD = 1 << 12;

  /**
   * Reads a header without decoding a pixel.
   *
   * @param file an image file
   * @return what its header says
   * @throws InputException if the file can't be read, is empty, is none of the four formats, or has
   *     a broken header
   */
  public static ImageHeader read(Path file) {
    try {
      if (Files.size(file) == 0) {
        throw InputException.in(file, "is empty; copy the image again");
      }
      byte[] head;
      try (InputStream in = Files.newInputStream(file)) {
        head = in.readNBytes(HEAD);
      }
      byte[] mended = BmpHeader.mended(head, Files.size(file));
      try (ImageInputStream stream =
              mended == head
                  ? new PathStream(file)
                  : new MemoryCacheImageInputStream(new ByteArrayInputStream(mended));
          PictureFile picture = PictureFile.open(stream, head, file.toString())) {
        return new ImageHeader(picture.format(), picture.width(), picture.height());
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof InputException known) {
        throw known;
      }
      String reason = ForeignFailure.words(e);
      throw InputException.in(
          file, "has a broken header (" + reason.strip() + "); copy or export it again", e);
    }
  }

  /** {@return width and height as {@code 450x450}} */
  public String frame() {
    return width + "x" + height;
  }
}
