package org.allnet.data.folder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a reading of folders: names of parts, persons, copies or classes that the
 * reading takes for something else. Such a data set is refused, since its metrics would be of other
 * classes than the user's, or of images that were kept for testing.
 */
final class FolderDoubts {

  private final String root;
  private final List<String> names;
  private final FolderReading reading;
  private final Set<String> labels = new TreeSet<>();

  private FolderDoubts(String root, List<String> names, FolderReading reading) {
    this.root = root;
    this.names = names;
    this.reading = reading;
    for (String name : names) {
      String label = FolderReading.folder(name, reading.label());
      if (label != null) {
        labels.add(label);
      }
    }
  }

  /**
   * Refuses a reading that the names of folders speak against.
   *
   * @param root what to call the data set in messages
   * @param names the images' paths below the root
   * @param reading what the folders are taken for
   * @throws InputException if there is such a name
   */
  static void refuse(String root, List<String> names, FolderReading reading) {
    if (reading.label() < 0) {
      return;
    }
    FolderDoubts doubts = new FolderDoubts(root, names, reading);
    doubts.refuseSets();
    doubts.refuseParts();
    doubts.refusePatients();
    doubts.refuseClassesBelow();
    doubts.refuseCopies();
    doubts.refuseCopiesBelow();
    doubts.refuseRepeatedNamesBelow();
    CompoundNames.of(doubts.labels).ifPresent(doubts::refused);
    CompoundNames.copies(doubts.labels).ifPresent(doubts::refused);
    ClassVersions.describe(doubts.labels).ifPresent(doubts::refused);
  }

  /** Data sets beside one another, each of which has all classes. */
  private void refuseSets() {
    if (labels.size() > 1 && labels.stream().allMatch(FolderWords::isSet)) {
      refused(
          "folders %s are named like data sets, not like classes; give one of them alone, such as %s/%s, or make a folder for each class"
              .formatted(FolderReading.some(labels), root, labels.iterator().next()));
    }
  }

  private void refuseParts() {
    Set<String> parts = new TreeSet<>();
    Set<String> ways = new TreeSet<>();
    boolean withinClasses = false;
    for (String name : names) {
      String[] path = name.split("/", -1);
      for (int i = 0; i < path.length - 1; i++) {
        if (i != reading.part() && FolderWords.isPart(path[i]) && !isLone(i)) {
          parts.add(way(path, i));
          ways.add(path[0]);
          withinClasses |= i > reading.label();
        }
      }
    }
    if (!parts.isEmpty()) {
      refused(
          "folders %s have names of parts (train, test, fold), but not all images lie in parts at one level; lay them out as PART/CLASS/image.png%s"
              .formatted(
                  FolderReading.some(parts),
                  withinClasses
                      ? ""
                      : FolderWords.preferred(ways)
                          .map(
                              way ->
                                  ", or give one folder alone, such as %s/%s".formatted(root, way))
                          .orElse("")));
    }
  }

  /** Whether one folder of that level is above all images, so that it tells nothing apart. */
  private boolean isLone(int level) {
    return level < reading.label()
        && names.stream().map(name -> FolderReading.folder(name, level)).distinct().count() == 1;
  }

  private void refusePatients() {
    Set<String> patients = new TreeSet<>(labels);
    patients.removeIf(label -> !FolderWords.isPatient(label));
    if (!patients.isEmpty()) {
      Set<String> others = new TreeSet<>(labels);
      others.removeAll(patients);
      refused(
          "folders %s look like patients or dates, not classes%s; put a folder for each class above them, as in CLASS/PATIENT/image.png"
              .formatted(
                  FolderReading.some(patients),
                  others.isEmpty() ? "" : ", beside " + FolderReading.some(others)));
    }
  }

