package org.allnet.data.folder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.DatasetProblem.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which of the folders above an image names its class, its part and its person, found from the
 * names of all images together.
 *
 * @param part which folder names the part, -1 for none
 * @param label which folder names the class, -1 for none
 * @param subject which folder names the person, -1 for none
 * @param strangers folders at the subject's place that name no person
 * @param problems what is odd, a line each
 */
record FolderReading(
    int part, int label, int subject, Set<String> strangers, List<DatasetProblem> problems) {

  private static final int NAMED = 4;

  /** Folders below a first-level folder: first-level name to second-level names. */
  private record Levels(
      Map<String, Set<String>> below,
      Set<String> thirds,
      boolean allTwo,
      boolean anyThree,
      boolean loose) {

    static Levels of(List<String> names) {
      Map<String, Set<String>> below = new TreeMap<>();
      Set<String> thirds = new TreeSet<>();
      boolean allTwo = true;
      boolean anyThree = false;
      boolean loose = false;
      for (String name : names) {
        String[] path = name.split("/", -1);
        if (path.length == 1) {
          loose = true;
          continue;
        }
        Set<String> second = below.computeIfAbsent(path[0], key -> new TreeSet<>());
        if (path.length > 2) {
          second.add(path[1]);
        }
        allTwo &= path.length > 2;
        anyThree |= path.length > 3;
        if (path.length > 3) {
          thirds.add(path[2]);
        }
      }
      return new Levels(below, thirds, allTwo, anyThree, loose);
    }

    Set<String> tops() {
      return below.keySet();
    }

    Set<String> seconds() {
      return below.values().stream()
          .flatMap(Set::stream)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Second-level folders of one name below several first-level ones. */
    Set<String> shared() {
      Set<String> shared = new TreeSet<>();
      Set<String> seen = new TreeSet<>();
      below.values().stream()
          .flatMap(Set::stream)
          .filter(name -> !seen.add(name))
          .forEach(shared::add);
      return shared;
    }

    boolean sameBelowAll() {
      return below.size() > 1 && below.values().stream().distinct().count() == 1;
    }
  }

  /**
   * Reads the folders.
   *
   * @param root what to call the data set in messages
   * @param names the images' paths below the root, with {@code /} between the parts
   * @throws InputException if the folders are copies of one data set or persons rather than
   *     classes, or if the names of some speak against what the others are
   */
  static FolderReading of(String root, List<String> names) {
    FolderReading reading = read(root, names);
    FolderDoubts.refuse(root, names, reading);
    List<DatasetProblem> problems = new ArrayList<>(reading.problems);
    problems.addAll(reading.nobodys(names));
    return new FolderReading(
        reading.part, reading.label, reading.subject, reading.strangers, problems);
  }

  /** A line for images without a person beside those of persons. */
  private List<DatasetProblem> nobodys(List<String> names) {
    List<String> nobodys =
        names.stream()
            .filter(name -> subject >= 0 && folder(name, label) != null && person(name) == null)
            .sorted()
            .toList();
    Counted lying = Counted.of(nobodys.size(), "image");
    return nobodys.isEmpty()
        ? List.of()
        : List.of(
            DatasetProblem.of(
                Kind.UNTOLD_SUBJECTS,
                "%s in no folder with the name of a patient beside such folders, and whose %s is unknown: %s; a subjects.csv can say it"
                    .formatted(
                        lying.then("lies", "lie"),
                        lying.either("it is", "they are"),
                        some(nobodys))));
  }

  /** The person whose folder an image lies in, null if there is none. */
  @Nullable String person(String name) {
    String folder = folder(name, subject);
    return folder == null || strangers.contains(folder) ? null : folder;
  }

  private static FolderReading read(String root, List<String> names) {
    Levels levels = Levels.of(names);
    if (levels.tops().isEmpty()) {
      return new FolderReading(-1, -1, -1, Set.of(), List.of());
    }
    if (FolderWords.areParts(levels.tops())) {
      return inParts(root, names, levels);
    }
    if (FolderWords.arePatients(levels.tops())) {
      return ofPatients(root, levels);
    }
    if (levels.tops().size() == 1 && levels.allTwo() && isWrapper(levels)) {
      return below(root, names);
    }
    refuseOtherFolders(root, levels);
    return classesFirst(levels);
  }

  /** Parts first, or parts alone. */
  private static FolderReading inParts(String root, List<String> names, Levels levels) {
    if (!levels.allTwo()) {
      return levels.seconds().isEmpty()
          ? new FolderReading(
              0,
              -1,
              -1,
              Set.of(),
              List.of(
                  DatasetProblem.of(
                      Kind.UNTOLD_CLASSES,
                      "folders %s are parts without class folders in them, so that their images are unlabelled"
                          .formatted(some(levels.tops())))))
          : refused(root, unlabelledBeside(root, names));
    }
    return below(root, names);
  }

  /** What to do about parts of which only some have all of their images in class folders. */
  private static String unlabelledBeside(String root, List<String> names) {
    Set<String> loose = new TreeSet<>();
    Set<String> withClasses = new TreeSet<>();
    for (String name : names) {
      String[] path = name.split("/", -1);
      if (path.length > 1) {
        (path.length == 2 ? loose : withClasses).add(path[0]);
      }
    }
    Set<String> whole = new TreeSet<>(withClasses);
    whole.removeAll(loose);
    return "images of %s lie in no class folder, beside class folders in %s; %sput all into class folders"
        .formatted(
            some(loose),
            some(withClasses),
            FolderWords.preferred(whole)
                .map(part -> "give %s/%s alone, or ".formatted(root, part))
                .orElse(""));
  }

  /** The reading of what lies below the first folder, which is a part or a mere wrapper. */
  private static FolderReading below(String root, List<String> names) {
    List<String> rest = new ArrayList<>();
    Set<String> tops = new TreeSet<>();
    for (String name : names) {
      int slash = name.indexOf('/');
      if (slash > 0) {
        rest.add(name.substring(slash + 1));
        tops.add(name.substring(0, slash));
      }
    }
    FolderReading inner = read(tops.size() == 1 ? root + "/" + tops.iterator().next() : root, rest);
    boolean parts = FolderWords.areParts(tops);
    // A lone part tells nothing apart; the parts in it do.
    boolean innerParts = tops.size() == 1 && inner.part >= 0;
    return new FolderReading(
        parts && !innerParts ? 0 : inner.part + (inner.part < 0 ? 0 : 1),
        inner.label + (inner.label < 0 ? 0 : 1),
        inner.subject + (inner.subject < 0 ? 0 : 1),
        inner.strangers,
        inner.problems);
  }

  private static FolderReading ofPatients(String root, Levels levels) {
    Set<String> seconds = levels.seconds();
    boolean classesBelow =
        levels.allTwo()
            && seconds.size() > 1
            && !FolderWords.arePatients(seconds)
            && (seconds.size() < levels.tops().size() || isKnown(seconds) || levels.sameBelowAll());
    if (!classesBelow) {
      return refused(
          root,
          "folders %s look like patients, not classes; put a folder for each class above them, as in CLASS/PATIENT/image.png"
              .formatted(some(levels.tops())));
    }
    return new FolderReading(
        -1,
        1,
        0,
        Set.of(),
        List.of(
            DatasetProblem.other(
                "folders %s are read as patients, the folders in them (%s) as classes"
                    .formatted(some(levels.tops()), some(seconds)))));
  }

  private static boolean isKnown(Set<String> folders) {
    return folders.stream().anyMatch(name -> ClassNames.of(name, folders) != Meaning.UNKNOWN);
  }

  /** A lone folder around class folders or parts. */
  private static boolean isWrapper(Levels levels) {
    Set<String> seconds = levels.seconds();
    return !isKnown(levels.tops())
        && ((seconds.size() > 1 && isKnown(seconds))
            || (levels.anyThree() && FolderWords.areParts(seconds)));
  }

  private static void refuseOtherFolders(String root, Levels levels) {
    Set<String> seconds = levels.seconds();
    boolean inner =
        FolderWords.areParts(seconds) || FolderWords.arePatients(seconds) || isKnown(levels.tops());
    if (levels.tops().size() < 2 || !levels.allTwo() || inner) {
      return;
    }
    if (seconds.size() > 1 && levels.sameBelowAll()) {
      refused(
          root,
          "folders %s hold folders of the same names (%s), so they look like copies or parts of one data set, not like classes; give one of them%s"
              .formatted(
                  some(levels.tops()),
                  some(seconds),
                  FolderWords.preferred(levels.tops())
                      .map(top -> ", such as %s/%s".formatted(root, top))
                      .orElse("")));
    }
    Set<String> cells = levels.shared();
    cells.removeIf(name -> !FolderWords.isBloodCell(name));
    if (!cells.isEmpty() && levels.tops().stream().noneMatch(FolderWords::isBloodCell)) {
      refused(
          root,
          "folders %s hold folders of the same cells (%s), so they look like places, copies or parts of one data set, not like classes; put a folder for each class first, as in CLASS/PLACE/image.png, or give one of them; if %s are the classes, put all images of each into its folder itself"
              .formatted(some(levels.tops()), some(cells), some(levels.tops())));
    }
    if (isKnown(seconds)) {
      refused(
          root,
          "the classes seem to be in the second folder (%s) and the first (%s) to be patients, copies or parts; put a folder for each class first, as in CLASS/PATIENT/image.png, or give one of the folders"
              .formatted(some(seconds), some(levels.tops())));
    }
  }

  /** Classes, parts in them, and perhaps folders of patients in these. */
  private static FolderReading withinParts(Set<String> thirds) {
    boolean patients = FolderWords.arePatients(thirds);
    return new FolderReading(
        1,
        0,
        patients ? 2 : -1,
        Set.of(),
        patients || thirds.isEmpty()
            ? List.of()
            : List.of(
                DatasetProblem.of(
                    Kind.UNTOLD_SUBJECTS,
                    "folders within the parts, such as %s, are not read as subjects; a subjects.csv can say whose the images are"
                        .formatted(some(thirds)))));
  }

  private static FolderReading classesFirst(Levels levels) {
    Set<String> seconds = levels.seconds();
    if (levels.allTwo() && FolderWords.areParts(seconds)) {
      return withinParts(levels.thirds());
    }
    boolean sizes = levels.sameBelowAll() && seconds.stream().allMatch(FolderWords::isNumber);
    if (FolderWords.arePatients(seconds) && !sizes) {
      return new FolderReading(-1, 0, 1, Set.of(), severalClasses(levels));
    }
    if (seconds.stream().anyMatch(FolderWords::isNamedPatient)) {
      Set<String> strangers = new TreeSet<>(seconds);
      strangers.removeIf(FolderWords::isNamedPatient);
      strangers.removeIf(FolderWords::isControl);
      return new FolderReading(-1, 0, 1, strangers, List.of());
    }
    List<DatasetProblem> problems = new ArrayList<>();
    boolean said = levels.allTwo() || seconds.stream().anyMatch(FolderWords::isPatient);
    if (said && levels.tops().size() > 1) {
      problems.add(
          DatasetProblem.of(
              Kind.UNTOLD_SUBJECTS,
              "folders within the classes, such as %s, are not read as subjects%s; a subjects.csv can say whose the images are"
                  .formatted(
                      some(seconds),
                      sizes
                          ? ", since every class has the same numbers, as sizes do; if they are people, call them P"
                              + seconds.iterator().next()
                              + " and so on"
                          : "")));
    }
    return new FolderReading(-1, 0, -1, Set.of(), problems);
  }

  /** A line for persons that are in several classes. */
  private static List<DatasetProblem> severalClasses(Levels levels) {
    Set<String> shared = levels.shared();
    return shared.isEmpty()
        ? List.of()
        : List.of(
            DatasetProblem.other(
                "folders %s are in several classes, and each is read as one person with cells of these classes; if every class counts its people anew, call them otherwise in each, as in ALL_P1"
                    .formatted(some(shared))));
  }

  private static FolderReading refused(String root, String what) {
    throw InputException.in(root, what);
  }

  /** The first few of some folders' names. */
  static String some(Collection<String> folders) {
    List<String> names = List.copyOf(folders);
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (names.size() > NAMED ? ", ..." : "");
  }

  /** The folder of that index above an image, null if there is none. */
  static @Nullable String folder(String name, int index) {
    String[] path = name.split("/", -1);
    return index < 0 || index >= path.length - 1 ? null : path[index];
  }

  /** The folders of that index above images, in the order of their names. */
  static Set<String> foldersAt(Collection<String> names, int index) {
    Set<String> folders = new TreeSet<>();
    for (String name : names) {
      String folder = folder(name, index);
      if (folder != null) {
        folders.add(folder);
      }
    }
    return folders;
  }
}
