package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name cut in two between words, at a mark or where words are joined.
 *
 * @param head what is before the cut; empty if the name begins with a mark
 * @param tail what is behind it; empty if the name ends with a mark
 */
public record NameCut(String head, String tail) {

  /** Is between joined words, and is in no name of a file. */
  private static final String JOINED = "\u0000";

  private static final Pattern MARKS = Pattern.compile("[\\s_.,#()+\\x00-]+");

  /**
   * Cuts a name everywhere between two words.
   *
   * @param name the name of a folder or class
   * @return the cuts, from front to back
   */
  public static List<NameCut> of(String name) {
    String parted = JoinedWords.parted(name, JOINED);
    List<NameCut> cuts = new ArrayList<>();
    Matcher marks = MARKS.matcher(parted);
    while (marks.find()) {
      cuts.add(
          new NameCut(
              parted.substring(0, marks.start()).replace(JOINED, ""),
              parted.substring(marks.end()).replace(JOINED, "")));
    }
    return cuts;
  }

  /**
   * Returns the words of a name as it has them.
   *
   * @param name the name of a folder or class
   */
  public static List<String> words(String name) {
    return Arrays.stream(MARKS.split(JoinedWords.parted(name, JOINED)))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
