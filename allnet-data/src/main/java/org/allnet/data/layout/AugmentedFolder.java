package org.allnet.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;

/** Folders that {@code augment} wrote: several images in them were made of one. */
public final class AugmentedFolder {

  /** The plan beside such images, which names the original of each. */
  public static final String PLAN = "augmentation.csv";

  private AugmentedFolder() {}

  /**
   * Refuses a data set that holds augmented images: those of one original could be trained on and
   * judged.
   *
   * @param dataset the data set
   * @throws InputException if a folder of its images, at or below its root, holds a plan
   */
  public static void refuse(Dataset dataset) {
    Path root = dataset.root().toAbsolutePath().normalize();
    Set<Path> seen = new HashSet<>();
    for (CellImage image : dataset.images()) {
      Path at = image.file().toAbsolutePath().normalize().getParent();
      while (at != null && at.startsWith(root) && seen.add(at)) {
        if (Files.exists(at.resolve(PLAN))) {
          throw new InputException(
              at
                  + ": holds augmented images ("
                  + PLAN
                  + "), and those of one original could be trained on and judged; give the originals, and let training augment them with --per-class");
        }
        at = at.getParent();
      }
    }
  }
}
