package org.allnet.service.work.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.PictureOrientation;
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

  /** PNG and BMP files are upright. */
  private static final List<byte[]> UPRIGHT =
      List.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, new byte[] {'B', 'M'});

  /** Whether a file is of a format that may say how its picture is turned. */
  private static boolean mayBeTurned(byte[] file) {
    return UPRIGHT.stream()
        .noneMatch(
            head ->
                file.length >= head.length
                    && Arrays.equals(file, 0, head.length, head, 0, head.length));
  }

  /**
   * Decodes a file, and turns its picture upright.
   *
   * @param file the whole file, of a format that is read
   * @param name what to call it in messages
   * @param limits how large it may be; its pixels are counted before they are decoded
   * @param notes takes what had to be chosen, such as one of several pages
   * @param blobs where the file can be laid down for a moment
   * @return its pixels
   * @throws InputException if the file is no image, broken or too large
   */
  public static RgbPicture upright(
      byte[] file, String name, DecodeLimits limits, Consumer<String> notes, BlobStore blobs) {
    CellPixels decoded = new ImageDecoder(limits).decode(file, name, notes);
    int orientation = mayBeTurned(file) ? blobs.asFile(file, PictureOrientation::of) : 1;
    return RgbPicture.of(decoded).upright(orientation);
  }

  /**
   * Returns a picture as a PNG file that has nothing but its pixels.
   *
   * @param pixels what it shows
   */
  public static byte[] png(RgbPicture pixels) {
    return PngFile.of(pixels);
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
