package org.allnet.data.field.inspection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;

/**
 * What one set of fields consists of, and what is odd about its labels. Immutable.
 *
 * @param set the set
 * @param background how many fields have no label
 * @param parts how many fields are in each part
 * @param classes the labels of each class, in all fields
 * @param sizes the fields of each size, the largest group first
 * @param lacking fields in which a class was probably not labelled
 * @param doubled labels that nearly repeat another
 */
public record FieldInspection(
    FieldSet set,
    int background,
    Map<String, Long> parts,
    List<ClassLabels> classes,
    List<SizeGroup> sizes,
    List<LackingFields> lacking,
    List<NearlyDoubled> doubled) {

  /** Copies its lists and maps, so that nothing changes them from outside. */
  public FieldInspection {
    parts = new TreeMap<>(parts);
    classes = List.copyOf(classes);
    sizes = List.copyOf(sizes);
    lacking = List.copyOf(lacking);
    doubled = List.copyOf(doubled);
  }

  /**
   * Inspects the labels of a set; no image is decoded.
   *
   * @param set the set
   * @return what it consists of
   */
  public static FieldInspection of(FieldSet set) {
    List<Field> fields = set.fields();
    return new FieldInspection(
        set,
        (int) fields.stream().filter(Field::isBackground).count(),
        fields.stream()
            .collect(Collectors.groupingBy(field -> field.part().key(), Collectors.counting())),
        set.classes().stream().map(label -> ClassLabels.of(label, fields)).toList(),
        SizeGroup.of(fields, set.classes()),
        LackingFields.of(fields, set.classes()),
        NearlyDoubled.of(fields));
  }
}
