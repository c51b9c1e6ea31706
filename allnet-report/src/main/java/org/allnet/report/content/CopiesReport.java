package org.allnet.report.content;

import java.util.List;
import org.allnet.data.integrity.CopyGroup;

/**
 * Everything that the page about copies in a data set tells, but for the pictures.
 *
 * @param dataset the data set's name
 * @param images how many images it has
 * @param synthetic whether a program made the cells
 * @param groups the groups of copies, by their first image
 * @param elsewhere where all groups are listed if these are too many for a page, the end of a
 *     sentence
 */
public record CopiesReport(
    String dataset, int images, boolean synthetic, List<CopyGroup> groups, String elsewhere) {

  /** Copies {@code groups}, so that nothing changes it from outside. */
  public CopiesReport {
    groups = List.copyOf(groups);
  }
}
