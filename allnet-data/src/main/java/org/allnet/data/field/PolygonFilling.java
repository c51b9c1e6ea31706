package org.allnet.data.field;

import java.util.Arrays;

/** The pixels whose centres lie in a polygon: the even-odd rule for each of its rings. */
final class PolygonFilling {

  private PolygonFilling() {}

  static Mask of(Polygon polygon) {
    BoundingBox box = polygon.box();
    int top = (int) Math.max(0, Math.floor(box.top()));
    int bottom = (int) Math.min(Integer.MAX_VALUE, Math.ceil(box.bottom()));
    int left = (int) Math.max(0, Math.floor(box.left()));
    int width = (int) Math.max(0, Math.ceil(box.right()) - left);
    Mask.Rows rows = new Mask.Rows();
    int[] changes = new int[width + 1];
    for (int y = top; y < bottom; y++) {
      Arrays.fill(changes, 0);
      polygon.shells().forEach(new Row(y, left, changes, 1)::add);
      polygon.holes().forEach(new Row(y, left, changes, -1)::add);
      int depth = 0;
      for (int x = 0; x < width; x++) {
        depth += changes[x];
        if (depth > 0) {
          rows.add(y, left + x, left + x + 1);
        }
      }
    }
    return rows.mask();
  }

  /**
   * A row of pixels, and where one gets deeper into rings along it. What is in one outer ring more
   * than in holes is inside, so that an island in a hole is.
   */
  private record Row(int y, int left, int[] changes, int depth) {

    void add(Ring ring) {
      double[] crossings = crossings(ring, y + 0.5);
      for (int i = 0; i < crossings.length; i++) {
        int x = (int) Math.ceil(crossings[i] - 0.5) - left;
        changes[Math.min(Math.max(x, 0), changes.length - 1)] += i % 2 == 0 ? depth : -depth;
      }
    }
  }

  private static double[] crossings(Ring ring, double y) {
    double[] xs = new double[ring.size()];
    int count = 0;
    for (int i = 0; i < ring.size(); i++) {
      int next = (i + 1) % ring.size();
      if ((ring.y(i) <= y) != (ring.y(next) <= y)) {
        double part = (y - ring.y(i)) / (ring.y(next) - ring.y(i));
        xs[count++] = ring.x(i) + part * (ring.x(next) - ring.x(i));
      }
    }
    double[] sorted = Arrays.copyOf(xs, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
