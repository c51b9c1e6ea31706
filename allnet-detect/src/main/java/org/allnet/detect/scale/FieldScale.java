package org.allnet.detect.scale;

import java.util.Locale;

/**
 * How large cells appear in a field.
 *
 * @param redCell pixels of a red cell's diameter; 0 if it is not known
 * @param spread how much red cells differ, as a fraction of their diameter (scaled median absolute
 *     deviation); 0 if none were measured
 * @param redCells how many red cells were measured
 * @param source where it is known from
 * @param words that say so, such as the kind of metadata, or whose the red cells are; empty if
 *     there is nothing to add
 */
public record FieldScale(double redCell, double spread, int redCells, Source source, String words) {

  /** The peak of the Price-Jones curve: the diameter of a usual red cell. */
  public static final double RED_CELL_MICROMETRES = 7.5;

  /** Where a scale is known from, the most trusted first. */
  public enum Source {
    /** An option. */
    GIVEN,
    /** The file's metadata. */
    METADATA,
    /** Red cells in the field, or in those of its kind. */
    RED_CELLS,
    /** Nothing says it. */
    UNKNOWN;

    /** {@return the word in files, such as {@code red-cells}} */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A scale that a user gives. */
  public static FieldScale given(double redCell) {
    return new FieldScale(redCell, 0, 0, Source.GIVEN, "");
  }

  /**
   * A scale of metadata.
   *
   * @param micrometres the side of a pixel
   * @param words which metadata
   */
  public static FieldScale ofMetadata(double micrometres, String words) {
    return new FieldScale(RED_CELL_MICROMETRES / micrometres, 0, 0, Source.METADATA, words);
  }

  /**
   * No scale.
   *
   * @param redCells how many red cells were found that could have been measured
   */
  public static FieldScale unknown(int redCells) {
    return new FieldScale(0, 0, redCells, Source.UNKNOWN, "");
  }

  /** {@return the same with other words} */
  public FieldScale withWords(String others) {
    return new FieldScale(redCell, spread, redCells, source, others);
  }

  /** {@return whether there is one} */
  public boolean isKnown() {
    return source != Source.UNKNOWN;
  }

  /**
   * {@return it for a reader, such as {@code 61.5 pixels per red cell (of 34 red cells, +-8 %)}}
   */
  public String text() {
    String many = String.format(Locale.ROOT, "%.1f pixels per red cell", redCell);
    return switch (source) {
      case GIVEN -> many + " (" + (words.isEmpty() ? "given" : words) + ")";
      case METADATA -> many + " (" + words + ")";
      case RED_CELLS ->
          many
              + String.format(
                  Locale.ROOT,
                  " (of %d red cells%s, spread %.0f %%)",
                  redCells,
                  whose(),
                  100 * spread);
      case UNKNOWN -> "unknown (%d isolated round red cells%s)".formatted(redCells, whose());
    };
  }

  private String whose() {
    return words.isEmpty() ? "" : " " + words;
  }
}
