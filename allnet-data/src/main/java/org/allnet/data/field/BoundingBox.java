package org.allnet.data.field;

import java.util.Optional;

/**
 * An axis-aligned box in pixels of the full image. Coordinates are edges: the first pixel of a row
 * goes from 0 to 1, so a box around it alone has left 0 and right 1.
 *
 * <pre>{@code
 * BoundingBox cell = BoundingBox.ofSize(10, 20, 40, 40);
 * cell.right(); // 50
 * cell.iou(BoundingBox.ofSize(10, 20, 40, 20)); // 0.5
 * }</pre>
 *
 * <p>It may have no area, and may reach outside of the image. Immutable.
 *
 * @param left x of the left edge
 * @param top y of the upper edge, as y grows downwards
 * @param right x of the right edge, from {@code left}
 * @param bottom y of the lower edge, from {@code top}
 */
public record BoundingBox(double left, double top, double right, double bottom) {

  /**
   * Checks the edges.
   *
   * @throws IllegalArgumentException if an edge is not finite, or two are in the wrong order
   */
  public BoundingBox {
    if (!Double.isFinite(left)
        || !Double.isFinite(top)
        || !Double.isFinite(right)
        || !Double.isFinite(bottom)
        || left > right
        || top > bottom) {
      throw new IllegalArgumentException(
          "no box: from (%s, %s) to (%s, %s)".formatted(left, top, right, bottom));
    }
  }

  /**
   * Returns a box by its upper left corner and its size, as COCO writes it.
   *
   * @param left x of the left edge
   * @param top y of the upper edge
   * @param width pixels across, from 0
   * @param height pixels down, from 0
   * @return the box
   * @throws IllegalArgumentException if a number is not finite, or a size negative
   */
  public static BoundingBox ofSize(double left, double top, double width, double height) {
    return new BoundingBox(left, top, left + width, top + height);
  }

  /**
   * Returns a box by its centre and its size, as YOLO writes it.
   *
   * @param centreX x of the centre
   * @param centreY y of the centre
   * @param width pixels across, from 0
   * @param height pixels down, from 0
   * @return the box
   * @throws IllegalArgumentException if a number is not finite, or a size negative
   */
  public static BoundingBox ofCentre(double centreX, double centreY, double width, double height) {
    return new BoundingBox(
        centreX - width / 2, centreY - height / 2, centreX + width / 2, centreY + height / 2);
  }

  /** {@return pixels across} */
  public double width() {
    return right - left;
  }

  /** {@return pixels down} */
  public double height() {
    return bottom - top;
  }

  /** {@return x of the centre} */
  public double centreX() {
    return (left + right) / 2;
  }

  /** {@return y of the centre} */
  public double centreY() {
    return (top + bottom) / 2;
  }

  /** {@return width times height, in square pixels} */
  public double area() {
    return width() * height();
  }

  /** {@return whether it has no area} */
  public boolean isEmpty() {
    return !(area() > 0);
  }

  /**
   * Returns the area that two boxes share.
   *
   * @param other another box
   * @return square pixels; 0 if they only touch or are apart
   */
  public double intersectionArea(BoundingBox other) {
    double across = Math.min(right, other.right) - Math.max(left, other.left);
    double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return across > 0 && down > 0 ? across * down : 0;
  }

  /**
   * Returns the box that two boxes share.
   *
   * @param other another box
   * @return the common part; empty if they only touch or are apart
   */
  public Optional<BoundingBox> intersection(BoundingBox other) {
    if (intersectionArea(other) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new BoundingBox(
            Math.max(left, other.left),
            Math.max(top, other.top),
            Math.min(right, other.right),
            Math.min(bottom, other.bottom)));
  }

  /**
   * Returns the intersection over the union of two boxes (Jaccard index).
   *
   * @param other another box
   * @return from 0, if they are apart, to 1, if they are equal; 0 if both have no area
   */
  public double iou(BoundingBox other) {
    double shared = intersectionArea(other);
    double union = area() + other.area() - shared;
    return union > 0 ? shared / union : 0;
  }

  /**
   * Returns the part of this box that lies in an image.
   *
   * @param imageWidth pixels across, above 0
   * @param imageHeight pixels down, above 0
   * @return this box if all of it lies inside; a box without area, on the image's edge, if none of
   *     it does
   */
  public BoundingBox clippedTo(double imageWidth, double imageHeight) {
    if (left >= 0 && top >= 0 && right <= imageWidth && bottom <= imageHeight) {
      return this;
    }
    return new BoundingBox(
        Math.min(Math.max(left, 0), imageWidth),
        Math.min(Math.max(top, 0), imageHeight),
        Math.min(Math.max(right, 0), imageWidth),
        Math.min(Math.max(bottom, 0), imageHeight));
  }

  /**
   * Returns where the box lies in an image of another size.
   *
   * @param across what columns are multiplied by, above 0
   * @param down what rows are multiplied by, above 0
   * @throws IllegalArgumentException if an edge is not finite, or a factor negative
   */
  public BoundingBox scaled(double across, double down) {
    return new BoundingBox(left * across, top * down, right * across, bottom * down);
  }
}
