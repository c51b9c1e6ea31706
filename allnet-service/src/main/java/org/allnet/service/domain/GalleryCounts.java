package org.allnet.service.domain;

import java.util.Map;

/**
 * How many cells a reading has, and of how many it says something.
 *
 * @param cells all
 * @param groups by the project's class that is proposed, or the model's own if it counts as none;
 *     of those that are referred by the empty text
 * @param verdicts by the verdict's key
 */
public record GalleryCounts(long cells, Map<String, Group> groups, Map<String, Long> verdicts) {

  /**
   * Cells of one proposal.
   *
   * @param cells all
   * @param reviewed of which the reading says something
   */
  public record Group(long cells, long reviewed) {

    /**
     * Returns the cells of two proposals that count as one.
     *
     * @param other those of the other
     */
    public Group plus(Group other) {
      return new Group(cells + other.cells, reviewed + other.reviewed);
    }
  }

  /** Copies the maps, so that nothing changes them from outside. */
  public GalleryCounts {
    groups = Map.copyOf(groups);
    verdicts = Map.copyOf(verdicts);
  }

  /** {@return how many cells the model leaves to a person} */
  public long referred() {
    return group("").cells();
  }

  /**
   * Returns the cells of a proposal.
   *
   * @param label the proposed class; of those that are referred the empty text
   */
  public Group group(String label) {
    return groups.getOrDefault(label, new Group(0, 0));
  }

  /** {@return of how many cells the reading says something} */
  public long reviewed() {
    return verdicts.values().stream().mapToLong(Long::longValue).sum();
  }
}
