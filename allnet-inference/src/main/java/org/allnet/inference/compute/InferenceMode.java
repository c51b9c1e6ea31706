package org.allnet.inference.compute;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/** How a network computes its answers: what its convolutions may leave out. */
public enum InferenceMode {
  /** Nothing: whole frames, term by term. */
  EXACT,

  /** What lies outside the foreground's windows: the same numbers, with nothing to prepare. */
  FIRST_RESULT,

  /**
   * The same, and on a processor products of 3 x 3 kernels by Winograd's algorithm if it is
   * quicker, which rounds in another way. Kernels are transformed at the first images, which pays
   * from some ten images on. Batch norms of detectors and segmenters are parts of the convolutions
   * before them, which rounds in another way too.
   */
  THROUGHPUT;

  /**
   * Reads an option's value.
   *
   * @param key {@code exact}, {@code first-result} or {@code throughput}; case does not matter
   * @return the mode
   * @throws OptionException if it is none of these
   */
  public static InferenceMode of(String key) {
    for (InferenceMode mode : values()) {
      if (mode.key().equals(key.strip().toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw OptionException.unknown(OptionName.MODE, key, "exact, first-result or throughput");
  }

  /** {@return its name in options and files, lower case} */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
