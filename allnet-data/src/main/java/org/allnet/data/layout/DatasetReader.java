package org.allnet.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.cnmc.CnmcLayout;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;
import org.allnet.data.folder.ClassFolders;
import org.jspecify.annotations.Nullable;

/** Finds out how a data set is laid out on disk and lists its images, without decoding one. */
public final class DatasetReader {

  /** The file by which painted cells are known. */
  public static final String SYNTHETIC_MARKER = "SYNTHETIC.txt";

  /**
   * How far above the given folder the marker is looked for: a fold's class folder is three down.
   */
  private static final int LEVELS_ABOVE = 3;

  private DatasetReader() {}

  /**
   * Opens a data set.
   *
   * @param root C-NMC 2019 at any of its usual roots, a folder of class folders, or a folder of
   *     unlabelled images
   * @param options how its classes are read
   * @return its images
   * @throws InputException where there is no such folder or no image in it
   * @throws OptionException where a class to be renamed or the positive class is unknown
   */
  public static Dataset open(Path root, DatasetOptions options) {
    FoundFiles found = FoundFiles.below(root);
    if (found.images().isEmpty()) {
      throw new InputException(
          root
              + ": holds no BMP, PNG, JPEG or TIFF image; give the folder with the images"
              + (found.passedOver().isEmpty()
                  ? ""
                  : " (" + String.join("; ", found.passedOver()) + ")"));
    }
    Layout layout = CnmcLayout.fits(found) ? CnmcLayout.read(found) : ClassFolders.read(found);
    List<String> problems = new ArrayList<>(layout.problems());
    problems.addAll(found.passedOver());
    return new Layout(layout.name(), layout.layout(), layout.classes(), layout.images(), problems)
        .toDataset(root, options, isSynthetic(found));
  }

  private static boolean isSynthetic(FoundFiles found) {
    if (found.others().stream()
        .anyMatch(file -> file.getFileName().toString().equals(SYNTHETIC_MARKER))) {
      return true;
    }
    Path above = found.root().toAbsolutePath().normalize().getParent();
    return above != null && isMarked(above, LEVELS_ABOVE);
  }

  /**
   * Returns whether a folder of images is part of a synthetic data set.
   *
   * @param folder the folder that an image is in
   */
  public static boolean isInSyntheticDataset(Path folder) {
    return isMarked(folder.toAbsolutePath().normalize(), LEVELS_ABOVE + 1);
  }

  private static boolean isMarked(Path lowest, int folders) {
    @Nullable Path folder = lowest;
    for (int i = 0; i < folders && folder != null; i++) {
      if (Files.exists(folder.resolve(SYNTHETIC_MARKER))) {
        return true;
      }
      folder = folder.getParent();
    }
    return false;
  }
}
