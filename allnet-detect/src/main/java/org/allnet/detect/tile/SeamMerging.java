package org.allnet.detect.tile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.field.BoundingBox;
import org.allnet.evaluation.detection.Detection;

/**
 * Counts cells once that several tiles have found. The most certain comes first, and one of another
 * tile that overlaps it is the same cell. What one tile tells apart stays apart: tiles that overlap
 * see the same cells. A cell that is cut by its tile's edge comes after all that are not.
 *
 * <p>The result does not depend on the order of the tiles.
 */
final class SeamMerging {

  /** Boxes of one class of two tiles that overlap by more are of one cell. */
  private static final double SAME_CELL = 0.5;

  /** And those of two classes. */
  private static final double SAME_PLACE = 0.7;

  /** A cut box that another tile's covers by so much is a part of that. */
  private static final double PART = 0.5;

  private record Placed(TileCells.Cell cell, int tile) {

    BoundingBox box() {
      return cell.found().box();
    }
  }

  private final List<Placed> all = new ArrayList<>();

  /**
   * Takes the cells of a tile.
   *
   * @param tile its number
   * @param cells what may count
   */
  void add(int tile, TileCells cells) {
    cells.cells().forEach(cell -> all.add(new Placed(cell, tile)));
  }

  /**
   * Returns the cells.
   *
   * @return each once, the most certain first
   */
  List<Detection> merged() {
    all.sort(
        Comparator.comparing((Placed one) -> one.cell().cut())
            .thenComparing(one -> -one.cell().found().score())
            .thenComparing(one -> one.box().top())
            .thenComparing(one -> one.box().left())
            .thenComparing(one -> one.box().bottom())
            .thenComparing(one -> one.box().right())
            .thenComparing(one -> one.cell().found().classIndex())
            .thenComparing(Placed::tile));
    double bin =
        Math.max(1, all.stream().mapToDouble(one -> one.box().width()).average().orElse(1));
    Map<Long, List<Placed>> bins = new HashMap<>();
    List<Detection> kept = new ArrayList<>();
    for (Placed one : all) {
      if (neighbours(bins, one.box(), bin).stream().noneMatch(other -> isSame(other, one))) {
        kept.add(one.cell().found());
        places(one.box(), bin)
            .forEach(place -> bins.computeIfAbsent(place, key -> new ArrayList<>()).add(one));
      }
    }
    kept.sort(Comparator.comparingDouble(cell -> -cell.score()));
    return kept;
  }

  private static boolean isSame(Placed kept, Placed one) {
    if (kept.tile() == one.tile()) {
      return false;
    }
    double iou = kept.box().iou(one.box());
    boolean sameClass = kept.cell().found().classIndex() == one.cell().found().classIndex();
    return iou > (sameClass ? SAME_CELL : SAME_PLACE)
        || (one.cell().cut() && kept.box().intersectionArea(one.box()) >= PART * one.box().area());
  }

  private static Set<Placed> neighbours(Map<Long, List<Placed>> bins, BoundingBox box, double bin) {
    Set<Placed> found = new LinkedHashSet<>();
    places(box, bin).forEach(place -> found.addAll(bins.getOrDefault(place, List.of())));
    return found;
  }

  private static List<Long> places(BoundingBox box, double bin) {
    List<Long> places = new ArrayList<>();
    for (long y = (long) (box.top() / bin); y <= (long) (box.bottom() / bin); y++) {
      for (long x = (long) (box.left() / bin); x <= (long) (box.right() / bin); x++) {
        places.add(y << 32 | x);
      }
    }
    return places;
  }
}
