package org.allnet.evaluation.prediction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a fold in a run's predictions file says: {@code validation-3} are the images
 * that fold model 3 was validated and fitted on, {@code holdout-3} its predictions of images that
 * were held out.
 *
 * @param role what the images were to the fold model
 * @param model which fold model predicted them, such as {@code 3}; null if the name holds no number
 *     that a fold can have, such as {@code holdout 2024}
 */
public record RunFold(Role role, @Nullable String model) {

  /** How the names of folds begin whose rows are a run's validation images. */
  public static final String VALIDATION = "validation-";

  /** How the names of folds begin whose rows are a run's hold-out images. */
  public static final String HOLD_OUT = "holdout-";

  /**
   * Reads the name of a fold, whatever its case, hyphens and blanks.
   *
   * @param fold the name; null if a row has none
   * @return what it says; null if it is no name that a run gives
   */
  public static @Nullable RunFold of(@Nullable String fold) {
    if (fold == null) {
      return null;
    }
    String plain = plain(fold);
    if (plain.startsWith(plain(VALIDATION))) {
      return new RunFold(Role.VALIDATION, model(plain.substring(plain(VALIDATION).length())));
    }
    return plain.startsWith(plain(HOLD_OUT))
        ? new RunFold(Role.HOLD_OUT, model(plain.substring(plain(HOLD_OUT).length())))
        : null;
  }

  private static @Nullable String model(String rest) {
    return rest.matches("\\d{1,3}") ? rest : null;
  }

  private static String plain(String fold) {
    return fold.toLowerCase(Locale.ROOT).replaceAll("[-_\\s]", "");
  }
}
