package org.allnet.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.cnmc.CnmcLayout;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;
import org.allnet.data.folder.ClassFolders;

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
          root + ": holds no BMP, PNG, JPEG or TIFF image; give the folder with the images");
    }
    Layout layout = CnmcLayout.fits(found) ? CnmcLayout.read(found) : ClassFolders.read(found);
    List<String> problems = new ArrayList<>(layout.problems());
    for (Path link : found.links()) {
      problems.add(found.name(link) + ": is a link and was passed over");
    }
    List<CellImage> images = new ArrayList<>(layout.images());
    images.replaceAll(image -> renamed(image, options));
    images.sort(Comparator.comparing(CellImage::name));
    return new Dataset(
        layout.name(),
        root,
        layout.layout(),
        classes(layout, options),
        images,
        isSynthetic(found),
        problems);
  }

  private static CellImage renamed(CellImage image, DatasetOptions options) {
    String label = image.label();
    return label == null
        ? image
        : new CellImage(
            image.name(),
            image.file(),
            image.part(),
            options.renames().getOrDefault(label, label),
            image.subject());
  }

  private static ClassSet classes(Layout layout, DatasetOptions options) {
    for (String old : options.renames().keySet()) {
      if (!layout.classes().contains(old)) {
        throw new OptionException(
            "--classes: '" + old + "' is no class of this data set; it has " + layout.classes());
      }
    }
    Set<String> names = new LinkedHashSet<>();
    for (String name : layout.classes()) {
      names.add(options.renames().getOrDefault(name, name));
    }
    ClassSet classes = ClassSet.of(names.isEmpty() ? List.of("unlabelled") : List.copyOf(names));
    return options.positive() == null ? classes : classes.withPositive(options.positive());
  }

  private static boolean isSynthetic(FoundFiles found) {
    if (found.others().stream()
        .anyMatch(file -> file.getFileName().toString().equals(SYNTHETIC_MARKER))) {
      return true;
    }
    Path folder = found.root().toAbsolutePath().normalize();
    for (int level = 0; level < LEVELS_ABOVE && folder.getParent() != null; level++) {
      folder = folder.getParent();
      if (Files.exists(folder.resolve(SYNTHETIC_MARKER))) {
        return true;
      }
    }
    return false;
  }
}
