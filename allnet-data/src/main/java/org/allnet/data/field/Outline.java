package org.allnet.data.field;

/** Where a cell is, closer than a box: a polygon, or a mask of pixels. */
public sealed interface Outline permits Polygon, Mask {

  /** {@return the least box around it; it has an area} */
  BoundingBox box();

  /** {@return its area in square pixels} */
  double area();

  /** {@return itself, or the polygon along the edges of a mask's pixels} */
  Polygon toPolygon();

  /** {@return itself, or the mask of all pixels whose centres a polygon encloses} */
  Mask toMask();
}
