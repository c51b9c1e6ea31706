package org.allnet.data.integrity;

import java.util.List;

/**
 * Images whose files are the same, byte by byte.
 *
 * @param sha256 the hash of their content, lower-case hex
 * @param images their names, at least two, sorted
 * @param acrossSubjects whether they are said to be of different persons
 * @param acrossParts whether they are in different parts of the data set
 * @param acrossLabels whether they bear different labels
 */
public record DuplicateGroup(
    String sha256,
    List<String> images,
    boolean acrossSubjects,
    boolean acrossParts,
    boolean acrossLabels) {

  /** Copies {@code images}, so that nothing changes it from outside. */
  public DuplicateGroup {
    images = List.copyOf(images);
  }
}
