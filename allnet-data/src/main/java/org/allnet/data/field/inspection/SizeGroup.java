package org.allnet.data.field.inspection;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.field.Field;

/**
 * The fields of one size, which often are of one source: one microscope and camera.
 *
 * @param size width and height, such as {@code 640x480}
 * @param fields how many there are
 * @param classes the labels of each class in them
 */
public record SizeGroup(String size, int fields, List<ClassLabels> classes) {

  /** Copies {@code classes}, so that nothing changes it from outside. */
  public SizeGroup {
    classes = List.copyOf(classes);
  }

  /**
   * Groups fields by size.
   *
   * @param fields the fields
   * @param classes the names of the classes
   * @return the groups, the largest first
   */
  static List<SizeGroup> of(List<Field> fields, List<String> classes) {
    Map<String, List<Field>> bySize =
        fields.stream()
            .collect(Collectors.groupingBy(Field::size, TreeMap::new, Collectors.toList()));
    return bySize.entrySet().stream()
        .map(
            group ->
                new SizeGroup(
                    group.getKey(),
                    group.getValue().size(),
                    classes.stream()
                        .map(label -> ClassLabels.of(label, group.getValue()))
                        .toList()))
        .sorted(Comparator.comparing(group -> -group.fields()))
        .toList();
  }
}
