package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of images that a program made of several others, such as {@code mix_c00_c01}, {@code
 * c00_c01_cutmix} and {@code smote_0_1}.
 */
final class SyntheticNames {

  private static final String MADE =
      "(?:mix(?:ed|up)?|cut_?mix|smote|adasyn|(?:dc|w|style|cycle|pro|big|c)_?gan\\d?|synth(?:etic)?"
          + "|generated|fake|diffusion|interpolat(?:ed|ion)|blend(?:ed)?|morph(?:ed)?)";

  private static final String MARKS = "[\\s_.,+&-]+";

  private static final Pattern BEFORE = Pattern.compile("(?i)" + MADE + MARKS + "(.+)");

  private static final Pattern BEHIND =
      Pattern.compile("(?i)(.+?)" + MARKS + MADE + "(?:" + MARKS + "[\\d.]+)?");

  private static final Pattern BETWEEN =
      Pattern.compile("(?i)(.+?)" + MARKS + MADE + MARKS + "(.+)");

  private static final Pattern NUMBERS_ALONE =
      Pattern.compile("(?i)" + MADE + "(?:" + MARKS + "?\\d+)+");

  private static final Pattern MARK = Pattern.compile(MARKS);

  private SyntheticNames() {}

  /** Returns whether a name only says that the image is synthetic, and numbers it. */
  static boolean isNumbered(String stem) {
    return NUMBERS_ALONE.matcher(stem).matches();
  }

  /**
   * Returns which two images such an image may be made of, if there are images of these names.
   *
   * @param stem a file's name without ending
   * @return pairs of names; empty if the name says nothing of it
   */
  static List<List<String>> pairsOf(String stem) {
    List<List<String>> pairs = new ArrayList<>();
    Matcher between = BETWEEN.matcher(stem);
    if (between.matches()) {
      pairs.add(List.of(between.group(1), between.group(2)));
    }
    for (Pattern form : List.of(BEFORE, BEHIND)) {
      Matcher made = form.matcher(stem);
      if (made.matches()) {
        addPairs(made.group(1), pairs);
        addPairs(made.group(1).replaceFirst(MARKS + "\\d+(\\.\\d+)?$", ""), pairs);
      }
    }
    return pairs;
  }

  private static void addPairs(String both, List<List<String>> pairs) {
    Matcher mark = MARK.matcher(both);
    while (mark.find()) {
      if (mark.start() > 0 && mark.end() < both.length()) {
        pairs.add(List.of(both.substring(0, mark.start()), both.substring(mark.end())));
      }
    }
  }
}
