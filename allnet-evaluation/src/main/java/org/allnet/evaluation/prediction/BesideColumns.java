package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.List;

/**
 * What columns of other programs say beside those that are known.
 *
 * @param roles what the images were to the system
 * @param truths the true classes once more
 * @param pooled what rows of several kinds have in common
 * @param paths where the images were
 */
record BesideColumns(ToldRoles roles, TruthColumns truths, PooledRows pooled, PathColumns paths) {

  /**
   * Finds the columns.
   *
   * @param file the file
   * @param header the names of all columns
   * @param known the columns that are known
   */
  static BesideColumns of(Path file, List<String> header, Columns known) {
    return new BesideColumns(
        new ToldRoles(file, header, known),
        new TruthColumns(header, known),
        new PooledRows(header, known),
        new PathColumns(header, known));
  }

  /** Takes in a row that has an answer. */
  void add(long line, String image, List<String> cells) {
    truths.add(line, cells);
    pooled.add(image, cells);
    paths.add(image, cells);
  }
}
