package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureOrientation;
import org.allnet.data.image.region.PictureRegions;
import org.jspecify.annotations.Nullable;

/**
 * Decodes fields that are looked at as a whole, once if they are looked at several times and fit
 * into a part of the memory. Thread-safe, but for two threads that ask for one file.
 */
final class DecodedFields {

  /** The part of the memory that Java may use, by which it is divided. */
  private static final int PART = 8;

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
  private final Map<Path, CellPixels> kept = new HashMap<>();
  private final Map<Path, Integer> looked = new HashMap<>();
  private final int looks;
  private long room;

  private DecodedFields(int looks, long room) {
    this.looks = looks;
    this.room = room;
  }

  /**
   * Of fields that are looked at several times.
   *
   * @param looks how often, from 1
   */
  static DecodedFields looks(int looks) {
    return looks(looks, Runtime.getRuntime().maxMemory() / PART);
  }

  /**
   * The same with room of its own.
   *
   * @param looks how often, from 1
   * @param bytes of pixels that may be kept
   */
  static DecodedFields looks(int looks, long bytes) {
    return new DecodedFields(looks, bytes);
  }

  /**
   * Returns the pixels of a field.
   *
   * @param file its file
   * @return decoded now, or when it was looked at before
   * @throws org.allnet.data.InputException if it can't be read
   */
  CellPixels decode(Path file) {
    return decode(file, note -> {});
  }

  /**
   * Returns the pixels of a field.
   *
   * @param file its file
   * @param notes takes what has to be known of them, if they are decoded now
   * @return decoded now, or when it was looked at before
   * @throws org.allnet.data.InputException if it can't be read
   */
  CellPixels decode(Path file, Consumer<String> notes) {
    CellPixels known = known(file);
    if (known != null) {
      return known;
    }
    CellPixels pixels =
        decoder.decode(file, note -> notes.accept(ImageDecoder.reason(file.toString(), note)));
    PictureOrientation.note(file).ifPresent(notes);
    keep(file, pixels);
    return pixels;
  }

  private synchronized @Nullable CellPixels known(Path file) {
    boolean isLast = looked.merge(file, 1, Integer::sum) >= looks;
    CellPixels known = isLast ? kept.remove(file) : kept.get(file);
    room += known != null && isLast ? known.rgb().length : 0;
    return known;
  }

  private synchronized void keep(Path file, CellPixels pixels) {
    boolean isLast = looked.getOrDefault(file, 0) >= looks;
    if (!isLast && pixels.rgb().length <= room) {
      kept.put(file, pixels);
      room -= pixels.rgb().length;
    }
  }

  /**
   * Opens a field, by parts if it is large.
   *
   * @param file its file
   * @param notes takes what has to be known of its pixels
   * @return its pixels; the caller closes them
   * @throws org.allnet.data.InputException if it can't be read, or its pages are no pictures
   */
  PictureRegions open(Path file, Consumer<String> notes) {
    return LargePictures.isLarge(file) ? large(file, notes) : LargePictures.of(decode(file, notes));
  }

  /**
   * Opens a large field.
   *
   * @param file its file
   * @param notes takes what has to be known of its pixels
   * @return its pixels; the caller closes them
   * @throws org.allnet.data.InputException if it can't be read
   */
  static PictureRegions large(Path file, Consumer<String> notes) {
    PictureRegions picture = LargePictures.open(file);
    picture.notes().forEach(notes);
    PictureOrientation.note(file).ifPresent(notes);
    return picture;
  }
}
