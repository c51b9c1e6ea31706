package org.allnet.data.field.inspection;

import java.util.List;
import java.util.Optional;
import org.allnet.data.field.Field;
import org.allnet.data.field.LabelledBox;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one class in some fields.
 *
 * @param label the class
 * @param boxes how many boxes and outlines there are
 * @param points how many points
 * @param fields in how many fields there is one or more
 * @param sides how large the boxes are; null if there is none
 */
public record ClassLabels(String label, int boxes, int points, int fields, @Nullable Sides sides) {

  /**
   * Counts the labels of a class.
   *
   * @param label the class
   * @param in the fields
   */
  static ClassLabels of(String label, List<Field> in) {
    List<LabelledBox> boxes =
        in.stream()
            .flatMap(field -> field.boxes().stream())
            .filter(box -> box.label().equals(label))
            .toList();
    long points =
        in.stream()
            .flatMap(field -> field.points().stream())
            .filter(point -> point.label().equals(label))
            .count();
    long fields = in.stream().filter(field -> field.count(label) > 0).count();
    Optional<Sides> sides = Sides.of(boxes);
    return new ClassLabels(label, boxes.size(), (int) points, (int) fields, sides.orElse(null));
  }
}
