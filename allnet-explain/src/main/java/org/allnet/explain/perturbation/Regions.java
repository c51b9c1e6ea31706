package org.allnet.explain.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Connected regions of an image, by sides.
 *
 * @param labels the region of each pixel from 0, in the order of their first pixels; {@link
 *     Superpixels#NONE} elsewhere
 * @param count how many regions
 */
record Regions(int[] labels, int count) {

  /** What has no size any more: it was joined to another. */
  private static final int JOINED = 0;

  /**
   * Returns the connected parts of clusters. A part that is smaller than some size joins the
   * neighbour with the longest common border; one without neighbour is left out.
   *
   * @param height rows
   * @param width columns
   * @param clusters the cluster of each pixel, {@link Superpixels#NONE} outside
   * @param leastPixels how small a part may be
   */
  static Regions connected(int height, int width, int[] clusters, int leastPixels) {
    int[] part = new int[clusters.length];
    List<Integer> sizes = parts(height, width, clusters, part);
    int count = sizes.size();
    int[] parent = new int[count];
    Arrays.setAll(parent, i -> i);
    int[] size = sizes.stream().mapToInt(Integer::intValue).toArray();
    List<Map<Integer, Integer>> borders = borders(height, width, part, count);
    PriorityQueue<long[]> smallest =
        new PriorityQueue<>(
            (a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
    for (int i = 0; i < count; i++) {
      smallest.add(new long[] {size[i], i});
    }
    while (!smallest.isEmpty() && smallest.peek()[0] < leastPixels) {
      long[] next = smallest.remove();
      int one = (int) next[1];
      if (size[one] != next[0] || borders.get(one).isEmpty()) {
        continue; // grown or joined since, or alone
      }
      int other = longest(borders.get(one));
      join(one, other, borders);
      parent[one] = other;
      size[other] += size[one];
      size[one] = JOINED;
      smallest.add(new long[] {size[other], other});
    }
    return numbered(part, parent, size, leastPixels);
  }

  private static List<Integer> parts(int height, int width, int[] clusters, int[] part) {
    Arrays.fill(part, Superpixels.NONE);
    List<Integer> sizes = new ArrayList<>();
    int[] queue = new int[clusters.length];
    for (int start = 0; start < clusters.length; start++) {
      if (clusters[start] == Superpixels.NONE || part[start] != Superpixels.NONE) {
        continue;
      }
      int number = sizes.size();
      int end = 0;
      queue[end++] = start;
      part[start] = number;
      for (int head = 0; head < end; head++) {
        for (int side : sides(queue[head], height, width)) {
          if (clusters[side] == clusters[start] && part[side] == Superpixels.NONE) {
            part[side] = number;
            queue[end++] = side;
          }
        }
      }
      sizes.add(end);
    }
    return sizes;
  }

  /** The pixels that share a side with one. */
  static int[] sides(int at, int height, int width) {
    int[] sides = new int[4];
    int count = 0;
    int row = at / width;
    int column = at % width;
    if (row > 0) {
      sides[count++] = at - width;
    }
    if (column > 0) {
      sides[count++] = at - 1;
    }
    if (column < width - 1) {
      sides[count++] = at + 1;
    }
    if (row < height - 1) {
      sides[count++] = at + width;
    }
    return Arrays.copyOf(sides, count);
  }

  private static List<Map<Integer, Integer>> borders(int height, int width, int[] part, int count) {
    List<Map<Integer, Integer>> borders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      borders.add(new HashMap<>());
    }
    for (int at = 0; at < part.length; at++) {
      for (int side : sides(at, height, width)) {
        if (part[at] != Superpixels.NONE
            && part[side] != Superpixels.NONE
            && part[at] != part[side]) {
          borders.get(part[at]).merge(part[side], 1, Integer::sum);
        }
      }
    }
    return borders;
  }

  private static int longest(Map<Integer, Integer> borders) {
    int best = -1;
    int length = 0;
    for (Map.Entry<Integer, Integer> border : borders.entrySet()) {
      if (border.getValue() > length || border.getValue() == length && border.getKey() < best) {
        best = border.getKey();
        length = border.getValue();
      }
    }
    return best;
  }

  private static void join(int one, int other, List<Map<Integer, Integer>> borders) {
    for (Map.Entry<Integer, Integer> border : borders.get(one).entrySet()) {
      int neighbour = border.getKey();
      borders.get(neighbour).remove(one);
      if (neighbour != other) {
        borders.get(neighbour).merge(other, border.getValue(), Integer::sum);
        borders.get(other).merge(neighbour, border.getValue(), Integer::sum);
      }
    }
    borders.get(one).clear();
  }

  private static Regions numbered(int[] part, int[] parent, int[] size, int leastPixels) {
    int[] number = new int[parent.length];
    Arrays.fill(number, Superpixels.NONE);
    int[] labels = new int[part.length];
    int count = 0;
    for (int at = 0; at < part.length; at++) {
      labels[at] = Superpixels.NONE;
      if (part[at] != Superpixels.NONE) {
        int root = part[at];
        while (parent[root] != root) {
          root = parent[root];
        }
        if (size[root] >= leastPixels) {
          if (number[root] == Superpixels.NONE) {
            number[root] = count++;
          }
          labels[at] = number[root];
        }
      }
    }
    return new Regions(labels, count);
  }
}