  private void refuseClassesBelow() {
    Map<String, Set<String>> children = new HashMap<>();
    Map<String, String> labelOf = new HashMap<>();
    for (String name : names) {
      String[] path = name.split("/", -1);
      for (int i = reading.label() + 1; i < path.length - 1; i++) {
        if (i != reading.part() && i != reading.subject()) {
          String parent = way(path, i - 1);
          children.computeIfAbsent(parent, key -> new TreeSet<>()).add(path[i]);
          labelOf.put(parent, path[reading.label()]);
        }
      }
    }
    List<String> parents = new ArrayList<>(new TreeSet<>(children.keySet()));
    // Advice must not name the images that are kept for testing.
    parents.sort(Comparator.comparing(parent -> keptAbove(parent)));
    for (String parent : parents) {
      Set<String> below = children.getOrDefault(parent, Set.of());
      boolean sick = means(below, Meaning.SICK);
      boolean healthy = means(below, Meaning.HEALTHY);
      String label = labelOf.getOrDefault(parent, parent);
      boolean known = ClassNames.of(label, labels) != Meaning.UNKNOWN;
      if ((sick && healthy) || ((sick || healthy) && !known)) {
        refused(
            "folder %s holds folders with names of classes (%s), but the first folders would be the classes (%s); %sput a folder for each class first"
                .formatted(
                    parent,
                    FolderReading.some(below),
                    FolderReading.some(labels),
                    keptAbove(parent)
                        ? ""
                        : "give %s/%s alone, or ".formatted(root, deepest(parent, children))));
      }
    }
  }

  /**
   * The folder with names of classes in it that is furthest below one, all of whose images it has.
   */
  private String deepest(String parent, Map<String, Set<String>> children) {
    String best = parent;
    String way = parent;
    while (true) {
      Set<String> below = children.getOrDefault(way, Set.of());
      String inner = below.size() == 1 ? way + "/" + below.iterator().next() : "";
      if (!children.containsKey(inner) || holdsImages(way)) {
        return best;
      }
      way = inner;
      Set<String> folders = children.getOrDefault(way, Set.of());
      if (means(folders, Meaning.SICK) || means(folders, Meaning.HEALTHY)) {
        best = way;
      }
    }
  }

  /** Whether images lie in a folder itself. */
  private boolean holdsImages(String way) {
    return names.stream()
        .anyMatch(name -> name.lastIndexOf('/') == way.length() && name.startsWith(way));
  }

  /** Whether a folder, or one above it, is kept for testing. */
  private static boolean keptAbove(String way) {
    return Stream.of(way.split("/", -1)).anyMatch(FolderWords::speaksOfTests);
  }

  private static boolean means(Set<String> folders, Meaning meaning) {
    return folders.stream().anyMatch(name -> ClassNames.of(name, folders) == meaning);
  }

  private void refuseCopies() {
    Set<String> copies = new TreeSet<>(labels);
    boolean whiteCells = labels.stream().anyMatch(FolderWords::isWhiteCell);
    copies.removeIf(
        label -> !FolderWords.isCopy(label) || (whiteCells && FolderWords.isSegmented(label)));
    boolean holdFolders =
        names.stream()
            .anyMatch(
                name -> {
                  String label = FolderReading.folder(name, reading.label());
                  return label != null && copies.contains(label) && folderBelow(name) != null;
                });
    if (copies.size() > 1 || holdFolders) {
      refused(
          "folders %s look like copies of one data set, not like classes; give one of them alone, such as %s/%s"
              .formatted(
                  FolderReading.some(copies),
                  root,
                  FolderWords.preferred(copies).orElse(copies.iterator().next())));
    }
    refuseRepeatedNames(copies);
    refuseLoneCopies(copies);
  }

