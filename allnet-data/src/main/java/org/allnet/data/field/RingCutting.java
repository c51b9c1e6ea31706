package org.allnet.data.field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Cuts rings along the edges of an image. What is left may be several parts, each of which is a
 * ring. Between the places at which a ring crosses an edge, the edge is inside by turns, as of the
 * even-odd rule.
 */
final class RingCutting {

  /** An edge: which coordinate it limits, by what, and whether more or less is inside. */
  private record Edge(boolean across, double limit, int sign) {

    double depth(Ring ring, int corner) {
      return sign * ((across ? ring.x(corner) : ring.y(corner)) - limit);
    }

    /** A corner on the edge is not inside, so that a ring that touches the edge ends there. */
    boolean isInside(Ring ring, int corner) {
      return depth(ring, corner) > 0;
    }

    /** The point on it between a corner that is not inside and one that is. */
    double[] crossing(Ring ring, int one, int other) {
      double part = depth(ring, one) / (depth(ring, one) - depth(ring, other));
      return across
          ? new double[] {limit, ring.y(one) + part * (ring.y(other) - ring.y(one))}
          : new double[] {ring.x(one) + part * (ring.x(other) - ring.x(one)), limit};
    }

    double along(double[] point) {
      return across ? point[1] : point[0];
    }
  }

  /** An end of a chain of corners that are inside. */
  private record End(int chain, boolean first, double along) {}

  private RingCutting() {}

  /**
   * Cuts a ring.
   *
   * @param ring any ring
   * @param width pixels across
   * @param height pixels down
   * @return the parts that have an area of the image; the ring itself if no corner is outside
   */
  static List<Ring> within(Ring ring, double width, double height) {
    List<Ring> parts = List.of(ring);
    for (Edge edge :
        List.of(
            new Edge(true, 0, 1),
            new Edge(true, width, -1),
            new Edge(false, 0, 1),
            new Edge(false, height, -1))) {
      parts = parts.stream().flatMap(part -> cut(part, edge).stream()).toList();
    }
    return parts;
  }

  private static List<Ring> cut(Ring ring, Edge edge) {
    int begin = -1;
    boolean outside = false;
    boolean inside = false;
    for (int i = 0; i < ring.size(); i++) {
      outside |= edge.depth(ring, i) < 0;
      inside |= edge.isInside(ring, i);
      if (edge.isInside(ring, i) && !edge.isInside(ring, before(ring, i))) {
        begin = i;
      }
    }
    if (!outside) {
      return List.of(ring);
    }
    return inside ? joined(chains(ring, edge, begin), edge) : List.of();
  }

  private static int before(Ring ring, int corner) {
    return (corner + ring.size() - 1) % ring.size();
  }

  /**
   * The corners inside that follow each other, each time between two points on the edge. The corner
   * before the first is outside, so that the last chain has ended there.
   */
  private static List<List<double[]>> chains(Ring ring, Edge edge, int begin) {
    List<List<double[]>> chains = new ArrayList<>();
    List<double[]> chain = new ArrayList<>();
    for (int step = 0; step < ring.size(); step++) {
      int at = (begin + step) % ring.size();
      int last = before(ring, at);
      boolean was = edge.isInside(ring, last);
      boolean is = edge.isInside(ring, at);
      if (is && !was) {
        chain = new ArrayList<>(List.of(edge.crossing(ring, last, at)));
        chains.add(chain);
      } else if (was && !is) {
        chain.add(edge.crossing(ring, at, last));
      }
      if (is) {
        chain.add(new double[] {ring.x(at), ring.y(at)});
      }
    }
    return chains;
  }

  private static List<Ring> joined(List<List<double[]>> chains, Edge edge) {
    int[] partners = partners(chains, edge);
    List<Ring> rings = new ArrayList<>();
    boolean[] done = new boolean[chains.size()];
    for (int first = 0; first < chains.size(); first++) {
      List<double[]> corners = new ArrayList<>();
      int end = 2 * first; // the even end is a chain's first point
      while (!done[end / 2]) {
        done[end / 2] = true;
        List<double[]> chain = chains.get(end / 2);
        for (int i = 0; i < chain.size(); i++) {
          corners.add(chain.get(end % 2 == 0 ? i : chain.size() - 1 - i));
        }
        end = partners[end ^ 1];
      }
      if (!corners.isEmpty()) {
        Ring ring = Ring.of(corners.stream().flatMapToDouble(Arrays::stream).toArray());
        if (ring.size() >= Ring.LEAST && !ring.box().isEmpty()) {
          rings.add(ring);
        }
      }
    }
    return rings;
  }

  /** Which two ends are joined along the edge, by their numbers. */
  private static int[] partners(List<List<double[]>> chains, Edge edge) {
    List<End> ends = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      List<double[]> chain = chains.get(i);
      ends.add(new End(i, true, edge.along(chain.get(0))));
      ends.add(new End(i, false, edge.along(chain.get(chain.size() - 1))));
    }
    ends.sort((one, other) -> Double.compare(one.along(), other.along()));
    int[] partners = new int[ends.size()];
    for (int i = 0; i < ends.size(); i += 2) {
      bringOpposite(ends, i);
      int one = number(ends.get(i));
      int other = number(ends.get(i + 1));
      partners[one] = other;
      partners[other] = one;
    }
    return partners;
  }

  private static int number(End end) {
    return 2 * end.chain() + (end.first() ? 0 : 1);
  }

  /**
   * Of ends at one place, the one is next that is of the same chain, or else goes on the way round
   * of the ring.
   */
  private static void bringOpposite(List<End> ends, int at) {
    double place = ends.get(at + 1).along();
    int best = at + 1;
    for (int i = at + 1; i < ends.size() && ends.get(i).along() == place; i++) {
      if (fit(ends.get(i), ends.get(at)) > fit(ends.get(best), ends.get(at))) {
        best = i;
      }
    }
    Collections.swap(ends, at + 1, best);
  }

  private static int fit(End one, End other) {
    return (one.chain() == other.chain() ? 2 : 0) + (one.first() != other.first() ? 1 : 0);
  }
}
