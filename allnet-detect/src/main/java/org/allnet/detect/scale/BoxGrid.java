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

  private final double bin;
  private final Map<Long, List<BoundingBox>> bins = new HashMap<>();

  /**
   * Sorts boxes.
   *
   * @param boxes all of a field
   */
  public BoxGrid(List<BoundingBox> boxes) {
    bin = Math.max(1, boxes.stream().mapToDouble(BoundingBox::width).average().orElse(1));
    boxes.forEach(
        box ->
            places(box)
                .forEach(place -> bins.computeIfAbsent(place, key -> new ArrayList<>()).add(box)));
  }

  /**
   * Returns boxes near to one.
   *
   * @param box any box
   * @return all that may overlap it, and perhaps others
   */
  public Set<BoundingBox> near(BoundingBox box) {
    Set<BoundingBox> found = new LinkedHashSet<>();
    places(box).forEach(place -> found.addAll(bins.getOrDefault(place, List.of())));
    return found;
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
