package org.allnet.inference.image.pixels;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.allnet.data.InputException;

/**
 * Gives every image a file of its own below one folder, and never one outside it. Not thread-safe.
 */
public final class OutputNames {

  private final Path folder;
  private final Set<String> taken = new HashSet<>();

  /**
   * Starts with an empty folder.
   *
   * @param folder where the files will be
   */
  public OutputNames(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** {@return the folder that the files are in, absolute} */
  public Path folder() {
    return folder;
  }

  /**
   * The file for an image: its name with another extension; if that is taken (also by a name that
   * differs in case only), the old extension stays in the name, then a number. Of a name that
   * starts at a root or climbs up, only the last part counts.
   *
   * @param image the image's name, {@code /} between the parts
   * @param extension without the dot
   * @return a path below the folder that was not handed out before
   * @throws InputException if the name can't be a file name
   */
  public Path fileFor(String image, String extension) {
    String name = within(image);
    String stem = name.substring(0, endOfStem(name));
    String candidate = stem + "." + extension;
    for (int n = 1; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
      candidate = (n == 1 ? name : name + "_" + n) + "." + extension;
    }
    try {
      Path file = folder.resolve(candidate).normalize();
      if (!file.startsWith(folder) || file.equals(folder)) {
        throw new InputException("image name '" + image + "' leads out of the output folder");
      }
      return file;
    } catch (InvalidPathException e) {
      throw new InputException("image name '" + image + "' can't be a file name; rename it", e);
    }
  }

  /** A name without what would lead out of the folder. */
  private static String within(String image) {
    boolean out =
        image.startsWith("/") || image.contains(":") || List.of(image.split("/")).contains("..");
    return out ? image.substring(image.lastIndexOf('/') + 1) : image;
  }

  /** Where a name's extension begins, else its length. */
  static int endOfStem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? dot : name.length();
  }
}
