package org.allnet.data.field.writing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Outline;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;

/**
 * An outline as QuPath takes it: simple rings with corners of two decimals at most, each outer ring
 * with its holes inside.
 *
 * @param parts an outer ring each, with the holes in it
 */
record ValidRings(List<Part> parts) {

  /** Hundredths of a pixel are kept. */
  private static final double DECIMALS = 100;

  /**
   * An area.
   *
   * @param shell its outer ring
   * @param holes what is cut out of it
   */
  record Part(Ring shell, List<Ring> holes) {}

  /**
   * Makes an outline valid. One that crosses itself is replaced by the edges of its pixels.
   *
   * @param outline any outline
   * @return empty if it encloses no pixel's centre and is not simple
   */
  static Optional<ValidRings> of(Outline outline) {
    if (outline instanceof Polygon polygon) {
      Optional<Polygon> rounded = rounded(polygon);
      if (rounded.isPresent() && isValid(rounded.get())) {
        return Optional.of(parted(rounded.get()));
      }
    }
    Mask mask = outline.toMask();
    return mask.isEmpty() ? Optional.empty() : Optional.of(parted(mask.toPolygon()));
  }

  /**
   * Returns the rectangle of a box.
   *
   * @return empty if nothing is left of it in hundredths of a pixel
   */
  static Optional<ValidRings> of(BoundingBox box) {
    return rounded(Polygon.of(box))
        .filter(polygon -> polygon.shells().get(0).isSimple())
        .map(ValidRings::parted);
  }

  /**
   * Returns whether all of another area plainly lies in this one.
   *
   * @param other what may lie in it
   * @return false also if the two share a point of an edge
   */
  boolean covers(ValidRings other) {
    return other.parts().stream()
        .allMatch(inner -> parts.stream().anyMatch(outer -> covers(outer, inner.shell())));
  }

  private static boolean covers(Part outer, Ring inner) {
    return !outer.shell().meets(inner)
        && isIn(inner, outer.shell())
        && outer.holes().stream()
            .noneMatch(hole -> hole.meets(inner) || isIn(hole, inner) || isIn(inner, hole));
  }

  private static Optional<Polygon> rounded(Polygon polygon) {
    List<Ring> shells = polygon.shells().stream().map(ValidRings::rounded).toList();
    List<Ring> holes =
        polygon.holes().stream()
            .map(ValidRings::rounded)
            .filter(hole -> hole.signedArea() != 0)
            .toList();
    return Optional.of(new Polygon(shells, holes));
  }

  private static Ring rounded(Ring ring) {
    double[] xy = new double[2 * ring.size()];
    for (int i = 0; i < ring.size(); i++) {
      xy[2 * i] = Math.rint(ring.x(i) * DECIMALS) / DECIMALS;
      xy[2 * i + 1] = Math.rint(ring.y(i) * DECIMALS) / DECIMALS;
    }
    return Ring.of(xy);
  }

  /** Whether all rings are simple and apart, and each hole lies in an outer ring and in no hole. */
  private static boolean isValid(Polygon polygon) {
    List<Ring> all = new ArrayList<>(polygon.shells());
    all.addAll(polygon.holes());
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).isSimple()) {
        return false;
      }
      for (int j = i + 1; j < all.size(); j++) {
        if (all.get(i).meets(all.get(j))) {
          return false;
        }
      }
    }
    for (Ring ring : all) {
      boolean hole = polygon.holes().contains(ring);
      long depth =
          polygon.shells().stream().filter(shell -> shell != ring && isIn(ring, shell)).count()
              - polygon.holes().stream().filter(one -> one != ring && isIn(ring, one)).count();
      if (depth != (hole ? 1 : 0)) {
        return false;
      }
    }
    return true;
  }

  /** A point in a ring may lie on an island in it, which is the smaller one. */
  private static boolean isIn(Ring inner, Ring outer) {
    if (Math.abs(outer.signedArea()) <= Math.abs(inner.signedArea())) {
      return false;
    }
    double[] point = inside(inner);
    return outer.encloses(point[0], point[1]);
  }

  /** A point in a simple ring: between two crossings, right below its highest corner. */
  private static double[] inside(Ring ring) {
    double top = ring.box().top();
    double next = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ring.size(); i++) {
      next = ring.y(i) > top ? Math.min(next, ring.y(i)) : next;
    }
    double y = (top + next) / 2;
    List<Double> crossings = new ArrayList<>();
    for (int i = 0; i < ring.size(); i++) {
      int to = (i + 1) % ring.size();
      if ((ring.y(i) <= y) != (ring.y(to) <= y)) {
        double part = (y - ring.y(i)) / (ring.y(to) - ring.y(i));
        crossings.add(ring.x(i) + part * (ring.x(to) - ring.x(i)));
      }
    }
    crossings.sort(Comparator.naturalOrder());
    return new double[] {(crossings.get(0) + crossings.get(1)) / 2, y};
  }

  /**
   * Each hole goes with the smallest outer ring that it lies in. Outer rings turn counter-clockwise
   * and holes clockwise if y is taken to grow upwards, as RFC 7946 (3.1.6) asks.
   */
  private static ValidRings parted(Polygon polygon) {
    List<Part> parts = new ArrayList<>();
    polygon
        .shells()
        .forEach(
            shell ->
                parts.add(
                    new Part(
                        shell.signedArea() < 0 ? shell.reversed() : shell, new ArrayList<>())));
    for (Ring either : polygon.holes()) {
      Ring hole = either.signedArea() > 0 ? either.reversed() : either;
      parts.stream()
          .filter(part -> isIn(hole, part.shell()))
          .min(Comparator.comparingDouble(part -> Math.abs(part.shell().signedArea())))
          .ifPresent(part -> part.holes().add(hole));
    }
    return new ValidRings(parts);
  }
}
