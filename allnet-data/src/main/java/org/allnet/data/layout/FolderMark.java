package org.allnet.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.allnet.data.RunException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.AtomicFile;

/** A file by which it is known what the images of a folder are, whoever copied the folder. */
public enum FolderMark {
  /** The cells are synthetic. */
  SYNTHETIC("SYNTHETIC.txt"),
  /** Several images were made of one: the file is the plan, which names the original of each. */
  AUGMENTED("augmentation.csv");

  /**
   * How far above the folder that somebody names marks are looked for: a fold's class folder is
   * three down.
   */
  private static final int LEVELS_ABOVE = 3;

  private final String file;

  FolderMark(String file) {
    this.file = file;
  }

  /** {@return the file's name} */
  public String file() {
    return file;
  }

  /**
   * Finds the mark for single images.
   *
   * @param folders where the images are
   * @return the marked folders: of each folder and the three above it the nearest
   */
  public Set<Path> above(Collection<Path> folders) {
    Set<Path> found = new LinkedHashSet<>();
    for (Path folder : folders) {
      found.addAll(upwards(folder, absolute(folder)));
    }
    return found;
  }

  /**
   * Finds the mark for a data set.
   *
   * @param dataset the data set
   * @return the marked folders: of each image's folder, those up to the root and the three above
   *     the root the nearest
   */
  public Set<Path> of(Dataset dataset) {
    return of(dataset.root(), dataset.images());
  }

  /** Finds the mark for the images of a data set that is yet to be made. */
  Set<Path> of(Path root, Collection<CellImage> images) {
    Set<Path> folders = new LinkedHashSet<>();
    images.forEach(image -> folders.add(absolute(image.file()).getParent()));
    Set<Path> found = new LinkedHashSet<>();
    for (Path folder : folders) {
      found.addAll(upwards(folder, absolute(root)));
    }
    return found;
  }

  private Set<Path> upwards(Path folder, Path root) {
    int above = 0;
    for (Path at = absolute(folder); at != null && above <= LEVELS_ABOVE; at = at.getParent()) {
      if (Files.exists(at.resolve(file))) {
        return Set.of(at);
      }
      boolean belowRoot = at.startsWith(root) && !at.equals(root);
      above += belowRoot ? 0 : 1;
    }
    return Set.of();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /**
   * Marks a folder as one of synthetic cells.
   *
   * @param folder the folder whose images are synthetic, or made of synthetic ones
   * @param made how they were made, in brackets at the end of a sentence
   * @throws RunException if the mark can't be written
   */
  public static void writeSynthetic(Path folder, String made) {
    AtomicFile.writeText(
        folder.resolve(SYNTHETIC.file),
        "The cells in this folder were painted by a program ("
            + made
            + ").\nNo figure that is worked out from them says anything about blood.\n");
  }
}
