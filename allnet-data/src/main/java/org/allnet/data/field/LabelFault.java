package org.allnet.data.field;

/**
 * Something odd about one label, and what was made of it.
 *
 * @param kind what is odd
 * @param field the field's name
 * @param label the class
 * @param pixels how far it reached outside of the field, for {@link Kind#CLIPPED} and {@link
 *     Kind#OUTSIDE}; else 0
 */
public record LabelFault(Kind kind, String field, String label, double pixels) {

  /** What can be odd. */
  public enum Kind {
    /** It reached outside of the field, and was cut at the edge. */
    CLIPPED("clipped", "reached outside of the field (cut at its edge)"),
    /** It lay outside of the field altogether, and was left out. */
    OUTSIDE("outside", "lay outside of the field (left out)"),
    /** It had no width or no height, and was left out. */
    EMPTY("zero-size", "had no width or no height (left out)"),
    /** It repeated another of the same field, box and class, and was left out. */
    DOUBLED("doubled", "repeated another one exactly (left out)");

    private final String key;
    private final String words;

    Kind(String key, String words) {
      this.key = key;
      this.words = words;
    }

    /** {@return a word for tables and programs} */
    public String key() {
      return key;
    }

    /** {@return what is said of such a label, after its name} */
    public String words() {
      return words;
    }
  }
}
