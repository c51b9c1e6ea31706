package org.allnet.data.dataset;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words behind the names of folders that tell which kind of picture of the same cells a folder has,
 * such as {@code P1_full} and {@code P1_cut}, {@code P1} and {@code P1_seg}. Numbers, days, sides
 * and other words behind a name tell people, slides and places.
 */
final class KindWords {

  private static final Set<String> KINDS =
      Set.of(
          "full",
          "whole",
          "cut",
          "crop",
          "crops",
          "cropped",
          "orig",
          "original",
          "raw",
          "seg",
          "segmented",
          "mask",
          "masks",
          "masked",
          "nucleus",
          "nuclei",
          "rgb",
          "hsv",
          "lab",
          "hsi",
          "gray",
          "grey",
          "part",
          "small",
          "large",
          "aug",
          "augmented",
          "norm",
          "normalized",
          "edge",
          "edges",
          "binary",
          "enhanced",
          "filtered",
          "resized",
          "rotated",
          "flipped",
          "copy",
          "thumb");

  private static final Pattern BEHIND =
      Pattern.compile("[^\\p{L}\\p{N}]*(\\p{L}+)[^\\p{L}\\p{N}]*");

  private KindWords() {}

  /**
   * Returns whether two folders differ in a word for a kind of picture, or one has none.
   *
   * @param one the name of a folder, without those above it
   * @param other the name of another one beside it
   */
  static boolean areKinds(String one, String other) {
    String name = one.toLowerCase(Locale.ROOT);
    String second = other.toLowerCase(Locale.ROOT);
    int same = common(name, second).length();
    return second.startsWith(name)
        ? isKind(second.substring(name.length()))
        : same > 0 && isKind(name.substring(same)) && isKind(second.substring(same));
  }

  private static boolean isKind(String behind) {
    var word = BEHIND.matcher(behind);
    return word.matches() && KINDS.contains(word.group(1));
  }

  /**
   * Returns what two names have in common in front, up to a mark.
   *
   * @param one a name
   * @param other another one
   * @return with the mark behind it; empty if there is nothing
   */
  static String common(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    while (same > 0 && Character.isLetterOrDigit(one.charAt(same - 1))) {
      same--;
    }
    return one.substring(0, same);
  }
}
