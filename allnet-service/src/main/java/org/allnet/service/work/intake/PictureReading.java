package org.allnet.service.work.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.scale.FieldScale;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.store.BlobStore;
import org.allnet.service.work.picture.RgbPicture;
import org.allnet.service.work.picture.StoredPictures;

/**
 * Reads files that were handed in: a full decode, turned upright, as a PNG file of the pixels
 * alone. What a file says of its scale is read before that is stripped. Thread-safe.
 */
public final class PictureReading {

  private static final String NAME = "file";

  private final BlobStore blobs;

  /**
   * Takes the place where files can be laid down for a moment.
   *
   * @param blobs the place
   */
  public PictureReading(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** What became of a file. */
  public sealed interface Outcome {

    /**
     * It is a picture.
     *
     * @param pixels what it shows
     * @param png the same as a PNG file with nothing else in it
     * @param scale what its file says of its scale
     * @param notes what had to be chosen
     */
    record Good(RgbPicture pixels, byte[] png, Optional<FieldLook.Scale> scale, List<String> notes)
        implements Outcome {}

    /**
     * It can't be read.
     *
     * @param reason why, for its sender
     */
    record Bad(String reason) implements Outcome {}
  }

  /**
   * Reads a file.
   *
   * @param bytes the whole file
   * @return what became of it
   * @throws org.allnet.data.RunException if Java has too little memory for it, or the disk fails
   */
  public Outcome read(byte[] bytes) {
    try {
      List<String> notes = new ArrayList<>();
      RgbPicture pixels =
          StoredPictures.upright(
              bytes,
              NAME,
              IntakeLimits.DEFAULTS.ofPicture(),
              note -> notes.add(ImageDecoder.reason(NAME, note)),
              blobs);
      Optional<FieldLook.Scale> scale = blobs.asFile(bytes, PictureReading::scale);
      return new Outcome.Good(pixels, StoredPictures.png(pixels), scale, notes);
    } catch (InputException e) {
      return new Outcome.Bad(ImageDecoder.reason(NAME, String.valueOf(e.getMessage())));
    }
  }

  private static Optional<FieldLook.Scale> scale(java.nio.file.Path file) {
    return PixelSize.of(file)
        .map(size -> FieldScale.ofMetadata(size.micrometres(), size.source()))
        .map(scale -> new FieldLook.Scale(scale.redCell(), scale.words()));
  }
}
