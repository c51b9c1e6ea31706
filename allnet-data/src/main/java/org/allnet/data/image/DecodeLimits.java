package org.allnet.data.image;

import org.allnet.data.OptionException;

/**
 * What an image file may cost before it is refused.
 *
 * @param maxBytes largest file in bytes, at least 1
 * @param maxPixels largest picture in pixels (width times height), at least 1
 */
public record DecodeLimits(long maxBytes, long maxPixels) {

  /** 64 MiB and 50 million pixels. */
  public static final DecodeLimits DEFAULTS = new DecodeLimits(64L << 20, 50_000_000);

  /**
   * Checks both limits.
   *
   * @throws OptionException if one is below 1
   */
  public DecodeLimits {
    if (maxBytes < 1 || maxPixels < 1) {
      throw new OptionException(
          "decode limits: " + maxBytes + " bytes and " + maxPixels + " pixels; use at least 1");
    }
  }
}
