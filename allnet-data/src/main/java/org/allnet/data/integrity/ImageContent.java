package org.allnet.data.integrity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.allnet.data.file.Sha256;
import org.allnet.data.image.CellPixels;
import org.jspecify.annotations.Nullable;

/**
 * What an image is, whatever it is called and wherever it lies: its file and, for a copy that was
 * saved in another lossless format or with a wider black border, its pixels. An image with nothing
 * in it, black or of one colour, can't be told from any other by its pixels: it is known by its
 * file alone.
 *
 * @param file SHA-256 of the file, lower-case hex
 * @param pixels SHA-256 of size and pixels of the window that is not black, lower-case hex; absent
 *     if all of the window is of one colour
 */
public record ImageContent(String file, @Nullable String pixels) {

  /**
   * The content of an image that was decoded.
   *
   * @param file SHA-256 of its file, lower-case hex
   * @param pixels its pixels
   * @return both hashes; that of the file alone if nothing is in the image
   */
  public static ImageContent of(String file, CellPixels pixels) {
    if (pixels.isEven()) {
      return new ImageContent(file, null);
    }
    MessageDigest digest = Sha256.digest();
    digest.update(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(pixels.height())
            .putInt(pixels.width())
            .array());
    digest.update(pixels.rgb());
    return new ImageContent(file, HexFormat.of().formatHex(digest.digest()));
  }
}
