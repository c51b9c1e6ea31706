package org.allnet.data.field;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole field under the microscope and what is labelled in it. Immutable.
 *
 * @param name the image's path relative to the set's folder, with {@code /} between the parts
 * @param file the image
 * @param width pixels across, as the image itself says
 * @param height pixels down, as the image itself says
 * @param part the part of the set it is in
 * @param boxes the cells labelled by a box or an outline, in the order of the labels
 * @param points the cells labelled by a point, in the order of the labels
 * @param facts what else is to be written of it, by key: texts, numbers, null, or such facts in
 *     turn. Readers know none
 */
public record Field(
    String name,
    Path file,
    int width,
    int height,
    FieldPart part,
    List<LabelledBox> boxes,
    List<LabelledPoint> points,
    Map<String, Object> facts) {

  /** Copies {@code boxes} and {@code points}, so that nothing changes them from outside. */
  public Field {
    boxes = List.copyOf(boxes);
    points = List.copyOf(points);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** A field of which nothing else is known. */
  public Field(
      String name,
      Path file,
      int width,
      int height,
      FieldPart part,
      List<LabelledBox> boxes,
      List<LabelledPoint> points) {
    this(name, file, width, height, part, boxes, points, Map.of());
  }

  /** {@return whether nothing is labelled in it} */
  public boolean isBackground() {
    return boxes.isEmpty() && points.isEmpty();
  }

  /**
   * Returns how many cells of a class are labelled.
   *
   * @param label the class
   * @return boxes and points together
   */
  public long count(String label) {
    return boxes.stream().filter(box -> box.label().equals(label)).count()
        + points.stream().filter(point -> point.label().equals(label)).count();
  }

  /** {@return width and height as {@code 640x480}} */
  public String size() {
    return width + "x" + height;
  }
}
