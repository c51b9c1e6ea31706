package org.allnet.data.field;

import java.nio.file.Path;
import java.util.List;

/**
 * A whole field under the microscope and what is labelled in it. Immutable.
 *
 * @param name the image's path relative to the set's folder, with {@code /} between the parts
 * @param file the image
 * @param width pixels across, as the image itself says
 * @param height pixels down, as the image itself says
 * @param part the part of the set it is in, such as {@code train}; {@code all} if there are none
 * @param boxes the cells labelled by a box or an outline, in the order of the labels
 * @param points the cells labelled by a point, in the order of the labels
 */
public record Field(
    String name,
    Path file,
    int width,
    int height,
    String part,
    List<LabelledBox> boxes,
    List<LabelledPoint> points) {

  /** The part of a set that has none. */
  public static final String WHOLE = "all";

  /** Copies. */
  public Field {
    boxes = List.copyOf(boxes);
    points = List.copyOf(points);
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
