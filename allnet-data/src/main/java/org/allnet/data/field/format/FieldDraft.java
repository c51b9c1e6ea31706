package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.LabelFault;
import org.allnet.data.field.LabelFault.Kind;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.LabelledPoint;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.file.FilePlace;
import org.allnet.data.image.LabelRaster;
import org.jspecify.annotations.Nullable;

/**
 * A field while its labels are read. Whatever the format, here labels are clipped, and those
 * without an area, outside of the field and doubled are left out and kept as faults.
 */
final class FieldDraft {

  /** Less than so many pixels outside is the arithmetic's own error. */
  private static final double NOISE = 1e-6;

  /** An image of so many pixels has no label within the first. */
  private static final int MANY_PIXELS = 100;

  /** Freehand outlines cross themselves in small loops, which change their area by less. */
  private static final double LOOPS = 1.1;

  private final String name;
  private final Path file;
  private final int width;
  private final int height;
  private final FieldPart part;
  private final Set<LabelledBox> boxes = new LinkedHashSet<>();
  private final Set<LabelledPoint> points = new LinkedHashSet<>();
  private final List<LabelFault> faults = new ArrayList<>();
  private boolean crossed;
  private boolean tiny = true;
  private int taken;

  FieldDraft(String name, Path file, int width, int height, FieldPart part) {
    this.name = name;
    this.file = file;
    this.width = width;
    this.height = height;
    this.part = part;
  }

  String name() {
    return name;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * Makes sure that a picture of labels is as large as the image.
   *
   * @param labels the picture
   * @param file its file
   * @throws InputException if it is not
   */
  void requireSize(LabelRaster labels, Path file) {
    if (labels.width() != width || labels.height() != height) {
      throw InputException.in(
          file,
          "has %dx%d pixels, but its image %s has %dx%d; export it in the size of the image"
              .formatted(labels.width(), labels.height(), name, width, height));
    }
  }

  /** {@return what was odd} */
  List<LabelFault> faults() {
    return faults;
  }

  /** {@return whether an outline crosses itself so that it was replaced by its pixels} */
  boolean isCrossed() {
    return crossed;
  }

  /**
   * Returns whether all labels are within the first pixel of an image of many, as parts of its
   * width and height are.
   *
   * @return false if there is none
   */
  boolean areFractions() {
    return tiny && taken > 0 && Math.min(width, height) >= MANY_PIXELS;
  }

  /** {@return whether there was any label} */
  boolean isLabelled() {
    return taken > 0;
  }

  private void met(double x1, double y1, double x2, double y2) {
    taken++;
    double most =
        Math.max(Math.max(Math.abs(x1), Math.abs(y1)), Math.max(Math.abs(x2), Math.abs(y2)));
    tiny &= most <= 1;
  }

  /** {@return the field with the labels so far} */
  Field field() {
    return new Field(name, file, width, height, part, List.copyOf(boxes), List.copyOf(points));
  }

  /**
   * Takes a box by two opposite corners, in whatever order.
   *
   * @param place where it is written
   */
  void box(String label, double x1, double y1, double x2, double y2, FilePlace place) {
    add(label, box(x1, y1, x2, y2, place), Double.NaN, false, null, null);
  }

  /** Makes a box of two opposite corners. */
  static BoundingBox box(double x1, double y1, double x2, double y2, FilePlace place) {
    if (!Double.isFinite(x1 + y1 + x2 + y2)) {
      throw place.failure("a corner is no number; correct it");
    }
    return new BoundingBox(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
  }

  /** Takes a cell by its outline. */
  void outline(String label, Outline outline, @Nullable Outline nucleus) {
    add(label, outline.box(), Double.NaN, false, outline, nucleus);
  }

  /**
   * Takes a cell.
   *
   * @param area square pixels as stated; not a number if they are not
   */
  void add(
      String label,
      BoundingBox box,
      double area,
      boolean crowd,
      @Nullable Outline outline,
      @Nullable Outline nucleus) {
    met(box.left(), box.top(), box.right(), box.bottom());
    Mask pixels = outline instanceof Polygon polygon ? crossing(polygon) : null;
    if (pixels != null) {
      crossed = true;
      outline = pixels;
    }
    if (box.isEmpty() || (outline != null && !(outline.area() > 0))) {
      fault(Kind.EMPTY, label, 0);
      return;
    }
    BoundingBox clipped = box.clippedTo(width, height);
    double outside =
        Math.max(
            Math.max(-box.left(), -box.top()),
            Math.max(box.right() - width, box.bottom() - height));
    @Nullable Outline inside = clipped(outline);
    if (clipped.isEmpty() || (inside != null && !(inside.area() > 0))) {
      fault(Kind.OUTSIDE, label, outside);
      return;
    }
    if (outside > NOISE) {
      fault(Kind.CLIPPED, label, outside);
    }
    double stated =
        Double.isFinite(area) && area >= 0 ? area : inside == null ? clipped.area() : inside.area();
    if (!boxes.add(new LabelledBox(label, clipped, stated, crowd, inside, clipped(nucleus)))) {
      fault(Kind.DOUBLED, label, 0);
    }
  }

  /** The pixels of a polygon of which an outer ring crosses itself, and so has another area. */
  private @Nullable Mask crossing(Polygon polygon) {
    if (polygon.shells().stream().allMatch(Ring::isSimple)) {
      return null;
    }
    Polygon inside = polygon.clippedTo(width, height);
    Mask mask = inside.toMask();
    return !mask.isEmpty() && mask.area() > LOOPS * inside.area() + 1 ? mask : null;
  }

  private @Nullable Outline clipped(@Nullable Outline outline) {
    if (outline instanceof Polygon polygon) {
      return polygon.clippedTo(width, height);
    }
    return outline instanceof Mask mask ? clipped(mask) : null;
  }

  private Mask clipped(Mask mask) {
    BoundingBox box = mask.box();
    if (box.right() <= width && box.bottom() <= height) {
      return mask;
    }
    Mask.Rows rows = new Mask.Rows();
    for (int run = 0; run < mask.runs(); run++) {
      if (mask.row(run) < height && mask.from(run) < width) {
        rows.add(mask.row(run), mask.from(run), Math.min(mask.to(run), width));
      }
    }
    return rows.mask();
  }

  /**
   * Takes a cell by a point.
   *
   * @param place where it is written
   */
  void point(String label, double x, double y, FilePlace place) {
    if (!Double.isFinite(x + y)) {
      throw place.failure("a point is no number; correct it");
    }
    met(x, y, x, y);
    double outside = Math.max(Math.max(-x, -y), Math.max(x - width, y - height));
    if (outside > 1) {
      fault(Kind.OUTSIDE, label, outside);
      return;
    }
    if (outside > NOISE) {
      fault(Kind.CLIPPED, label, outside);
    }
    if (!points.add(
        new LabelledPoint(
            label, Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height)))) {
      fault(Kind.DOUBLED, label, 0);
    }
  }

  private void fault(Kind kind, String label, double pixels) {
    faults.add(new LabelFault(kind, name, label, pixels));
  }
}
