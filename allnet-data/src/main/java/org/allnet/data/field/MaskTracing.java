package org.allnet.data.field;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rings along the edges of a mask's pixels: outer ones clockwise on the screen, holes
 * counter-clockwise. No ring meets itself: at a corner that two pixels share crosswise each ring
 * stays with its own pixel.
 */
final class MaskTracing {

  /** Directions in clockwise order: right, down, left, up. */
  private static final int[] ACROSS = {1, 0, -1, 0};

  private static final int[] DOWN = {0, 1, 0, -1};

  /** For each corner of pixels, bits of the directions in which an edge leaves it. */
  private final Map<Long, Integer> edges = new TreeMap<>();

  private MaskTracing() {}

  static List<Ring> of(Mask mask) {
    MaskTracing tracing = new MaskTracing();
    tracing.addEdges(mask);
    List<Ring> rings = new ArrayList<>();
    for (long corner : List.copyOf(tracing.edges.keySet())) {
      while (tracing.edges.getOrDefault(corner, 0) != 0) {
        rings.addAll(tracing.ring(corner));
      }
    }
    return rings;
  }

  private static long corner(int x, int y) {
    return (long) y << 32 | x;
  }

  private static int x(long corner) {
    return (int) corner;
  }

  private static int y(long corner) {
    return (int) (corner >> 32);
  }

  /** The mask lies to the right of each edge, as one walks along it. */
  private void addEdges(Mask mask) {
    Map<Integer, int[]> rows = new HashMap<>();
    for (int run = 0; run < mask.runs(); ) {
      int first = run;
      while (run < mask.runs() && mask.row(run) == mask.row(first)) {
        run++;
      }
      rows.put(mask.row(first), new int[] {first, run});
    }
    int[] none = {0, 0};
    for (int run = 0; run < mask.runs(); run++) {
      int y = mask.row(run);
      addEdge(mask.from(run), y + 1, 3);
      addEdge(mask.to(run), y, 1);
      int[] above = rows.getOrDefault(y - 1, none);
      int[] below = rows.getOrDefault(y + 1, none);
      for (int x = mask.from(run); x < mask.to(run); x++) {
        if (!has(mask, above, x)) {
          addEdge(x, y, 0);
        }
        if (!has(mask, below, x)) {
          addEdge(x + 1, y + 1, 2);
        }
      }
    }
  }

  private static boolean has(Mask mask, int[] runs, int x) {
    int low = runs[0];
    int high = runs[1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (mask.to(middle) <= x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < runs[1] && mask.from(low) <= x;
  }

  private void addEdge(int x, int y, int direction) {
    edges.merge(corner(x, y), 1 << direction, (a, b) -> a | b);
  }

  /** Walks one closed way, and parts it at corners that it passes twice. */
  private List<Ring> ring(long start) {
    List<Long> way = new ArrayList<>();
    Map<Long, Integer> places = new HashMap<>();
    List<Ring> rings = new ArrayList<>();
    long at = start;
    int direction = -1;
    do {
      direction = next(at, direction);
      Integer before = places.get(at);
      if (before != null) {
        List<Long> loop = way.subList(before, way.size());
        rings.add(ring(loop));
        loop.forEach(places::remove);
        loop.clear();
      }
      places.put(at, way.size());
      way.add(at);
      int left = edges.getOrDefault(at, 0) & ~(1 << direction);
      if (left == 0) {
        edges.remove(at);
      } else {
        edges.put(at, left);
      }
      at = corner(x(at) + ACROSS[direction], y(at) + DOWN[direction]);
    } while (at != start);
    rings.add(ring(way));
    return rings;
  }

  /** The right turn comes first: it stays with the pixel that the way goes around. */
  private int next(long at, int direction) {
    int leaving = edges.getOrDefault(at, 0);
    for (int turn : new int[] {1, 0, 3}) {
      int next = direction < 0 ? turn : (direction + turn) % 4;
      if ((leaving >> next & 1) == 1) {
        return next;
      }
    }
    return Integer.numberOfTrailingZeros(leaving);
  }

  private static Ring ring(List<Long> way) {
    List<Long> corners = new ArrayList<>();
    for (int i = 0; i < way.size(); i++) {
      long before = way.get((i + way.size() - 1) % way.size());
      long after = way.get((i + 1) % way.size());
      if (x(before) != x(after) && y(before) != y(after)) {
        corners.add(way.get(i));
      }
    }
    double[] xy = new double[2 * corners.size()];
    for (int i = 0; i < corners.size(); i++) {
      xy[2 * i] = x(corners.get(i));
      xy[2 * i + 1] = y(corners.get(i));
    }
    return Ring.of(xy);
  }
}
