package org.allnet.data.cnmc;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of C-NMC 2019, told by the folders that a file lies in. */
public final class CnmcPart {

  /** The preliminary test set: labelled by a CSV file. */
  public static final String PRELIMINARY = "preliminary";

  /** The final test set: without labels, 600x600. */
  public static final String FINAL = "final";

  /**
   * Side of all other parts' images in pixels. The final test set is cut to this in its middle, so
   * that cells have the scale of the training set.
   */
  public static final int SIDE = 450;

  private static final Pattern FOLD = Pattern.compile("fold_\\d");

  private CnmcPart() {}

  /**
   * The part that a file belongs to.
   *
   * @param file the file
   * @return as {@link #of(String)} for its absolute path
   */
  public static Optional<String> of(Path file) {
    return of(file.toAbsolutePath().normalize().toString().replace('\\', '/'));
  }

  /**
   * The part that a file belongs to.
   *
   * @param path the file's path with {@code /} between the parts
   * @return {@code fold_0}, {@code fold_1}, {@code fold_2}, {@link #PRELIMINARY} or {@link #FINAL};
   *     empty if no folder tells
   */
  public static Optional<String> of(String path) {
    String[] folders = path.toLowerCase(Locale.ROOT).split("/", -1);
    for (int i = folders.length - 2; i >= 0; i--) {
      if (FOLD.matcher(folders[i]).matches()) {
        return Optional.of(folders[i]);
      }
      if (folders[i].contains("test_prelim_phase")) {
        return Optional.of(PRELIMINARY);
      }
      if (folders[i].contains("test_final_phase")) {
        return Optional.of(FINAL);
      }
    }
    return Optional.empty();
  }
}
