package org.allnet.data.cnmc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;
import org.allnet.data.folder.ClassFolders;
import org.allnet.data.folder.PartFolders;
import org.allnet.data.folder.TestedPeople;
import org.allnet.data.folder.UnreadTables;
import org.jspecify.annotations.Nullable;

/**
 * C-NMC 2019 (Gupta and Gupta, doi 10.7937/tcia.2019.dc64i46r) at any of its usual roots: the whole
 * set, the training data, one fold, the preliminary or the final test data, with or without their
 * archive's folder around them.
 */
public final class CnmcLayout {

  /** The part of an image that lies in no part's folder. */
  public static final String OUTSIDE = "training";

  private static final List<String> CLASSES = List.of("hem", "all");

  private static final int NAMED = 3;

  private CnmcLayout() {}

  /**
   * Whether the files are laid out so.
   *
   * @param found the files
   * @return whether one bears a training image's name, perhaps with further words, or lies in a
   *     test set's folder
   */
  public static boolean fits(FoundFiles found) {
    return found.images().stream()
        .anyMatch(
            file ->
                CnmcName.original(file.getFileName().toString()).isPresent()
                    || CnmcPart.of(file).filter(CnmcPart::isTest).isPresent());
  }

  private static boolean isTest(String part) {
    return CnmcPart.ofKey(part).filter(CnmcPart::isTest).isPresent();
  }

