package org.allnet.data.field.format;

import java.util.Collection;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.field.FieldLayout;

/**
 * Whether the numbers of a field's labels can be pixels of it. They may be parts of its width and
 * height, micrometres, or pixels of a smaller copy.
 */
final class PixelCoordinates {

  /** An image of so many pixels has no label within the first. */
  private static final int MANY_PIXELS = 100;

  /** So many labels are somewhere in fields, and not all in their upper left. */
  private static final int MANY_LABELS = 10;

  private static final double UPPER_LEFT = 0.5;

  private final int width;
  private final int height;
  private boolean tiny = true;
  private double farthest;
  private int taken;

  PixelCoordinates(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Takes the corners of a label. */
  void take(double left, double top, double right, double bottom) {
    taken++;
    double most =
        Math.max(
            Math.max(Math.abs(left), Math.abs(top)), Math.max(Math.abs(right), Math.abs(bottom)));
    tiny &= most <= 1;
    farthest = Math.max(farthest, Math.max(right / width, bottom / height));
  }

  /** Whether there are labels, and all are within the first pixel of an image of many. */
  private boolean areFractions() {
    return tiny && taken > 0 && Math.min(width, height) >= MANY_PIXELS;
  }

  /** Whether there are labels, and all are in the upper left. */
  private boolean areUpperLeft() {
    return taken > 0 && farthest <= UPPER_LEFT && !areFractions();
  }

  /**
   * Makes sure that labels of programs that write pixels are no parts of the width and height, and
   * notes those that may be another unit.
   *
   * @param drafts the fields of a set
   * @param layout how their labels are written
   * @throws InputException if all labels are parts of the width and height
   */
  static void check(Collection<FieldDraft> drafts, FieldLayout layout, Reading reading) {
    boolean pixels =
        switch (layout) {
          case VOC, COCO, LABELME, CVAT, GEOJSON, ALL_IDB -> true;
          case YOLO, LABEL_IMAGES, CELL_MASKS -> false;
        };
    List<FieldDraft> labelled =
        drafts.stream().filter(draft -> draft.coordinates().taken > 0).toList();
    if (!pixels || labelled.isEmpty()) {
      return;
    }
    if (labelled.stream().allMatch(draft -> draft.coordinates().areFractions())) {
      throw InputException.in(
          reading.found().root(),
          "coordinates look like fractions of the width and height: all are from 0 to 1 in images of hundreds of pixels, such as %s; give pixels"
              .formatted(labelled.get(0).name()));
    }
    boolean all =
        labelled.stream().allMatch(draft -> draft.coordinates().areUpperLeft())
            && labelled.stream().mapToInt(draft -> draft.coordinates().taken).sum() >= MANY_LABELS;
    for (FieldDraft draft : labelled) {
      PixelCoordinates own = draft.coordinates();
      if (own.areFractions()) {
        reading.note(
            "has all its labels within the first pixel, which look like fractions of the width and height; give pixels",
            draft.name());
      } else if (all || (own.areUpperLeft() && own.taken >= MANY_LABELS)) {
        reading.note(
            "has all its labels in the upper left quarter, as coordinates in micrometres or of a smaller copy are; look whether they are pixels of the image itself",
            draft.name());
      }
    }
  }
}
