package org.allnet.data.cnmc;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.dataset.ImageEndings;

/**
 * What a C-NMC training image's file name says: {@code UID_<subject>_<image>_<cell>_<all|hem>.bmp},
 * or with the ending of another format.
 *
 * @param subject the person, in upper case: one healthy subject is written {@code h3} on disk and
 *     the others with a capital H
 * @param label {@code all} or {@code hem}
 */
public record CnmcName(String subject, String label) {

  private static final Pattern PATTERN =
      Pattern.compile(
          "UID_([A-Za-z]?\\d{1,6})_\\d{1,6}_\\d{1,6}_(all|hem)(\\.bmp)?\\.\\w{3,4}",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern COPY =
      Pattern.compile(
          "(?:.*[^\\p{L}\\p{N}])?(UID_[A-Za-z]?\\d{1,6}_\\d{1,6}_\\d{1,6}_(?:all|hem))"
              + "(?:[^\\p{L}\\p{N}].*)?\\.\\w{3,4}",
          Pattern.CASE_INSENSITIVE);

  /**
   * Returns the name of the cell that a copy is named after, such as {@code UID_1_2_1_all_aug.bmp}.
   *
   * @param fileName a file name without folders
   * @return such as {@code uid_1_2_1_all.bmp}; empty if no cell's name is in it
   */
  static Optional<String> original(String fileName) {
    Matcher matcher = COPY.matcher(fileName);
    return matcher.matches() && ImageEndings.isImage(fileName)
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT) + ".bmp")
        : Optional.empty();
  }

  /**
   * Reads a name.
   *
   * @param fileName a file name without folders
   * @return what it says, empty if it is not such a name
   */
  public static Optional<CnmcName> of(String fileName) {
    Matcher matcher = PATTERN.matcher(fileName);
    return matcher.matches() && ImageEndings.isImage(fileName)
        ? Optional.of(
            new CnmcName(
                matcher.group(1).toUpperCase(Locale.ROOT),
                matcher.group(2).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
