package org.allnet.data.dataset;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.file.FileNames;

/**
 * What may have been meant as an image and is not read.
 *
 * @param line what is said of it, or of several files of one kind together
 * @param reason why each of these images is not read
 * @param images the files of images; empty if it is something else, such as an archive
 */
public record PassedOver(String line, String reason, List<Path> images) {

  /** Copies {@code images}, so that nothing changes it from outside. */
  public PassedOver {
    images = List.copyOf(images);
  }

  /** One file that is an image by its ending, or is none and stands for whatever is in it. */
  static PassedOver one(Path file, String name, String reason) {
    boolean image = ImageEndings.isImage(FileNames.canonical(file.getFileName().toString()));
    return new PassedOver(name + ": " + reason, reason, image ? List.of(file) : List.of());
  }
}
