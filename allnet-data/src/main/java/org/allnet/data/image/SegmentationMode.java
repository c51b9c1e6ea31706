package org.allnet.data.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/** How a cell is cut out by its saturation. */
public enum SegmentationMode {
  /**
   * The saturation plane is stretched to the image's own full range, then grey levels 180 to 255
   * are kept. The default: the only reading of the paper's section on segmentation that leaves a
   * cell. Made for cut-out cells on black. It keeps next to nothing of a raw field, and of a cell
   * with a nearly black coloured pixel such as (1,0,1), whose saturation of 1 takes the whole range
   * (5 of 104 C-NMC cells): look at the kept fraction.
   */
  STRETCHED(0.05),
  /**
   * Grey levels 180 to 255 of the saturation plane as the paper's formula gives it. Erases nearly
   * every stained cell; kept for the record.
   */
  LITERAL(0.05),
  /**
   * The image's own threshold by Otsu (doi 10.1109/TSMC.1979.4310076); for raw fields. It keeps the
   * nucleus: in a field that is a few in a hundred of the pixels.
   */
  OTSU(0.002),
  /** Nothing is cut out. */
  NONE(0);

  private final double leastKeptFraction;

  SegmentationMode(double leastKeptFraction) {
    this.leastKeptFraction = leastKeptFraction;
  }

  /**
   * Below which proportion of an image's visible pixels, neither black nor even ground, this mode
   * has erased it. A mode for cells on black keeps half of one or more, or else next to nothing: of
   * 104 cells of C-NMC {@code stretched} kept less than 0.01 of five and more than 0.5 of all
   * others. Otsu's threshold keeps the nuclei: 0.007 and more of 787 single cells and fields, apart
   * from 2 of them, of which it kept 0.001, mere specks.
   *
   * @return a proportion in [0,1]; 0 if nothing is ever erased
   */
  public double leastKeptFraction() {
    return leastKeptFraction;
  }

  /** {@return which other modes to use and what each keeps, for a reader; never this one} */
  public String instead() {
    String rest = "'none', which keeps everything";
    String otsu = ", or, of fields, 'otsu', which keeps the nuclei";
    return switch (this) {
      case LITERAL -> "use 'stretched', which keeps a cell cut out on black, " + rest + otsu;
      case STRETCHED -> "use " + rest + otsu;
      case OTSU, NONE -> "use " + rest;
    };
  }

  /**
   * Reads an option's value.
   *
   * @param key {@code stretched}, {@code literal}, {@code otsu} or {@code none}; case does not
   *     matter
   * @return the mode
   * @throws OptionException if it is none of these
   */
  @JsonCreator
  public static SegmentationMode of(String key) {
    for (SegmentationMode mode : values()) {
      if (mode.key().equals(key.strip().toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw OptionException.unknown(OptionName.SEGMENTATION, key, "stretched, literal, otsu or none");
  }

  /** {@return its name in options and files, lower case} */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
