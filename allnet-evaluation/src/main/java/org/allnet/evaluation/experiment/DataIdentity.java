package org.allnet.evaluation.experiment;

import java.util.Locale;

/**
 * Which data set images are of, as a reader needs to know it.
 *
 * @param name what the data set is called
 * @param layout how it is laid out on disk, such as {@code C-NMC 2019}
 * @param source which published data set it is, or part of
 * @param complete whether all images of that published set are here: metrics on a part of a set
 *     can't stand beside metrics on the whole
 * @param synthetic whether the cells were synthetic
 */
public record DataIdentity(
    String name, String layout, Source source, boolean complete, boolean synthetic) {

  /** Which published data set the images are of. */
  public enum Source {
    /** C-NMC 2019 (doi 10.7937/tcia.2019.dc64i46r). */
    CNMC_2019("C-NMC 2019"),
    /** The blood-smear fields of Taleqani Hospital, Tehran. */
    TALEQANI("Taleqani Hospital fields"),
    /** Anything else, synthetic cells included. */
    OTHER("another data set"),
    /** Not known, as of the images behind a predictions file. */
    UNKNOWN("unknown");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** {@return the data set for a reader} */
    public String label() {
      return label;
    }

    /**
     * Guesses the source from what a data set says of itself.
     *
     * @param name its name
     * @param layout its layout
     * @param synthetic whether it is synthetic, which is always {@link #OTHER}
     * @return the source
     */
    public static Source of(String name, String layout, boolean synthetic) {
      String text = (name + " " + layout).toLowerCase(Locale.ROOT);
      if (synthetic) {
        return OTHER;
      }
      if (text.contains("c-nmc") || text.contains("cnmc")) {
        return CNMC_2019;
      }
      return text.contains("taleqani") ? TALEQANI : OTHER;
    }
  }

  /** {@return its name, and its layout in brackets unless it goes by the same words} */
  public String displayName() {
    return name.equals(layout) ? name : name + " (" + layout + ")";
  }

  /**
   * Returns the same data set, synthetic or not.
   *
   * @param synthetic whether its cells were synthetic
   */
  public DataIdentity withSynthetic(boolean synthetic) {
    return new DataIdentity(name, layout, source, complete, synthetic);
  }
}
