package org.allnet.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a wrong one may have meant. */
public final class Suggestions {

  private static final int NAMED = 3;

  private Suggestions() {}

  /**
   * What to say of a name that is unknown.
   *
   * @param wrong the name
   * @param known the names there are, at least one
   * @return such as {@code did you mean 'epochs', 'batch' or 'copies'?}
   */
  public static String nearest(String wrong, List<String> known) {
    List<String> best =
        known.stream()
            .sorted(
                Comparator.comparingInt(
                    name ->
                        distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
            .limit(NAMED)
            .toList();
    return "did you mean '" + String.join("', '", best) + "'?";
  }

  /**
   * Returns how many letters have to be put in, taken out or changed (Levenshtein 1966).
   *
   * @param a one word
   * @param b another
   * @return 0 if they are the same
   */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
