package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;

/**
 * Decodes fields that are looked at as a whole, once if they are looked at twice and fit into a
 * part of the memory. Not for several threads.
 */
final class DecodedFields {

  /** The part of the memory that Java may use, by which it is divided. */
  private static final int PART = 8;

  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
  private final Map<Path, CellPixels> kept = new HashMap<>();
  private final boolean twice;
  private long room;

  private DecodedFields(boolean twice, long room) {
    this.twice = twice;
    this.room = room;
  }

  /** Of fields that are looked at once. */
  static DecodedFields once() {
    return new DecodedFields(false, 0);
  }

  /** Of fields that are looked at again when all were looked at. */
  static DecodedFields twice() {
    return twice(Runtime.getRuntime().maxMemory() / PART);
  }

  /**
   * The same with room of its own.
   *
   * @param bytes of pixels that may be kept
   */
  static DecodedFields twice(long bytes) {
    return new DecodedFields(true, bytes);
  }

  /**
   * Returns the pixels of a field.
   *
   * @param file its file
   * @return decoded now, or when it was looked at first
   * @throws org.allnet.data.InputException if it can't be read
   */
  CellPixels decode(Path file) {
    CellPixels known = kept.remove(file);
    if (known != null) {
      room += known.rgb().length;
      return known;
    }
    CellPixels pixels = decoder.decode(file);
    if (twice && pixels.rgb().length <= room) {
      kept.put(file, pixels);
      room -= pixels.rgb().length;
    }
    return pixels;
  }
}
