package org.allnet.detect.box;

import org.allnet.data.field.BoundingBox;

/**
 * How a field lies in a detector's square input: scaled so that its longer side fills it, at the
 * upper left, grey behind it.
 *
 * @param width pixels across of the field, from 1
 * @param height pixels down of the field, from 1
 * @param side of the input in pixels, from 1
 */
public record Letterbox(int width, int height, int side) {

  /** What lies beside the field, in [0,1]. */
  public static final double GREY = 114 / 255.0;

  /**
   * Checks the three lengths.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Letterbox {
    if (width < 1 || height < 1 || side < 1) {
      throw new IllegalArgumentException(width + "x" + height + " in " + side);
    }
  }

  /** {@return pixels of the input for a pixel of the field} */
  public double scale() {
    return (double) side / Math.max(width, height);
  }

  /** {@return pixels across that the field takes, at least 1} */
  public int innerWidth() {
    return Math.max(1, (int) Math.round(width * scale()));
  }

  /** {@return pixels down that the field takes, at least 1} */
  public int innerHeight() {
    return Math.max(1, (int) Math.round(height * scale()));
  }

  /**
   * Returns where a box of the input lies in the field.
   *
   * @param box in pixels of the input
   * @return in pixels of the field, the part outside of the field cut off
   */
  public BoundingBox toField(BoundingBox box) {
    double across = (double) width / innerWidth();
    double down = (double) height / innerHeight();
    return box.scaled(across, down).clippedTo(width, height);
  }

  /**
   * Returns where a box of the field lies in the input.
   *
   * @param box in pixels of the field
   * @return in pixels of the input
   */
  public BoundingBox toInput(BoundingBox box) {
    double across = (double) innerWidth() / width;
    double down = (double) innerHeight() / height;
    return box.scaled(across, down);
  }
}
