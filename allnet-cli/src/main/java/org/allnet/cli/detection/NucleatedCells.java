package org.allnet.cli.detection;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.field.CellNames;

/**
 * Which classes are of cells that are worth looking at one by one: all but red cells and platelets,
 * of which a field is full. A class is told by its name.
 */
final class NucleatedCells {

  private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+");

  private static final Set<String> SMUDGED =
      Set.of("smudge", "smudges", "smudged", "basket", "gumprecht");

  private NucleatedCells() {}

  /** {@return whether a class is of smudge cells, of which nothing can be said} */
  static boolean isSmudge(String label) {
    return WORDS.splitAsStream(label.toLowerCase(Locale.ROOT)).anyMatch(SMUDGED::contains);
  }

  /** {@return whether a class is neither of red cells nor of platelets} */
  static boolean is(String label) {
    return !CellNames.isRedCell(label)
        && !CellNames.isPlatelet(label)
        && !CellNames.isReticulocyte(label);
  }
}
