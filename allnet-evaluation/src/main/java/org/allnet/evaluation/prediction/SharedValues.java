package org.allnet.evaluation.prediction;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.Decimal;

/**
 * The values of a column of any name. They may be people if most images share theirs with another
 * image, and nearly all images of one value have one label: the cells of one person are of one
 * class in most data sets, while those of one day, device or size are not.
 */
final class SharedValues {

  /** Two values are groups more often than people. */
  private static final int MOST_GROUPS = 2;

  /** So few words, such as early and mature, are kinds more often than people. */
  private static final int MOST_KINDS = 6;

  private static final double MOST = 0.9;
  private static final double SHARED = 0.5;

  private final int index;
  private final String name;
  private final Set<String> images = new HashSet<>();
  private final Map<String, Map<String, Integer>> labelsOf = new HashMap<>();
  private boolean fractions;

  /**
   * Creates the values of a column.
   *
   * @param index where it is
   * @param name what it is called
   */
  SharedValues(int index, String name) {
    this.index = index;
    this.name = name;
  }

  /** {@return where the column is} */
  int index() {
    return index;
  }

  /** {@return what the column is called} */
  String name() {
    return name;
  }

  /** Takes a row in; of an image in several rows the first counts. */
  void add(String value, String image, String label) {
    if (!fractions && !label.isEmpty() && SubjectNames.named(value) != null && images.add(image)) {
      fractions = isFraction(value);
      labelsOf.computeIfAbsent(value, one -> new HashMap<>()).merge(label, 1, Integer::sum);
    }
  }

  private static boolean isFraction(String value) {
    double number = Decimal.parse(value).map(Decimal::value).orElse(0.0);
    return number != Math.rint(number);
  }

  private static int sum(Collection<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** {@return whether the values may be people} */
  boolean mayBeOfPeople() {
    Set<String> labels = new HashSet<>();
    labelsOf.values().forEach(counts -> labels.addAll(counts.keySet()));
    if (fractions || labelsOf.size() <= MOST_GROUPS || labels.size() < 2) {
      return false;
    }
    List<Map<String, Integer>> shared =
        labelsOf.values().stream().filter(counts -> sum(counts.values()) > 1).toList();
    int all = shared.stream().mapToInt(counts -> sum(counts.values())).sum();
    int ofMost =
        shared.stream()
            .mapToInt(
                counts -> counts.values().stream().mapToInt(Integer::intValue).max().orElse(0))
            .sum();
    return all > SHARED * images.size() && ofMost >= MOST * all && !areKinds();
  }

  /** Whether the values are a few words, or all of them words for classes, or roles. */
  private boolean areKinds() {
    Set<String> values = labelsOf.keySet();
    return (values.size() < MOST_KINDS
            && values.stream().noneMatch(value -> value.chars().anyMatch(Character::isDigit)))
        || values.stream().allMatch(value -> ClassNames.of(value) != ClassNames.Meaning.UNKNOWN)
        || values.stream().allMatch(value -> RoleWords.of(value) != null);
  }
}
