package org.allnet.cli.detection;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Stream;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;

/**
 * The edge of a cell or nucleus as it is drawn: with fewer corners than the edges of its pixels
 * have, by the method of Ramer (1972) and Douglas and Peucker (1973). What is measured or handed on
 * is never drawn by this.
 */
final class OutlinePath {

  /** A corner is left out if the line without it passes so near to it, in pixels that are shown. */
  private static final double NEAR = 1;

  private OutlinePath() {}

  /**
   * Draws a polygon.
   *
   * @param polygon in pixels of the field
   * @param scale pixels that are shown for one of the field
   * @return all its rings, in pixels that are shown
   */
  static Path2D of(Polygon polygon, double scale) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    Stream.concat(polygon.shells().stream(), polygon.holes().stream())
        .forEach(ring -> add(path, ring, scale));
    return path;
  }

  private static void add(Path2D path, Ring ring, double scale) {
    int[] corners = kept(ring, NEAR / scale);
    for (int i = 0; i < corners.length; i++) {
      double x = scale * ring.x(corners[i]);
      double y = scale * ring.y(corners[i]);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
  }

  /** The corners that stay: the first, the one farthest from it, and what lies off between. */
  private static int[] kept(Ring ring, double near) {
    int size = ring.size();
    if (size <= Ring.LEAST) {
      int[] all = new int[size];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int opposite = 0;
    for (int i = 1; i < size; i++) {
      opposite = distance(ring, 0, i) > distance(ring, 0, opposite) ? i : opposite;
    }
    BitSet kept = new BitSet(size);
    kept.set(0);
    kept.set(opposite);
    keep(ring, 0, opposite, near, kept);
    keep(ring, opposite, size, near, kept);
    return kept.stream().toArray();
  }

  /** The last corner may be the size, which is the first again. */
  private static void keep(Ring ring, int first, int last, double near, BitSet kept) {
    int farthest = -1;
    double most = near;
    for (int i = first + 1; i < last; i++) {
      double off = off(ring, first, last % ring.size(), i);
      if (off > most) {
        most = off;
        farthest = i;
      }
    }
    if (farthest >= 0) {
      kept.set(farthest);
      keep(ring, first, farthest, near, kept);
      keep(ring, farthest, last, near, kept);
    }
  }

  private static double distance(Ring ring, int one, int other) {
    return Math.hypot(ring.x(one) - ring.x(other), ring.y(one) - ring.y(other));
  }

  /** How far a corner is from the line between two others. */
  private static double off(Ring ring, int first, int last, int corner) {
    double length = distance(ring, first, last);
    double across = ring.x(last) - ring.x(first);
    double down = ring.y(last) - ring.y(first);
    double x = ring.x(corner) - ring.x(first);
    double y = ring.y(corner) - ring.y(first);
    return length == 0 ? Math.hypot(x, y) : Math.abs(across * y - down * x) / length;
  }

  /** {@return a path as SVG writes it, with a tenth of a pixel} */
  static String svg(Path2D path) {
    StringBuilder text = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator each = path.getPathIterator(null); !each.isDone(); each.next()) {
      int kind = each.currentSegment(at);
      text.append(
          kind == PathIterator.SEG_CLOSE
              ? "Z"
              : String.format(
                  Locale.ROOT,
                  "%s%.1f %.1f",
                  kind == PathIterator.SEG_MOVETO ? "M" : "L",
                  at[0],
                  at[1]));
    }
    return text.toString();
  }
}
