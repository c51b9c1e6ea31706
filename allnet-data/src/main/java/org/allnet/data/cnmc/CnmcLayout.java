package org.allnet.data.cnmc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;

/**
 * C-NMC 2019 (Gupta and Gupta, doi 10.7937/tcia.2019.dc64i46r) at any of its usual roots: the whole
 * set, the training data, one fold, the preliminary or the final test data, with or without their
 * archive's folder around them.
 */
public final class CnmcLayout {

  private static final List<String> CLASSES = List.of("hem", "all");
  private static final String OUTSIDE = "training";

  private CnmcLayout() {}

  /**
   * Whether the files are laid out so.
   *
   * @param found the files
   * @return whether one bears a training image's name or lies in a test set's folder
   */
  public static boolean fits(FoundFiles found) {
    return found.images().stream()
        .anyMatch(
            file ->
                CnmcName.of(file.getFileName().toString()).isPresent()
                    || isTest(CnmcPart.of(file).orElse("")));
  }

  private static boolean isTest(String part) {
    return part.equals(CnmcPart.PRELIMINARY) || part.equals(CnmcPart.FINAL);
  }

  /**
   * Reads the layout.
   *
   * @param found the files
   * @return the images
   * @throws org.allnet.data.InputException where the labels of the preliminary test set are broken
   */
  public static Layout read(FoundFiles found) {
    List<String> problems = new ArrayList<>();
    boolean preliminary =
        found.images().stream()
            .anyMatch(file -> CnmcPart.of(file).filter(CnmcPart.PRELIMINARY::equals).isPresent());
    Map<String, PreliminaryLabels.Row> labels =
        preliminary ? PreliminaryLabels.read(found, problems) : Map.of();
    Set<String> labelled = new HashSet<>();
    List<CellImage> images = new ArrayList<>();
    for (Path file : found.images()) {
      String name = found.name(file);
      String fileName = file.getFileName().toString();
      String part = CnmcPart.of(file).orElse(OUTSIDE);
      Optional<CnmcName> said = CnmcName.of(fileName);
      if (part.equals(CnmcPart.PRELIMINARY)) {
        PreliminaryLabels.Row row = labels.get(PreliminaryLabels.key(fileName));
        labelled.add(PreliminaryLabels.key(fileName));
        images.add(
            row == null
                ? new CellImage(name, file, part, null, null)
                : new CellImage(name, file, part, row.label(), row.subject()));
      } else if (part.equals(CnmcPart.FINAL)) {
        images.add(new CellImage(name, file, part, null, null));
      } else if (said.isPresent()) {
        CnmcName told = said.get();
        Path above = file.toAbsolutePath().getParent();
        String folder = above == null ? "" : String.valueOf(above.getFileName());
        if (CLASSES.contains(folder) && !folder.equals(told.label())) {
          problems.add(
              name
                  + ": its name says "
                  + told.label()
                  + " but it lies in "
                  + folder
                  + "; the name is believed");
        }
        images.add(new CellImage(name, file, part, told.label(), told.subject()));
      } else {
        problems.add(name + ": is not named as C-NMC 2019 names its images, and is left out");
      }
    }
    if (preliminary) {
      long absent = labels.keySet().stream().filter(name -> !labelled.contains(name)).count();
      if (absent > 0) {
        problems.add(
            absent + " of " + labels.size() + " labelled preliminary images are not there");
      }
    }
    return new Layout("C-NMC 2019", "C-NMC 2019", CLASSES, images, problems);
  }
}
