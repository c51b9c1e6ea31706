package org.allnet.data.field;

import java.util.List;
import java.util.Optional;

/**
 * Areas enclosed by rings, without their holes. Rings may turn either way. Immutable.
 *
 * @param shells the outer rings, at least one
 * @param holes the rings of what is cut out
 */
public record Polygon(List<Ring> shells, List<Ring> holes) implements Outline {

  /**
   * Copies the rings and checks that there is an outer one.
   *
   * @throws IllegalArgumentException if there is no outer ring
   */
  public Polygon {
    shells = List.copyOf(shells);
    holes = List.copyOf(holes);
    if (shells.isEmpty()) {
      throw new IllegalArgumentException("a polygon without a ring");
    }
  }

  /**
   * Returns the polygon of one ring.
   *
   * @param xy x and y of each corner in turn
   * @return the polygon without holes
   * @throws IllegalArgumentException as {@link Ring#of}
   */
  public static Polygon of(double... xy) {
    return new Polygon(List.of(Ring.of(xy)), List.of());
  }

  /**
   * Returns the polygon of a box.
   *
   * @param box the box
   * @return its four edges, clockwise from the upper left corner
   */
  public static Polygon of(BoundingBox box) {
    return of(
        box.left(),
        box.top(),
        box.right(),
        box.top(),
        box.right(),
        box.bottom(),
        box.left(),
        box.bottom());
  }

  @Override
  public BoundingBox box() {
    BoundingBox all = shells.get(0).box();
    for (Ring ring : shells.subList(1, shells.size())) {
      BoundingBox box = ring.box();
      all =
          new BoundingBox(
              Math.min(all.left(), box.left()),
              Math.min(all.top(), box.top()),
              Math.max(all.right(), box.right()),
              Math.max(all.bottom(), box.bottom()));
    }
    return all;
  }

  /** {@return the areas of the outer rings less those of the holes; overlaps count twice} */
  @Override
  public double area() {
    return sum(shells) - sum(holes);
  }

  private static double sum(List<Ring> rings) {
    return rings.stream().mapToDouble(ring -> Math.abs(ring.signedArea())).sum();
  }

  @Override
  public Polygon toPolygon() {
    return this;
  }

  @Override
  public Mask toMask() {
    return PolygonFilling.of(this);
  }

  /**
   * Returns what of the polygon lies in an image.
   *
   * @param width pixels across
   * @param height pixels down
   * @return all its parts, cut at the edges; this polygon if no corner is outside, empty if nothing
   *     is inside
   */
  public Optional<Polygon> within(double width, double height) {
    List<Ring> inside = within(shells, width, height);
    return inside.isEmpty()
        ? Optional.empty()
        : Optional.of(new Polygon(inside, within(holes, width, height)));
  }

  private static List<Ring> within(List<Ring> rings, double width, double height) {
    return rings.stream().flatMap(ring -> ring.within(width, height).stream()).toList();
  }
}
