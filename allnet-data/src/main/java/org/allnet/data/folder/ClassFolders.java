package org.allnet.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.DatasetProblem.Kind;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;
import org.allnet.data.file.MissingValues;
import org.jspecify.annotations.Nullable;

/**
 * A folder for each class, with the class's images in it or below. Folders of parts ({@code train},
 * {@code test}, folds) above or in them, and folders of patients in them, are known by their names;
 * a file {@code subjects.csv} beside them may say whose the images are. A folder with images alone
 * is an unlabelled data set, unless the images have ALL-IDB's names.
 */
public final class ClassFolders {

  private static final String PART = "all";

  /** What parts are called that are kept for testing. */
  public static final String TEST_PART = "test";

  private ClassFolders() {}

  /**
   * Reads the layout.
   *
   * @param found the files
   * @return the images; classes in alphabetical order
   * @throws InputException if {@code subjects.csv} is broken or contradicts folders of patients, or
   *     the folders are copies of one data set or patients rather than classes, or the names of
   *     some files alone tell a part
   */
  public static Layout read(FoundFiles found) {
    List<DatasetProblem> problems = new ArrayList<>();
    List<String> names = found.images().stream().map(found::name).toList();
    FolderReading reading = FolderReading.of(found.root().toString(), names);
    Map<String, String> subjects = SubjectTable.read(found, reading::person, problems);
    FolderContradictions.refuse(found.root(), names, reading, subjects);
    RepeatedImages.refuse(found.root().toString(), names, reading, subjects);
    problems.addAll(DatasetProblem.others(UnreadTables.lines(found)));
    Map<String, Path> files = new HashMap<>();
    found.images().forEach(file -> files.put(found.name(file), file));
    return layout(
        String.valueOf(found.root().toAbsolutePath().normalize().getFileName()),
        names,
        reading,
        name -> files.getOrDefault(name, found.root().resolve(name)),
        subjects,
        problems);
  }

  /**
   * Reads the layout of images that are not at hand.
   *
   * @param dataset what to call the data set
   * @param paths the images' paths below its root, with {@code /} between the parts
   * @return the images; classes in alphabetical order
   * @throws InputException if the folders are copies of one data set or patients rather than
   *     classes, or the names of some files alone tell a part
   */
  public static Layout ofPaths(String dataset, List<String> paths) {
    FolderReading reading = FolderReading.of(dataset, paths);
    RepeatedImages.refuse(dataset, paths, reading, Map.of());
    return layout(dataset, paths, reading, Path::of, Map.of(), new ArrayList<>());
  }

  private static Layout layout(
      String dataset,
      List<String> names,
      FolderReading reading,
      Function<String, Path> fileOf,
      Map<String, String> subjects,
      List<DatasetProblem> problems) {
    Map<String, String> digits = AllIdbClasses.of(names, reading);
    reading.problems().stream()
        .filter(problem -> digits.isEmpty() || problem.kind() != Kind.UNTOLD_CLASSES)
        .filter(problem -> subjects.isEmpty() || problem.kind() != Kind.UNTOLD_SUBJECTS)
        .forEach(problems::add);
    Map<String, String> partsOfFiles =
        reading.part() < 0 && reading.label() >= 0
            ? PartsInFileNames.of(
                dataset,
                names.stream()
                    .filter(name -> FolderReading.folder(name, reading.label()) != null)
                    .toList())
            : Map.of();
    String ofImages = ImagesFolder.of(names, reading);
    Set<String> classes = new TreeSet<>();
    List<CellImage> images = new ArrayList<>();
    Map<String, Integer> noLabels = new TreeMap<>();
    int loose = 0;
    for (String name : names) {
      String folder =
          !digits.isEmpty()
              ? digits.get(name)
              : ofImages != null ? null : FolderReading.folder(name, reading.label());
      boolean nothing = folder != null && isNoLabel(folder);
      String label = nothing ? null : folder;
      if (label != null) {
        classes.add(label);
      } else if (nothing) {
        noLabels.merge(String.valueOf(folder), 1, Integer::sum);
      } else {
        loose++;
      }
      String subject = subjects.get(name);
      images.add(
          new CellImage(
              name,
              fileOf.apply(name),
              partsOfFiles.getOrDefault(name, part(FolderReading.folder(name, reading.part()))),
              label,
              subject == null ? reading.person(name) : subject));
    }
    if (!digits.isEmpty()) {
      problems.add(DatasetProblem.other(AllIdbClasses.describe(digits)));
    } else if (ofImages != null) {
      Map<String, Path> files = new HashMap<>();
      names.forEach(name -> files.put(name, fileOf.apply(name)));
      problems.add(DatasetProblem.other(ImagesFolder.describe(ofImages, files)));
    }
    if (loose > 0 && !digits.isEmpty()) {
      problems.add(
          DatasetProblem.other(
              "%s named otherwise and unlabelled".formatted(Counted.of(loose, "image").are())));
    } else if (loose > 0 && !classes.isEmpty()) {
      problems.add(
          DatasetProblem.other(
              Counted.of(loose, "image")
                  .then(
                      "lies beside the class folders and is unlabelled",
                      "lie beside the class folders and are unlabelled")
                  .toString()));
    }
    TestedPeople.describe(images).map(line -> DatasetProblem.other(line)).ifPresent(problems::add);
    MadeFolders.describe(dataset, names, reading)
        .map(line -> DatasetProblem.other(line))
        .ifPresent(problems::add);
    if (digits.isEmpty()) {
      FolderOfAll.describe(names, reading, classes)
          .map(line -> DatasetProblem.other(line))
          .ifPresent(problems::add);
    }
    ClassesInFileNames.describe(images, classes)
        .map(line -> DatasetProblem.other(line))
        .ifPresent(problems::add);
    UnknownClasses.describe(classes)
        .map(line -> DatasetProblem.other(line))
        .ifPresent(problems::add);
    noLabels.forEach(
        (folder, count) ->
            problems.add(
                DatasetProblem.other(
                    "%s unlabelled, as its name says; rename it if it is a class"
                        .formatted(
                            Counted.of(count, "image")
                                .then("in folder " + folder, "in folder " + folder)
                                .are()))));
    return new Layout(dataset, DatasetKind.CLASS_FOLDERS, List.copyOf(classes), images, problems);
  }

  /** Whether a folder says that nobody knows the class; marks alone may mean classes. */
  private static boolean isNoLabel(String folder) {
    return folder.codePoints().anyMatch(Character::isLetter) && MissingValues.is(folder);
  }

  private static String part(@Nullable String folder) {
    return folder == null ? PART : FolderWords.isTest(folder) ? TEST_PART : folder;
  }
}
