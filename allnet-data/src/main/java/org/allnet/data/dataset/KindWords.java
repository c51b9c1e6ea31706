package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a folder that tells which kind of picture of the same cells it has, such as {@code
 * P1_full} and {@code P1_cut}, {@code P1} and {@code P1_seg}, {@code raw_P1} and {@code crop_P1}.
 * Numbers, days, sides and other words beside a name tell people, slides and places.
 *
 * @param name what is called so, in lower case with a blank between words
 * @param kind the word behind or before it for a kind of picture; empty if there is none
 */
record KindWords(String name, String kind) {

  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** A word right behind a number, such as {@code P1full}. */
  private static final Pattern BEHIND_NUMBER = Pattern.compile("(?<=\\d)(?=\\p{L}{3})");

  /** Takes the name of a folder to pieces, without those above it. */
  static KindWords of(String folder) {
    String parted =
        BEHIND_NUMBER
            .matcher(JoinedWords.parted(folder, " "))
            .replaceAll(" ")
            .toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>(Arrays.asList(MARKS.split(parted.strip())));
    words.removeIf(String::isEmpty);
    String kind = "";
    if (words.size() > 1 && PictureKind.isBeside(words.get(words.size() - 1))) {
      kind = words.remove(words.size() - 1);
    } else if (words.size() > 1 && PictureKind.isBeside(words.get(0))) {
      kind = words.remove(0);
    }
    return new KindWords(String.join(" ", words), kind);
  }

  /**
   * Returns whether two folders differ in a word for a kind of picture, or one has none.
   *
   * @param one the name of a folder, without those above it
   * @param other the name of another one beside it
   */
  static boolean areKinds(String one, String other) {
    KindWords name = of(one);
    KindWords second = of(other);
    return name.name.equals(second.name) && !name.kind.equals(second.kind);
  }
}
