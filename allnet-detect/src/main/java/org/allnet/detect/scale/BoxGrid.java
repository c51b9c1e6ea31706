package org.allnet.detect.scale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.field.BoundingBox;

/** Boxes by where they are, so that those near to one of millions are found quickly. */
public final class BoxGrid {

  /** Boxes that lie in more bins are so few, or so far from any cell, that all are looked at. */
  private static final double MOST_BINS = 64;

  private final double bin;
  private final List<BoundingBox> boxes;
  private final List<BoundingBox> large = new ArrayList<>();
  private final Map<Long, List<BoundingBox>> bins = new HashMap<>();

  /**
   * Sorts boxes.
   *
   * @param boxes all of a field
   */
  public BoxGrid(List<BoundingBox> boxes) {
    this.boxes = List.copyOf(boxes);
    double[] widths = boxes.stream().mapToDouble(BoundingBox::width).sorted().toArray();
    bin = widths.length == 0 ? 1 : Math.max(1, widths[widths.length / 2]);
    for (BoundingBox box : boxes) {
      if (isLarge(box)) {
        large.add(box);
      } else {
        places(box)
            .forEach(place -> bins.computeIfAbsent(place, key -> new ArrayList<>()).add(box));
      }
    }
  }

  /**
   * Returns boxes near to one.
   *
   * @param box any box
   * @return all that may overlap it, and perhaps others
   */
  public Set<BoundingBox> near(BoundingBox box) {
    if (isLarge(box)) {
      return new LinkedHashSet<>(boxes);
    }
    Set<BoundingBox> found = new LinkedHashSet<>(large);
    places(box).forEach(place -> found.addAll(bins.getOrDefault(place, List.of())));
    return found;
  }

  private boolean isLarge(BoundingBox box) {
    double farthest =
        Math.max(
            Math.max(Math.abs(box.left()), Math.abs(box.right())),
            Math.max(Math.abs(box.top()), Math.abs(box.bottom())));
    return (box.width() / bin + 1) * (box.height() / bin + 1) > MOST_BINS
        || farthest / bin > Integer.MAX_VALUE;
  }

  private List<Long> places(BoundingBox box) {
    List<Long> places = new ArrayList<>();
    for (long y = (long) (box.top() / bin); y <= (long) (box.bottom() / bin); y++) {
      for (long x = (long) (box.left() / bin); x <= (long) (box.right() / bin); x++) {
        places.add(y << 32 | x);
      }
    }
    return places;
  }
}
