package org.allnet.service.work.picture;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.PictureOrientation;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.BlobStore;

/**
 * Pictures as blobs: whatever comes is decoded as a whole, turned upright and stored as a PNG file
 * of its pixels alone. Thread-safe.
 */
public final class StoredPictures {

  /** Pixels of a PNG file of ours, at most; what was taken in is within limits. */
  private static final ImageDecoder OWN =
      new ImageDecoder(new DecodeLimits(Integer.MAX_VALUE - 9, Integer.MAX_VALUE / 3));

  private final BlobStore blobs;

  /**
   * Takes the place where they are.
   *
   * @param blobs where their bytes are
   */
  public StoredPictures(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * What was stored of a file.
   *
   * @param content the hash of the stored PNG file
   * @param width in pixels
   * @param height in pixels
   * @param pixels what it shows
   */
  public record Taken(Hash content, int width, int height, RgbPicture pixels) {}

  /**
   * Decodes a file and stores its pixels.
   *
   * @param file an image file of a format that is read
   * @param name what to call it in messages
   * @param limits how large it may be; its pixels are counted before they are decoded
   * @param notes takes what had to be chosen, such as one of several pages
   * @return what was stored
   * @throws InputException if the file is no image, broken or too large
   */
  public Taken take(Path file, String name, DecodeLimits limits, Consumer<String> notes) {
    CellPixels decoded =
        new ImageDecoder(limits)
            .decode(file, note -> notes.accept(ImageDecoder.reason(file.toString(), note)));
    RgbPicture upright = RgbPicture.of(decoded).upright(PictureOrientation.of(file));
    byte[] png = PngFile.of(upright);
    Hash content = blobs.put(new ByteArrayInputStream(png), png.length);
    return new Taken(content, upright.width(), upright.height(), upright);
  }

  /**
   * Returns the PNG file of a picture.
   *
   * @param picture which one
   * @return empty if it was erased
   */
  public Optional<byte[]> png(Picture picture) {
    return picture.content().flatMap(blobs::read);
  }

  /**
   * Returns the pixels of a picture, as models see them.
   *
   * @param picture which one
   * @return empty if it was erased
   * @throws InputException if its bytes can't be decoded
   */
  public Optional<CellPixels> pixels(Picture picture) {
    return png(picture).map(bytes -> OWN.decode(bytes, "picture " + picture.id().text()));
  }
}
