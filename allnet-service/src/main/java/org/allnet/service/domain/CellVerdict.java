package org.allnet.service.domain;

import org.allnet.data.InputException;

/** What a person says of a cell. */
public sealed interface CellVerdict {

  /** {@return the words by which files and the database know it, such as {@code class:blast}} */
  String key();

  /** The cell is of a class of the project. */
  record OfClass(String label) implements CellVerdict {

    /**
     * Refuses a class that can't be shown.
     *
     * @throws InputException if the class is no {@linkplain Names#require name}
     */
    public OfClass {
      Names.require("class", label);
    }

    @Override
    public String key() {
      return "class:" + label;
    }
  }

  /** What is no cell of a class, in which way. */
  enum Other implements CellVerdict {
    /** No cell: dirt, stain, a platelet on a red cell. */
    ARTEFACT("artefact"),
    /** A cell that was crushed. */
    SMUDGE("smudge"),
    /** The reader is not sure, and somebody else shall look. */
    UNSURE("unsure"),
    /** Cannot be classed, and does not count. */
    NOT_CLASSED("not-classed");

    private final String key;

    Other(String key) {
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  /** {@return whether the cell counts among those of the classes} */
  default boolean counts() {
    return this instanceof OfClass;
  }

  /**
   * Returns the verdict of a key.
   *
   * @param key what {@link #key} gives
   * @throws InputException if there is none
   */
  static CellVerdict of(String key) {
    if (key.startsWith("class:")) {
      return new OfClass(key.substring("class:".length()));
    }
    for (Other other : Other.values()) {
      if (other.key.equals(key)) {
        return other;
      }
    }
    throw new InputException("verdict: there is no '" + key + "'");
  }
}
