package org.allnet.data.dataset;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Words beside the name of a class that tell how its images were made, or which batch they are, and
 * not of what they are: {@code ALL_GAN}, {@code ALL batch2}, {@code fake_ALL}, {@code ALL_40x}.
 */
public final class AddedWords {

  private static final String DERIVED =
      "(?:(?:dc|style|cycle)?gans?|synth|synthetics?|synthetisch|sintetic[oa]s?|fakes?|generated"
          + "|artificial|smote|rot|rotations?|flips?|mirror|mirrored|macenko|reinhard|vahadane"
          + "|denoised|blurred|sharpened|clahe|backups?|bak)";

  private static final String BATCH =
      "(?:real|new|old|neue?|alte?|final|last|v|version|ver|batch|lot|run|series|session|round|set"
          + "|site|lab|scanner|camera|extra|extras|more|additional|further|rest|clean|cleaned|dirty"
          + "|he|png|jpe?g|bmp|tiff?)";

  /** A size in pixels, a magnification. */
  private static final String SIZE = "(?:\\d{2,4}x\\d{2,4}|\\d{2,4}x|x\\d{2,4})";

  private static final String MARKS = "[\\s_.#()\\[\\]-]";

  private static final Pattern DERIVED_NAME = Pattern.compile(DERIVED + "\\d{0,3}");

  private static final Pattern BATCH_WORD =
      Pattern.compile("(?:" + BATCH + "\\d*|" + SIZE + "|\\d+)");

  private static final Pattern BEHIND =
      Pattern.compile(
          "(?<=[\\p{L}\\p{N}])"
              + MARKS
              + "+(?:(?:"
              + DERIVED
              + "|"
              + BATCH
              + "|gr[ae]y)"
              + MARKS
              + "*\\d*|"
              + SIZE
              + ")"
              + MARKS
              + "*$");

  private static final Pattern BEFORE =
      Pattern.compile(
          "^" + MARKS + "*(?:(?:" + DERIVED + "|" + BATCH + ")\\d*|" + SIZE + ")" + MARKS
              + "+(?=.)");

  private AddedWords() {}

  /**
   * Returns whether a name says that images were made of others, or by a network.
   *
   * @param name the name of a folder, or a word of it, in lower case
   * @return whether it is such a word, perhaps with a number behind
   */
  public static boolean isDerived(String name) {
    return DERIVED_NAME.matcher(name).matches();
  }

  /**
   * Returns whether words tell a batch, a version, a size or a number, and not how images were
   * made.
   *
   * @param words words of a folder's name, in lower case
   */
  public static boolean areBatch(Collection<String> words) {
    return words.stream().allMatch(word -> BATCH_WORD.matcher(word).matches());
  }

  /**
   * Returns a name without such words.
   *
   * @param name the name of a class
   * @return in lower case, with what is left of it; all of it if it has no other word
   */
  static String without(String name) {
    String left = JoinedWords.parted(name.strip(), "_").toLowerCase(Locale.ROOT);
    String before = "";
    boolean found = false;
    while (!left.equals(before)) {
      before = left;
      left = BEFORE.matcher(BEHIND.matcher(left).replaceFirst("")).replaceFirst("");
      found |= !left.equals(before);
    }
    return found && left.codePoints().anyMatch(Character::isLetterOrDigit)
        ? left
        : name.toLowerCase(Locale.ROOT);
  }
}
