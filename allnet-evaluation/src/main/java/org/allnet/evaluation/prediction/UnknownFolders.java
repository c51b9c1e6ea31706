package org.allnet.evaluation.prediction;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * Two folders that divide the images as two codes do, and whose names say neither the sick nor the
 * healthy, such as {@code immature} and {@code mature}.
 */
final class UnknownFolders {

  private final Map<String, Integer> codeOf = new HashMap<>();
  private boolean others;

  /**
   * Takes an image in.
   *
   * @param folder its last folder; empty if it has none
   * @param code the class that its label is read as
   */
  void add(String folder, int code) {
    if (others) {
      return;
    }
    Integer known = codeOf.putIfAbsent(folder, code);
    others = folder.isEmpty() || codeOf.size() > 2 || (known != null && known != code);
  }

  /** {@return a sentence if there are such folders; empty if not} */
  Optional<String> note(ClassMeanings meanings) {
    if (others
        || codeOf.size() != 2
        || codeOf.values().stream().distinct().count() < 2
        || codeOf.keySet().stream().allMatch(folder -> folder.length() == 1)
        || !codeOf.keySet().stream().allMatch(folder -> isUnknownWord(folder, meanings))) {
      return Optional.empty();
    }
    String[] folders = new String[2];
    codeOf.forEach((folder, code) -> folders[code] = Columns.shorten(folder));
    int positive = meanings.sick();
    String code = meanings.name(positive);
    return Optional.of(
        "Nothing says what the codes mean: '%s' is taken for the sick, and by the folders of the images '%s' is '%s' and '%s' is '%s'. If '%s' is not the sick, write the names of the classes into column 'label', and a column p_<class> for each."
            .formatted(
                code,
                code,
                folders[positive],
                meanings.name(1 - positive),
                folders[1 - positive],
                folders[positive]));
  }

  private static boolean isUnknownWord(String folder, ClassMeanings meanings) {
    boolean letters = folder.codePoints().anyMatch(Character::isLetter);
    return letters && !meanings.isName(folder) && ClassNames.of(folder) == Meaning.UNKNOWN;
  }
}
