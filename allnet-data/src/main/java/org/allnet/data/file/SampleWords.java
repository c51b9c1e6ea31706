package org.allnet.data.file;

/** The words for what is taken from a person, and for the occasion. */
public final class SampleWords {

  private static final String SAMPLES = "specimen|sample|slide|smear|biopsy";

  private static final String OCCASIONS = "aspirate|block|section|visit|timepoint|probe|muestra";

  private SampleWords() {}

  /**
   * Returns the words, as they stand behind a person's name in {@code Smith slide 2}.
   *
   * @return the alternatives of a regular expression, in lower case
   */
  public static String pattern() {
    return "(?:" + SAMPLES + "|" + OCCASIONS + ")s?";
  }

  /** {@return the words for samples as they are in the names of columns} */
  static String samples() {
    return SAMPLES;
  }
}
