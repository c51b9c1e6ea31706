package org.allnet.inference.compute;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/** Where answers are to be computed. */
public enum Device {
  /** An NVIDIA GPU if one is usable, else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** An NVIDIA GPU; needs a build for CUDA. */
  CUDA;

  /**
   * Reads an option's value.
   *
   * @param key {@code auto}, {@code cpu} or {@code cuda}; case does not matter
   * @return the device
   * @throws OptionException if it is none of these
   */
  public static Device of(String key) {
    for (Device device : values()) {
      if (device.key().equals(key.strip().toLowerCase(Locale.ROOT))) {
        return device;
      }
    }
    throw OptionException.unknown(OptionName.DEVICE, key, "auto, cpu or cuda");
  }

  /** {@return its name in options and files, lower case} */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
