package org.allnet.service.domain;

import java.util.Optional;

/**
 * Which cells of a case a gallery shows.
 *
 * @param group the project's class that is proposed, or the model's own if it counts as none; empty
 *     text for those that are referred; absent for all
 * @param verdict what the reading says of them; absent for whatever
 * @param reviewed whether the reading says something of them; absent for both
 */
public record GalleryFilter(
    Optional<String> group, Optional<CellVerdict> verdict, Optional<Boolean> reviewed) {

  /** All cells. */
  public static final GalleryFilter ALL =
      new GalleryFilter(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Returns the filter of what the model proposes or refers.
   *
   * @param group the proposed class; empty text for those that are referred
   */
  public static GalleryFilter of(String group) {
    return new GalleryFilter(Optional.of(group), Optional.empty(), Optional.empty());
  }

  /** {@return the same cells, without those of which the reading says something} */
  public GalleryFilter unreviewed() {
    return new GalleryFilter(group, verdict, Optional.of(false));
  }

  /**
   * Returns whether a cell is among them, by what the reading says of it.
   *
   * @param said the verdict; absent if there is none
   */
  public boolean takes(Optional<CellVerdict> said) {
    return (verdict.isEmpty() || verdict.equals(said))
        && (reviewed.isEmpty() || reviewed.get() == said.isPresent());
  }
}
