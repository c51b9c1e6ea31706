package org.allnet.service.domain;

import java.util.Comparator;
import java.util.List;

/**
 * The order in which a blinded reader sees cells: random by the reading's seed, so that it tells
 * neither numbers nor proposals. The same on every machine, and a cell that is added moves no
 * other.
 */
public final class ReadingOrder {

  private ReadingOrder() {}

  /**
   * Returns cells in the order of a seed.
   *
   * @param seed the reading's
   * @param cells in any order
   */
  public static List<Id.Cell> of(long seed, List<Id.Cell> cells) {
    return cells.stream()
        .map(cell -> new Place(Hash.of(seed + " " + cell.text()).hex(), cell))
        .sorted(Comparator.comparing(Place::key))
        .map(Place::cell)
        .toList();
  }

  /**
   * Returns whether the second of two verdicts is shown first to an adjudicator, who must not tell
   * readers by their places.
   *
   * @param seed the adjudication's
   * @param cell of which the verdicts are
   */
  public static boolean isExchanged(long seed, Id.Cell cell) {
    return (Hash.of("places " + seed + " " + cell.text()).bytes()[0] & 1) == 1;
  }

  private record Place(String key, Id.Cell cell) {}
}
