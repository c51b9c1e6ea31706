package org.allnet.data.field.format;

import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Outline;
import org.jspecify.annotations.Nullable;

/**
 * A cell as labels write it, which may reach outside of its field.
 *
 * @param label its class
 * @param box as it is written, or else that of the outline
 * @param area square pixels as stated; not a number if they are not
 * @param crowd whether it stands for several
 * @param outline its outline, if there is one
 * @param pixels what of the field is the cell; null if the outline tells it
 * @param nucleus the outline of its nucleus, if there is one
 */
record DraftCell(
    String label,
    BoundingBox box,
    double area,
    boolean crowd,
    @Nullable Outline outline,
    @Nullable Mask pixels,
    @Nullable Outline nucleus) {

  /** A box of an outline may be rounded to whole pixels. */
  private static final double ROUNDED = 1;

  /** {@return whether it has no width, no height, or an outline without an area} */
  boolean isEmpty() {
    return box.isEmpty() || (outline != null && pixels == null && !(outline.area() > 0));
  }

  /** {@return whether the box is that of the outline, if rounded} */
  boolean isBoxOfOutline() {
    if (outline == null) {
      return false;
    }
    BoundingBox around = outline.box();
    return Math.abs(around.left() - box.left()) <= ROUNDED
        && Math.abs(around.top() - box.top()) <= ROUNDED
        && Math.abs(around.right() - box.right()) <= ROUNDED
        && Math.abs(around.bottom() - box.bottom()) <= ROUNDED;
  }

  /**
   * Returns the area of what is in the field. A stated area gets smaller as the outline does, or
   * else the box.
   *
   * @param inside the outline or the pixels in the field; null if there are none
   * @param clipped the box in the field
   */
  double areaOf(@Nullable Outline inside, BoundingBox clipped) {
    if (!(Double.isFinite(area) && area >= 0)) {
      return inside == null ? clipped.area() : inside.area();
    }
    return outline == null || inside == null || pixels != null
        ? area * (clipped.area() / box.area())
        : area * (inside.area() / outline.area());
  }
}
