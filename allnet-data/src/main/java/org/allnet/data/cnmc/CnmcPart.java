package org.allnet.data.cnmc;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;

/**
 * A part of C-NMC 2019, told by the folders that a file lies in.
 *
 * @param key its name: {@code fold_0}, {@code fold_1}, {@code fold_2}, {@code preliminary} or
 *     {@code final}
 */
public record CnmcPart(String key) {

  /** The preliminary test set: labelled by a CSV file. */
  public static final CnmcPart PRELIMINARY = new CnmcPart("preliminary");

  /** The final test set: without labels, 600x600. */
  public static final CnmcPart FINAL = new CnmcPart("final");

  /**
   * Side of all other parts' images in pixels. The final test set is cut to this in its middle, so
   * that cells have the scale of the training set.
   */
  public static final int SIDE = 450;

  private static final String FOLDS = "fold_";
  private static final Pattern FOLD = Pattern.compile(FOLDS + "\\d");

  /**
   * The part that an image of a data set is in.
   *
   * @param dataset the data set
   * @param image one of its images
   * @return empty if the data set is not C-NMC 2019, or no folder tells the part
   */
  public static Optional<CnmcPart> of(Dataset dataset, CellImage image) {
    return dataset.kind() == DatasetKind.CNMC_2019 ? ofKey(image.part()) : Optional.empty();
  }

  /**
   * Finds a part by its name.
   *
   * @param key the name
   * @return empty if no part has this name
   */
  public static Optional<CnmcPart> ofKey(String key) {
    CnmcPart part = new CnmcPart(key);
    return part.isTest() || part.isFold() ? Optional.of(part) : Optional.empty();
  }

  /**
   * The part that a file belongs to.
   *
   * @param file the file
   * @return as {@link #of(String)} for its absolute path
   */
  public static Optional<CnmcPart> of(Path file) {
    return of(file.toAbsolutePath().normalize().toString().replace('\\', '/'));
  }

  /**
   * The part that a file belongs to.
   *
   * @param path the file's path with {@code /} between the parts
   * @return empty if no folder tells
   */
  public static Optional<CnmcPart> of(String path) {
    String[] folders = path.toLowerCase(Locale.ROOT).split("/", -1);
    for (int i = folders.length - 2; i >= 0; i--) {
      if (FOLD.matcher(folders[i]).matches()) {
        return Optional.of(new CnmcPart(folders[i]));
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

  /** {@return whether it is a test set} */
  public boolean isTest() {
    return equals(PRELIMINARY) || equals(FINAL);
  }

  /** {@return whether it is a fold of the training part} */
  public boolean isFold() {
    return key.startsWith(FOLDS);
  }
}