  /** One folder that is named like copies or like images, beside several classes. */
  private void refuseLoneCopies(Set<String> copies) {
    Set<String> strangers = new TreeSet<>(copies);
    labels.stream().filter(ImagesFolder::isOfImages).forEach(strangers::add);
    Set<String> others = new TreeSet<>(labels);
    others.removeAll(strangers);
    if (!strangers.isEmpty() && others.size() > 1) {
      refused(
          "folder %s is named like copies or like a place of images, not like a class, and would be one beside %s; move it out of %s, or rename it if it is a class"
              .formatted(FolderReading.some(strangers), FolderReading.some(others), root));
    }
  }

  /** Refuses a folder beside the classes whose files are named like those of one class. */
  private void refuseRepeatedNames(Set<String> copies) {
    CopiedNames files = new CopiedNames();
    for (String name : names) {
      String label = FolderReading.folder(name, reading.label());
      if (label != null) {
        files.add(label, fileName(name));
      }
    }
    for (String copy : copies) {
      files.folders().stream()
          .filter(other -> !other.equals(copy) && files.repeat(copy, other))
          .findFirst()
          .ifPresent(other -> refusedCopy(copy, other, files.count(copy)));
    }
    List<String> last = new ArrayList<>(files.folders());
    Collections.reverse(last);
    for (String label : last) {
      String original = files.original(label);
      if (original != null && ClassNames.of(label, labels) == Meaning.UNKNOWN) {
        refusedCopy(label, original, files.count(label));
      }
    }
  }

  /** Refuses a folder within a class or patient whose files are named like those beside it. */
  private void refuseRepeatedNamesBelow() {
    CopiedNames files = new CopiedNames();
    Set<String> people = new HashSet<>();
    for (String name : names) {
      String[] path = name.split("/", -1);
      files.add(way(path, path.length - 2), fileName(name));
      if (path.length - 2 == reading.subject() && reading.person(name) != null) {
        people.add(way(path, path.length - 2));
      }
    }
    for (String folder : files.folders()) {
      int slash = folder.lastIndexOf('/');
      int depth = folder.split("/", -1).length - 1;
      if (depth > reading.label() && depth != reading.part() && !people.contains(folder)) {
        String parent = folder.substring(0, slash);
        if (files.repeatTelling(folder, parent)) {
          refusedCopy(folder, parent, files.count(folder));
        }
      }
    }
  }

  private void refusedCopy(String copy, String original, int count) {
    refused(
        "folder %s looks like copies or masks of the images in %s: %s; move it out of %s, or give a folder with the class folders alone; if it holds other cells, rename its files"
            .formatted(
                copy,
                original,
                count == 1
                    ? "its image is named like one there"
                    : "all of its " + count + " images are named like images there",
                root));
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Copies or masks within classes or patients would be taken for further images of these. */
  private void refuseCopiesBelow() {
    Map<String, Set<String>> children = new HashMap<>();
    for (String name : names) {
      String[] path = name.split("/", -1);
      for (int i = reading.label() + 1; i < path.length; i++) {
        String below = i < path.length - 1 ? path[i] : "";
        children.computeIfAbsent(way(path, i - 1), key -> new TreeSet<>()).add(below);
      }
    }
    Set<String> copies = new TreeSet<>();
    children.forEach(
        (parent, below) -> {
          List<String> found = below.stream().filter(FolderWords::isCopy).toList();
          boolean made = found.stream().anyMatch(FolderWords::isMade) && below.size() > 1;
          if (found.size() > 1 || made || (!found.isEmpty() && below.contains(""))) {
            found.forEach(copy -> copies.add(parent + "/" + copy));
          }
        });
    if (!copies.isEmpty()) {
      refused(
          "folders %s look like copies or masks of the images beside them, and would be read as further images; move all but one kind of them out of %s"
              .formatted(FolderReading.some(copies), root));
    }
  }

  private @Nullable String folderBelow(String name) {
    return FolderReading.folder(name, reading.label() + 1);
  }

  private static String way(String[] path, int last) {
    return String.join("/", List.of(path).subList(0, last + 1));
  }

  private void refused(String what) {
    throw InputException.in(root, what);
  }
}
