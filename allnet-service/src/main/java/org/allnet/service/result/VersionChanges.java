package org.allnet.service.result;

import java.util.List;
import java.util.Optional;

/**
 * In which cells a version of a result differs from the one before.
 *
 * @param version which version; empty if nobody has signed the changes
 * @param cells the cells, by their numbers
 */
public record VersionChanges(Optional<Integer> version, List<CellChange> cells) {

  /** Copies the list. */
  public VersionChanges {
    cells = List.copyOf(cells);
  }

  /** {@return the version for a reader, such as {@code 2}} */
  public String words() {
    return version.map(number -> Integer.toString(number)).orElse("not signed");
  }
}
