package org.allnet.evaluation.detection;

import org.allnet.data.field.BoundingBox;

/**
 * A labelled object of a field.
 *
 * @param id the annotation's number. The COCO reference reads 0 as "unmatched", so an object of
 *     number 0 is never found; data sets count from 1
 * @param classIndex from 0
 * @param box where it is
 * @param area its area in square pixels, by which {@link SizeRange} sorts it: the annotation's own,
 *     which of a mask is smaller than the box's
 * @param crowd whether it marks many objects at once. A crowd need not be found, and boxes inside
 *     of it count neither way
 */
public record TrueBox(long id, int classIndex, BoundingBox box, double area, boolean crowd) {

  /**
   * Checks class and area.
   *
   * @throws IllegalArgumentException if the class is negative or the area no number from 0
   */
  public TrueBox {
    if (classIndex < 0 || !(area >= 0)) {
      throw new IllegalArgumentException("class " + classIndex + ", area " + area);
    }
  }

  /**
   * A single object whose area is its box's.
   *
   * @param id the annotation's number, from 1
   * @param classIndex from 0
   * @param box where it is
   */
  public TrueBox(long id, int classIndex, BoundingBox box) {
    this(id, classIndex, box, box.area(), false);
  }
}
