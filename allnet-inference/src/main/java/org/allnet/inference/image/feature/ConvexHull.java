package org.allnet.inference.image.feature;

/** The area of the smallest convex polygon around the pixels of a silhouette. */
final class ConvexHull {

  private ConvexHull() {}

  /**
   * The area, pixels taken as unit squares, by the monotone chain (Andrew 1979, doi
   * 10.1016/0020-0190(79)90072-3).
   *
   * @param silhouette the pixels
   * @return square pixels; 0 for no pixel
   */
  static double area(Silhouette silhouette) {
    // Only the first and the last corner of each row of corners can lie on the hull.
    int rows = silhouette.height() + 1;
    long[][] chain = new long[2 * rows][];
    int corners = 0;
    for (int row = 0; row < rows; row++) {
      int first = Integer.MAX_VALUE;
      int last = Integer.MIN_VALUE;
      for (int column = 0; column < silhouette.width(); column++) {
        if (silhouette.has(row, column) || silhouette.has(row - 1, column)) {
          first = Math.min(first, column);
          last = column + 1;
        }
      }
      if (last > first) {
        chain[corners++] = new long[] {row, first};
        chain[corners++] = new long[] {row, last};
      }
    }
    if (corners == 0) {
      return 0;
    }
    long[][] hull = new long[2 * corners + 1][];
    int size = 0;
    for (int i = 0; i < corners; i++) {
      size = push(hull, size, 2, chain[i]);
    }
    int lower = size + 1;
    for (int i = corners - 2; i >= 0; i--) {
      size = push(hull, size, lower, chain[i]);
    }
    long twice = 0;
    for (int i = 0; i + 1 < size; i++) {
      twice += hull[i][0] * hull[i + 1][1] - hull[i][1] * hull[i + 1][0];
    }
    return Math.abs(twice) / 2.0;
  }

  private static int push(long[][] hull, int size, int least, long[] corner) {
    int kept = size;
    while (kept >= least && cross(hull[kept - 2], hull[kept - 1], corner) <= 0) {
      kept--;
    }
    hull[kept] = corner;
    return kept + 1;
  }

  private static long cross(long[] from, long[] over, long[] to) {
    return (over[0] - from[0]) * (to[1] - from[1]) - (over[1] - from[1]) * (to[0] - from[0]);
  }
}
