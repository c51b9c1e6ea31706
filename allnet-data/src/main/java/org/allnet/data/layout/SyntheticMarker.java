package org.allnet.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;

/** The file at the root of a folder by which synthetic cells are known, whoever copied them. */
public final class SyntheticMarker {

  /** Its name. */
  public static final String FILE = "SYNTHETIC.txt";

  /**
   * How far above the given folder the marker is looked for: a fold's class folder is three down.
   */
  private static final int LEVELS_ABOVE = 3;

  private SyntheticMarker() {}

  /**
   * Writes it.
   *
   * @param folder the folder whose images are synthetic, or made of synthetic ones
   * @param made how they were made, in brackets at the end of a sentence
   * @throws RunException if it can't be written
   */
  public static void write(Path folder, String made) {
    AtomicFile.writeText(
        folder.resolve(FILE),
        "The cells in this folder were painted by a program ("
            + made
            + ").\nNo figure that is worked out from them says anything about blood.\n");
  }

  /** {@return whether a folder or one of the three above it holds the marker} */
  public static boolean isAbove(Path folder) {
    Path at = folder.toAbsolutePath().normalize();
    for (int level = 0; level <= LEVELS_ABOVE && at != null; level++) {
      if (Files.exists(at.resolve(FILE))) {
        return true;
      }
      at = at.getParent();
    }
    return false;
  }
}
