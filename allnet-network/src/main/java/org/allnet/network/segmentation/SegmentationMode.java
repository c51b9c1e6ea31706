package org.allnet.network.segmentation;

import java.util.Locale;
import org.allnet.data.OptionException;

/** How a cell is cut out by its saturation. */
public enum SegmentationMode {
  /**
   * The saturation plane is stretched to the image's own full range, then grey levels 180 to 255
   * are kept. The default: the only reading of the paper's section on segmentation that leaves a
   * cell.
   */
  STRETCHED,
  /**
   * Grey levels 180 to 255 of the saturation plane as the paper's formula gives it. Erases nearly
   * every stained cell; kept for the record.
   */
  LITERAL,
  /** The image's own threshold by Otsu (doi 10.1109/TSMC.1979.4310076); for raw fields. */
  OTSU,
  /** Nothing is cut out. */
  NONE;

  /**
   * Reads an option's value.
   *
   * @param key {@code stretched}, {@code literal}, {@code otsu} or {@code none}; case does not
   *     matter
   * @return the mode
   * @throws OptionException where it is none of these
   */
  public static SegmentationMode of(String key) {
    for (SegmentationMode mode : values()) {
      if (mode.key().equals(key.strip().toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new OptionException(
        "--segmentation '" + key + "' is unknown; use stretched, literal, otsu or none");
  }

  /** {@return its name in options and files, lower case} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
