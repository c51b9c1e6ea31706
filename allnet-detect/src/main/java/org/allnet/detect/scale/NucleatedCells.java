package org.allnet.detect.scale;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.field.CellNames;

/**
 * Which classes are of cells that are worth looking at one by one: all but red cells and platelets,
 * of which a field is full. A class is told by its name.
 */
public final class NucleatedCells {

  private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+");

  /** So many classes are named. */
  private static final int MOST = 10;

  private static final Set<String> SMUDGED =
      Set.of("smudge", "smudges", "smudged", "basket", "gumprecht");

  private NucleatedCells() {}

  /**
   * Returns which classes are counted as white cells though their names tell nothing.
   *
   * @param classes the names of the classes
   * @return a line; empty if there are none
   */
  public static Optional<String> presumed(List<String> classes) {
    List<String> unknown =
        classes.stream()
            .filter(label -> is(label) && !isSmudge(label) && !CellNames.isWhiteCell(label))
            .toList();
    String more = unknown.size() > MOST ? " and %d more".formatted(unknown.size() - MOST) : "";
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "counted as white cells, though their names tell no kind of cell: %s%s"
                .formatted(
                    String.join(", ", unknown.subList(0, Math.min(MOST, unknown.size()))), more));
  }

  /**
   * Returns whether a class is of smudge cells, of which nothing can be said.
   *
   * @param label its name
   */
  public static boolean isSmudge(String label) {
    return WORDS.splitAsStream(label.toLowerCase(Locale.ROOT)).anyMatch(SMUDGED::contains);
  }

  /**
   * Returns whether a class is neither of red cells nor of platelets.
   *
   * @param label its name
   */
  public static boolean is(String label) {
    return !CellNames.isRedCell(label)
        && !CellNames.isPlatelet(label)
        && !CellNames.isReticulocyte(label);
  }
}