  /**
   * Reads the layout.
   *
   * @param found the files
   * @return the images
   * @throws org.allnet.data.InputException if the labels of a test set are broken, or an image of
   *     one name is in several folders
   */
  public static Layout read(FoundFiles found) {
    List<String> problems = new ArrayList<>();
    boolean preliminary =
        found.images().stream()
            .anyMatch(file -> CnmcPart.of(file).filter(CnmcPart.PRELIMINARY::equals).isPresent());
    Map<String, PreliminaryLabels.Row> labels =
        preliminary ? PreliminaryLabels.read(found, problems) : Map.of();
    Map<String, PreliminaryLabels.Row> finalLabels = FinalLabels.read(found, problems);
    Set<String> labelled = new HashSet<>();
    List<CellImage> images = new ArrayList<>();
    PartFolders folders = PartFolders.of(found.images().stream().map(found::name).toList());
    Set<String> originals = new HashSet<>();
    for (Path file : found.images()) {
      String fileName = file.getFileName().toString();
      if (CnmcName.of(fileName).isPresent()) {
        CnmcName.original(fileName).ifPresent(originals::add);
      }
    }
    List<String> copies = new ArrayList<>();
    for (Path file : found.images()) {
      String name = found.name(file);
      String fileName = file.getFileName().toString();
      String part = part(CnmcPart.of(file), folders.part(name, OUTSIDE));
      Optional<CnmcName> said = CnmcName.of(fileName);
      if (said.isEmpty() && !isTest(part)) {
        said =
            CnmcName.original(fileName)
                .filter(original -> !originals.contains(original))
                .flatMap(CnmcName::of);
        said.ifPresent(cell -> copies.add(name));
      }
      if (part.equals(CnmcPart.PRELIMINARY.key())) {
        labelled.add(PreliminaryLabels.key(fileName));
        images.add(labelled(name, file, part, labels));
      } else if (part.equals(CnmcPart.FINAL.key())) {
        images.add(labelled(name, file, part, finalLabels));
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
    if (!copies.isEmpty()) {
      problems.add(
          "%s, such as %s, and the cells themselves are not there: they are probably augmented or other copies, and several may show one cell; class and person are read from their names, but give the originals if you have them"
              .formatted(
                  Counted.of(copies.size(), "image")
                      .then(
                          "is named like a cell of C-NMC with further words",
                          "are named like cells of C-NMC with further words"),
                  copies.get(0)));
    }
    nameUnlabelled(images, CnmcPart.PRELIMINARY, labels, problems);
    nameUnlabelled(images, CnmcPart.FINAL, finalLabels, problems);
    if (preliminary) {
      long absent = labels.keySet().stream().filter(name -> !labelled.contains(name)).count();
      if (absent > 0) {
        problems.add(
            Counted.of(absent, "labelled preliminary image").outOf(labels.size()).are()
                + " not there");
      }
    }
    Set<String> read = new HashSet<>(Set.of(PreliminaryLabels.FILE, FinalLabels.FILE));
    if (preliminary) {
      PreliminaryLabels.files(found).forEach(file -> read.add(file.getFileName().toString()));
    }
    problems.addAll(UnreadTables.ofNamedImages(found, read));
    RepeatedCells.refuse(found.root().toString(), images);
    TestedPeople.describe(images).ifPresent(problems::add);
    return new Layout(
        DatasetKind.CNMC_2019.label(),
        DatasetKind.CNMC_2019,
        CLASSES,
        images,
        DatasetProblem.others(problems));
  }

  /** Names images of a test set that its table of labels lacks. */
  private static void nameUnlabelled(
      List<CellImage> images,
      CnmcPart part,
      Map<String, PreliminaryLabels.Row> labels,
      List<String> problems) {
    List<String> all =
        images.stream()
            .filter(image -> image.part().equals(part.key()))
            .map(CellImage::name)
            .toList();
    List<String> unlabelled =
        images.stream()
            .filter(image -> image.part().equals(part.key()) && image.label() == null)
            .map(CellImage::name)
            .toList();
    if (!labels.isEmpty() && !unlabelled.isEmpty()) {
      problems.add(
          "%s: %s%s"
              .formatted(
                  Counted.of(unlabelled.size(), part.key() + " image")
                      .outOf(all.size())
                      .then(
                          "is not in its table of labels and is unlabelled",
                          "are not in their table of labels and are unlabelled"),
                  String.join(", ", unlabelled.subList(0, Math.min(NAMED, unlabelled.size()))),
                  unlabelled.size() > NAMED ? ", ..." : ""));
    }
  }

  /**
   * Returns the part of an image.
   *
   * @param published the part of C-NMC that its folders name, empty if they name none
   * @param own the part that other folders name, null if none does
   * @return the test sets of C-NMC first, then the user's test images, then the training folds
   */
  public static String part(Optional<CnmcPart> published, @Nullable String own) {
    return published
        .filter(part -> part.isTest() || !ClassFolders.TEST_PART.equals(own))
        .map(CnmcPart::key)
        .orElse(own != null ? own : OUTSIDE);
  }

  private static CellImage labelled(
      String name, Path file, String part, Map<String, PreliminaryLabels.Row> labels) {
    PreliminaryLabels.Row row = labels.get(PreliminaryLabels.key(file.getFileName().toString()));
    return row == null
        ? new CellImage(name, file, part, null, null)
        : new CellImage(name, file, part, row.label(), row.subject());
  }

  /**
   * The table that the labels of the preliminary test set are read from.
   *
   * @param root the data set's folder
   * @return the table, below the folder or beside it; nothing if there is none
   */
  public static Optional<Path> preliminaryLabels(Path root) {
    return PreliminaryLabels.files(FoundFiles.below(root)).stream().findFirst();
  }

  /**
   * Reads a table of labels.
   *
   * @param table as {@link #preliminaryLabels} gives it
   * @return {@code all} or {@code hem} by {@link #labelKey}
   * @throws org.allnet.data.InputException if it is broken
   */
  public static Map<String, String> labelsOf(Path table) {
    Map<String, String> labels = new HashMap<>();
    PreliminaryLabels.read(table, new ArrayList<>())
        .forEach((image, row) -> labels.put(image, row.label()));
    return labels;
  }

  /**
   * What a test image is known by in tables of labels.
   *
   * @param fileName its file's name
   * @return the key
   */
  public static String labelKey(String fileName) {
    return PreliminaryLabels.key(fileName);
  }
}
