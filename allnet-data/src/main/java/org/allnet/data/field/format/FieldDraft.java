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
  private final PixelCoordinates coordinates;

  FieldDraft(String name, Path file, int width, int height, FieldPart part) {
    this.name = name;
    this.file = file;
    this.width = width;
    this.height = height;
    this.part = part;
    this.coordinates = new PixelCoordinates(width, height);
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

  /** {@return what the numbers of its labels tell} */
  PixelCoordinates coordinates() {
    return coordinates;
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

  /** Takes a cell of which an outline tells the box, and the pixels in it what is of the cell. */
  void pixels(String label, Polygon around, Mask pixels) {
    add(new DraftCell(label, around.box(), Double.NaN, false, around, pixels, null));
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
    Mask pixels = outline instanceof Polygon polygon ? crossing(polygon) : null;
    crossed |= pixels != null;
    add(new DraftCell(label, box, area, crowd, outline, pixels, nucleus));
  }

  private void add(DraftCell cell) {
    BoundingBox box = cell.box();
    coordinates.take(box.left(), box.top(), box.right(), box.bottom());
    if (cell.isEmpty()) {
      fault(Kind.EMPTY, cell.label(), 0);
      return;
    }
    double outside =
        Math.max(
            Math.max(-box.left(), -box.top()),
            Math.max(box.right() - width, box.bottom() - height));
    @Nullable Outline cut = cut(cell.outline());
    @Nullable Outline inside = cell.pixels() == null ? cut : cell.pixels();
    BoundingBox clipped =
        cut != null && outside > NOISE && cell.isBoxOfOutline()
            ? cut.box()
            : box.clippedTo(width, height);
    boolean outlined = cell.outline() != null;
    if (clipped.isEmpty() || (outlined && (inside == null || !(inside.area() > 0)))) {
      fault(Kind.OUTSIDE, cell.label(), outside);
      return;
    }
    if (outside > NOISE) {
      fault(Kind.CLIPPED, cell.label(), outside);
    }
    double area = cell.areaOf(inside, clipped);
    if (!boxes.add(
        new LabelledBox(cell.label(), clipped, area, cell.crowd(), inside, cut(cell.nucleus())))) {
      fault(Kind.DOUBLED, cell.label(), 0);
    }
  }

  /** The pixels of a polygon of which an outer ring crosses itself, and so has another area. */
  private @Nullable Mask crossing(Polygon polygon) {
    if (polygon.shells().stream().allMatch(Ring::isSimple)) {
      return null;
    }
    Polygon inside = polygon.within(width, height).orElse(null);
    if (inside == null) {
      return null;
    }
    Mask mask = inside.toMask();
    return !mask.isEmpty() && mask.area() > LOOPS * inside.area() + 1 ? mask : null;
  }

  /** What of an outline is in the field; null if nothing is. */
  private @Nullable Outline cut(@Nullable Outline outline) {
    if (outline instanceof Polygon polygon) {
      return polygon.within(width, height).orElse(null);
    }
    if (outline instanceof Mask mask) {
      Mask inside = clipped(mask);
      return inside.isEmpty() ? null : inside;
    }
    return null;
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
    coordinates.take(x, y, x, y);
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
