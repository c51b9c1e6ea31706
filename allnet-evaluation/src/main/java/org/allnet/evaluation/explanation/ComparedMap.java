package org.allnet.evaluation.explanation;

/** The map beside which a check sets the maps of a method. */
public sealed interface ComparedMap permits TrivialMap, ComparedMap.Other {

  /** {@return its name in files, such as {@code edges}} */
  String key();

  /** {@return what it is, for a reader} */
  String words();

  /**
   * A map in a file of another version, which this one doesn't draw or describes otherwise.
   *
   * @param key its name in files
   * @param words what it is, for a reader
   */
  record Other(String key, String words) implements ComparedMap {}

  /**
   * Returns the map that a file names.
   *
   * @param key its name
   * @param words what the file says that it is
   * @return the trivial map of that name and these words, else another one
   */
  static ComparedMap stored(String key, String words) {
    for (TrivialMap known : TrivialMap.values()) {
      if (known.key().equals(key) && known.words().equals(words)) {
        return known;
      }
    }
    return new Other(key, words);
  }
}
