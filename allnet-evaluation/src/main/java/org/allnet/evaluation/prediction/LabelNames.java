package org.allnet.evaluation.prediction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.allnet.data.dataset.ClassSet;
import org.jspecify.annotations.Nullable;

/**
 * Which class a label of a table means: its name, in any case if no other class has it, or 0 and 1
 * with two classes that have other names.
 */
final class LabelNames {

  /** The label can mean either of two classes. */
  static final int AMBIGUOUS = -2;

  private final ClassSet classes;
  private final Map<String, Integer> index = new HashMap<>();

  LabelNames(ClassSet classes) {
    this.classes = classes;
    Set<String> twice = new HashSet<>();
    for (int k = 0; k < classes.size(); k++) {
      String folded = classes.names().get(k).toLowerCase(Locale.ROOT);
      if (index.putIfAbsent(folded, k) != null) {
        twice.add(folded);
      }
    }
    index.keySet().removeAll(twice);
    for (int k = 0; k < classes.size(); k++) {
      index.put(classes.names().get(k), k);
    }
  }

  /**
   * Finds the class.
   *
   * @param label as it is written
   * @return its index, {@link #AMBIGUOUS}, or null if there is no such class
   */
  @Nullable Integer indexOf(String label) {
    Integer known = index.get(label);
    String plain = plain(label);
    known = known == null ? index.get(plain) : known;
    known = known == null ? index.get(plain.toLowerCase(Locale.ROOT)) : known;
    if (known != null || classes.size() != 2) {
      return known;
    }
    if (!plain.equals("0") && !plain.equals("1")) {
      return null;
    }
    // 1 is the positive class, or the second column: they must be the same.
    return classes.positive() == 1 ? Integer.valueOf(plain) : Integer.valueOf(AMBIGUOUS);
  }

  /** Returns {@code 0.0} and {@code False} as {@code 0}, {@code 1.0} and {@code True} as 1. */
  static String plain(String label) {
    String number = label.replaceFirst("^(\\d+)[.,]0+$", "$1");
    return switch (number.toLowerCase(Locale.ROOT)) {
      case "false" -> "0";
      case "true" -> "1";
      default -> number;
    };
  }
}
