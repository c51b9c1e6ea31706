package org.allnet.data.duplicate;

import java.util.Locale;

/** What was done to an image to make a copy of it. */
public enum CopyKind {
  /** Nothing: the files are the same, byte by byte. */
  IDENTICAL_FILE,
  /** It was saved in another lossless format, or with another black border. */
  IDENTICAL_PIXELS,
  /** It was saved with loss, or recoloured a little, and else left as it is. */
  RE_ENCODED,
  /** It was made larger or smaller. */
  RESIZED,
  /** It was turned by one, two or three quarters. */
  TURNED,
  /** It was mirrored. */
  MIRRORED,
  /** It was moved within its frame, or taken again from a place a little beside. */
  SHIFTED;

  /** {@return the word for a person} */
  public String word() {
    return switch (this) {
      case IDENTICAL_FILE -> "identical file";
      case IDENTICAL_PIXELS -> "identical pixels";
      case RE_ENCODED -> "re-encoded";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** {@return the word for programs} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
