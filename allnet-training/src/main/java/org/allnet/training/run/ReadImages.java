package org.allnet.training.run;

import java.util.Map;
import java.util.Set;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.VisiblePart;
import org.allnet.data.integrity.ImageContent;

/**
 * The images of a run as they were read.
 *
 * @param sha256 the hash of each image's file, by its name
 * @param contents file and pixels of each image, hashed, by its name
 * @param visible how much is to be seen of each image, by its name
 * @param store the decoded images of the training parts
 * @param leftOut the names of images that can't be read or show nothing
 */
record ReadImages(
    Map<String, String> sha256,
    Map<String, ImageContent> contents,
    Map<String, VisiblePart> visible,
    CellStore store,
    Set<String> leftOut) {

  /**
   * Checks that files and contents are of the same images.
   *
   * @throws IllegalArgumentException if they are not
   */
  ReadImages {
    if (!sha256.keySet().equals(contents.keySet())) {
      throw new IllegalArgumentException(
          "%d files, %d contents".formatted(sha256.size(), contents.size()));
    }
  }
}
