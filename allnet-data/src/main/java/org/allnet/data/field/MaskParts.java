package org.allnet.data.field;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a mask that hang together: pixels that touch along an edge, not at a corner. */
final class MaskParts {

  private MaskParts() {}

  /** {@return the parts, the largest first; of equal ones the upper first} */
  static List<Mask> of(Mask mask) {
    int[] above = new int[mask.runs()];
    for (int run = 0; run < above.length; run++) {
      above[run] = run;
    }
    int first = 0;
    for (int run = 0; run < above.length; run++) {
      while (mask.row(first) < mask.row(run) - 1
          || (mask.row(first) == mask.row(run) - 1 && mask.to(first) <= mask.from(run))) {
        first++;
      }
      for (int other = first;
          other < run && mask.row(other) < mask.row(run) && mask.from(other) < mask.to(run);
          other++) {
        join(above, other, run);
      }
    }
    Map<Integer, Mask.Rows> parts = new LinkedHashMap<>();
    for (int run = 0; run < above.length; run++) {
      parts
          .computeIfAbsent(root(above, run), key -> new Mask.Rows())
          .add(mask.row(run), mask.from(run), mask.to(run));
    }
    List<Mask> sorted = new ArrayList<>();
    parts.values().forEach(rows -> sorted.add(rows.mask()));
    sorted.sort(Comparator.comparingDouble(part -> -part.area()));
    return sorted;
  }

  private static int root(int[] above, int run) {
    int at = run;
    while (above[at] != at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  }

  /** The earlier root stays one, so that parts are in the order of their first runs. */
  private static void join(int[] above, int one, int other) {
    int a = root(above, one);
    int b = root(above, other);
    above[Math.max(a, b)] = Math.min(a, b);
  }
}
