package org.allnet.data.field.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.field.Field;

/**
 * Fields in which probably nobody labelled a class: fields of their size have plenty of it and they
 * have none, or few.
 *
 * @param label the class
 * @param size the size of the fields
 * @param usual the median number of labels of the class in fields of that size
 * @param having the fraction of these fields that have one or more, from {@link #USUAL}
 * @param without the names of the fields that have none
 * @param few how many the fields have that have fewer than a third of the median, by name
 */
public record LackingFields(
    String label,
    String size,
    double usual,
    double having,
    List<String> without,
    Map<String, Long> few) {

  /** A class is expected if so many of the fields of a size have it. */
  public static final double USUAL = 0.9;

  /** Fewer fields of a size say nothing of what is usual. */
  public static final int LEAST_FIELDS = 20;

  /** From so many labels a field on, a few are too few. */
  private static final int PLENTY = 6;

  private static final int PART = 3;

  /** Copies {@code without} and {@code few}, so that nothing changes them from outside. */
  public LackingFields {
    without = List.copyOf(without);
    few = new TreeMap<>(few);
  }

  /**
   * Looks for such fields.
   *
   * @param fields the fields
   * @param classes the names of the classes
   * @return a group for each class and size that has some
   */
  static List<LackingFields> of(List<Field> fields, List<String> classes) {
    Map<String, List<Field>> bySize =
        fields.stream()
            .collect(Collectors.groupingBy(Field::size, TreeMap::new, Collectors.toList()));
    List<LackingFields> all = new ArrayList<>();
    for (String label : classes) {
      bySize.forEach(
          (size, of) -> {
            LackingFields one = of(label, size, of);
            if (of.size() >= LEAST_FIELDS
                && one.having >= USUAL
                && !(one.without.isEmpty() && one.few.isEmpty())) {
              all.add(one);
            }
          });
    }
    return all;
  }

  private static LackingFields of(String label, String size, List<Field> fields) {
    double[] counts = fields.stream().mapToDouble(field -> field.count(label)).toArray();
    double median = Sides.quantile(counts, 0.5);
    List<String> without = new ArrayList<>();
    Map<String, Long> few = new TreeMap<>();
    for (Field field : fields) {
      long count = field.count(label);
      if (count == 0) {
        without.add(field.name());
      } else if (median >= PLENTY && count * PART < median) {
        few.put(field.name(), count);
      }
    }
    double having = 1 - (double) without.size() / fields.size();
    return new LackingFields(label, size, median, having, without, few);
  }
}
