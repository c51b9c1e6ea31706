package org.allnet.data.integrity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.allnet.data.image.CellPixels;

/**
 * What an image is, whatever it is called and wherever it lies: its file and, for a copy that was
 * saved in another lossless format or with a wider black border, its pixels.
 *
 * @param file SHA-256 of the file, lower-case hex
 * @param pixels SHA-256 of size and pixels of the window that is not black, lower-case hex
 */
public record ImageContent(String file, String pixels) {

  /**
   * The content of an image that was decoded.
   *
   * @param file SHA-256 of its file, lower-case hex
   * @param pixels its pixels
   * @return both hashes
   */
  public static ImageContent of(String file, CellPixels pixels) {
    MessageDigest digest = ImageHashes.newDigest();
    digest.update(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(pixels.height())
            .putInt(pixels.width())
            .array());
    digest.update(pixels.rgb());
    return new ImageContent(file, HexFormat.of().formatHex(digest.digest()));
  }
}
