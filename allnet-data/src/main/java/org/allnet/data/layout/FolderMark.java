package org.allnet.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.allnet.data.RunException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.AtomicFile;
import org.jspecify.annotations.Nullable;

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
   * Returns the marked folders above single images.
   *
   * @param images the image files
   * @return of each image's folder and the three above it the nearest that is marked; if links lead
   *     to the image, also the nearest where they lead
   */
  public Set<Path> above(Collection<Path> images) {
    return find(images, image -> LEVELS_ABOVE);
  }

  /**
   * Returns the marked folders above the images of a data set.
   *
   * @param dataset the data set
   * @return of each image's folder, those up to the root and the three above the root the nearest
   *     that is marked; if links lead to the image, also the nearest where they lead
   */
  public Set<Path> of(Dataset dataset) {
    return of(dataset.root(), dataset.images());
  }

  /** Finds the mark for the images of a data set that is yet to be made. */
  Set<Path> of(Path root, Collection<CellImage> images) {
    Path top = absolute(root);
    return find(
        images.stream().map(CellImage::file).toList(),
        image -> {
          Path file = absolute(image);
          int below = file.startsWith(top) ? top.relativize(file).getNameCount() - 1 : 0;
          return LEVELS_ABOVE + below;
        });
  }

  private Set<Path> find(Collection<Path> images, ToIntFunction<Path> levels) {
    LinkedPlaces places = new LinkedPlaces();
    Map<Path, Integer> folders = new LinkedHashMap<>();
    for (Path image : images) {
      int above = levels.applyAsInt(image);
      places.of(image).forEach(folder -> folders.merge(folder, above, Math::max));
    }
    // A folder that two paths lead to is one.
    Map<Path, Path> found = new LinkedHashMap<>();
    folders.forEach(
        (folder, above) -> {
          Path marked = upwards(folder, above);
          if (marked != null) {
            found.putIfAbsent(LinkedPlaces.real(marked), marked);
          }
        });
    return new LinkedHashSet<>(found.values());
  }

  private @Nullable Path upwards(Path folder, int levels) {
    Path at = folder;
    for (int above = 0; at != null && above <= levels; above++, at = at.getParent()) {
      if (Files.exists(at.resolve(file))) {
        return at;
      }
    }
    return null;
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
    AtomicFile.writeText(folder.resolve(SYNTHETIC.file), syntheticText(made));
  }

  /**
   * Returns what the mark of synthetic cells says to a reader.
   *
   * @param made how they were made, in brackets at the end of a sentence
   */
  public static String syntheticText(String made) {
    return "The cells in this folder are synthetic, made by a program ("
        + made
        + ").\nNo metric that is worked out from them says anything about blood.\n";
  }
}
