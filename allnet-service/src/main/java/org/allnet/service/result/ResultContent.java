package org.allnet.service.result;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;

/**
 * What a result says. It names nobody, so that what was signed outlives an erasure.
 *
 * @param project the project
 * @param subject whose cells they are
 * @param of the case
 * @param model the hash of the model whose proposals people saw; empty if there was none
 * @param detector the hash of the detector that looked for the cells; empty if none did
 * @param sheets what was known of both
 * @param classes the project's classes, in their order
 * @param cells all cells, by their numbers
 * @param synthetic whether a program made what a picture of the case shows
 * @param pictures how many pictures it rests on, and which part of them it tells nothing of; empty
 *     if it was signed before results said so
 */
public record ResultContent(
    Id.Project project,
    Id.Subject subject,
    Id.Case of,
    Optional<Hash> model,
    Optional<Hash> detector,
    Sheets sheets,
    List<String> classes,
    List<CellResult> cells,
    boolean synthetic,
    Optional<PictureCounts> pictures) {

  /**
   * What was known of the models of a result.
   *
   * @param model the hash of what was known of the model; empty if there is none, or if it was
   *     signed before results said so: then it is what was known first
   * @param detector the same of the detector
   */
  public record Sheets(Optional<Hash> model, Optional<Hash> detector) {}

  /** Copies the lists. */
  public ResultContent {
    classes = List.copyOf(classes);
    cells = List.copyOf(cells);
  }
}
