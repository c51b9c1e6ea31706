package org.allnet.data.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words that names of files, folders and columns, and fields of tables, are made of. */
public final class NameWords {

  private NameWords() {}

  /**
   * Returns the words of a name: all that is between digits, blanks and marks.
   *
   * @param name such as {@code Test_2b} or {@code StyleGAN2-ADA}
   * @return in lower case, such as {@code test} and {@code b}; none if there is no letter
   */
  public static List<String> of(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
