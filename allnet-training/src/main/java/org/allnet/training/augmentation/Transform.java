package org.allnet.training.augmentation;

import java.util.Locale;
import org.allnet.data.InputException;

/** What is done to an image to make another of it (section 2.3 of the ALLNet paper). */
public enum Transform {
  /** The image as it is. */
  ORIGINAL,
  /** Left and right change places. */
  FLIP_HORIZONTAL,
  /** Top and bottom change places. */
  FLIP_VERTICAL,
  /** Turned about the centre by any angle, bilinear, black outside. */
  ROTATION,
  /** All channels times one factor, cut at white; black stays black. */
  BRIGHTNESS,
  /** Gaussian blur, then salt-and-pepper noise, both within the cell only. */
  BLUR_NOISE;

  /** {@return its name in files, lower case} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name from a file.
   *
   * @param key as {@link #key} gives it
   * @return the operation
   * @throws InputException if there is no such operation
   */
  public static Transform of(String key) {
    for (Transform operation : values()) {
      if (operation.key().equals(key)) {
        return operation;
      }
    }
    throw new InputException("operation '" + key + "' is unknown");
  }
}
