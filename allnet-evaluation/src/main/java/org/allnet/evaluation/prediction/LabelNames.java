package org.allnet.evaluation.prediction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassSet;
import org.jspecify.annotations.Nullable;

/**
 * Which class a label of a table means: its name, in any case if no other class has it, or 0 and 1
 * with two classes that have other names. If a class is called 0 or 1 itself, only its name means
 * it.
 */
final class LabelNames {

  /** The label can mean either of two classes. */
  static final int AMBIGUOUS = -2;

  private final ClassSet classes;
  private final Map<String, Integer> index = new HashMap<>();
  private final boolean numbered;

  LabelNames(ClassSet classes) {
    this.classes = classes;
    Set<String> twice = new HashSet<>();
    for (int k = 0; k < classes.size(); k++) {
      String folded = ClassNames.folded(classes.names().get(k));
      if (index.putIfAbsent(folded, k) != null) {
        twice.add(folded);
      }
    }
    index.keySet().removeAll(twice);
    for (int k = 0; k < classes.size(); k++) {
      index.put(classes.names().get(k), k);
    }
    for (int k = 0; k < classes.size(); k++) {
      // A class that is called "true" is also 1, whichever column it has.
      index.putIfAbsent(plain(classes.names().get(k)), k);
    }
    numbered = index.containsKey("0") || index.containsKey("1");
  }

  /** Returns the class that has this name, in any case if no other has it; null if none has. */
  @Nullable Integer byName(String label) {
    Integer known = index.get(label);
    if (known != null) {
      return known;
    }
    known = index.get(ClassNames.folded(label));
    String plain = plain(label);
    known = known == null ? index.get(plain) : known;
    return known == null ? index.get(ClassNames.folded(plain)) : known;
  }

  /**
   * Finds the class.
   *
   * @param label as it is written
   * @return its index, {@link #AMBIGUOUS}, or null if there is no such class
   */
  @Nullable Integer indexOf(String label) {
    Integer known = byName(label);
    if (known != null || classes.size() != 2 || numbered) {
      return known;
    }
    String plain = plain(label);
    if (!plain.equals("0") && !plain.equals("1")) {
      return null;
    }
    // 1 is the positive class, or the second column: they must be the same.
    return classes.positive() == 1 ? Integer.valueOf(plain) : Integer.valueOf(AMBIGUOUS);
  }

  /**
   * Doubts labels 1 without a 0 beside them: they may be numbers of classes that are counted from
   * 1.
   *
   * @param labels all labels of a file
   * @return a sentence; empty if no label is read by its number, or one of them is 0
   */
  List<String> doubts(Set<String> labels) {
    List<String> numbers =
        labels.stream().filter(label -> byName(label) == null && indexOf(label) != null).toList();
    return numbers.isEmpty() || numbers.stream().anyMatch(label -> plain(label).equals("0"))
        ? List.of()
        : List.of(
            "Label '%s' is read as '%s', the second class, though no label is 0; if the classes are counted from 1, write their names."
                .formatted(numbers.get(0), classes.positiveName()));
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
