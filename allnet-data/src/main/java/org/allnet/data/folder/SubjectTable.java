package org.allnet.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.DatasetProblem.Kind;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.ColumnNames;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.LongerPaths;
import org.allnet.data.file.WrittenPaths;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code subjects.csv} of a data set: whose image each one is. Images are named by their
 * path below the root; the file's own name, or the end of its path, is enough if only one image has
 * it.
 */
public final class SubjectTable {

  /** What the file is called. */
  public static final String FILE = "subjects.csv";

  private static final int MOST_NAMED = 5;
  private static final Set<String> CLASSES =
      Set.of("label", "labels", "class", "class_name", "target", "diagnosis", "category");

  private final String folder;
  private final List<String> images;
  private final WrittenPaths written;

  private SubjectTable(String folder, List<String> images) {
    this.folder = folder;
    this.images = images;
    this.written = new WrittenPaths(images);
  }

  /**
   * Writes whose images are.
   *
   * @param file where to
   * @param subjects the subject of each image, in the order of the rows
   * @throws org.allnet.data.RunException if the file can't be written
   */
  static void write(Path file, Map<String, String> subjects) {
    List<List<String>> rows = new ArrayList<>();
    subjects.forEach((image, subject) -> rows.add(List.of(image, subject)));
    Csv.write(file, FileFormat.SUBJECTS, List.of("image", "subject"), rows);
  }

  /**
   * Reads the file, whatever the case of its name.
   *
   * @param found the files of the data set
   * @param folderPerson whom the folder of an image names, null if it names nobody
   * @param problems takes a line for rows that name no image, and for images without a row
   * @return the subject of each image that has one; empty if there is no such file
   * @throws InputException if it is broken or gives an image two subjects
   */
  public static Map<String, String> read(
      FoundFiles found,
      Function<String, @Nullable String> folderPerson,
      List<DatasetProblem> problems) {
    List<Path> files =
        found.others().stream()
            .filter(file -> found.name(file).equalsIgnoreCase(FILE))
            .sorted()
            .toList();
    if (files.isEmpty()) {
      return Map.of();
    }
    if (files.size() > 1) {
      throw InputException.in(
          files.get(1), "is a second file of subjects beside %s; keep one".formatted(files.get(0)));
    }
    List<String> images = found.images().stream().map(found::name).toList();
    return new SubjectTable(folderName(found.root()), images)
        .subjects(files.get(0), folderPerson, problems);
  }

  private Map<String, String> subjects(
      Path file, Function<String, @Nullable String> folderPerson, List<DatasetProblem> problems) {
    CsvTable table = Csv.read(file, FileFormat.SUBJECTS);
    return switch (table.version()) {
      case 1 -> version1(table, folderPerson, problems);
      default -> throw FileFormat.SUBJECTS.unread(table.version());
    };
  }

  private Map<String, String> version1(
      CsvTable table,
      Function<String, @Nullable String> folderPerson,
      List<DatasetProblem> problems) {
    int image = table.column(ColumnNames.image());
    int subject =
        ColumnNames.findSubject(table.file(), table.header()).orElseGet(() -> personColumn(table));
    String others = classColumn(table.header());
    if (!others.isEmpty()) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s: column '%s' is not read; an image's class is read from its folder"
                  .formatted(FILE, others)));
    }
    PartColumns.of(table)
        .ifPresent(
            part ->
                problems.add(
                    DatasetProblem.of(
                        Kind.SUBJECT_TABLE,
                        "%s: column '%s' is not read; images are kept for testing only in folders such as test, so that those it keeps may be trained on"
                            .formatted(FILE, part))));
    Map<String, String> subjects = new TreeMap<>();
    List<String> strangers = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    Map<String, Integer> nobody = new TreeMap<>();
    List<LongerPaths.Row> named =
        table.rows().stream()
            .map(row -> FileNames.canonical(row.get(image)))
            .map(name -> new LongerPaths.Row(name, written.meant(name)))
            .toList();
    LongerPaths paths = paths(named, table.file());
    Set<String> people = new HashSet<>();
    table.rows().forEach(row -> people.add(FileNames.text(row.get(subject))));
    for (int i = 0; i < named.size(); i++) {
      String name = named.get(i).name();
      List<String> row = table.rows().get(i);
      String text = FileNames.text(row.get(subject));
      String person = SubjectNames.isNobodyAmong(text, people) ? null : SubjectNames.named(text);
      List<String> meant = paths.leadsHere(named.get(i)) ? named.get(i).images() : List.of();
      if (meant.size() != 1) {
        (meant.isEmpty() ? strangers : unclear).add(name);
      } else if (person != null) {
        put(subjects, meant.get(0), person, table.file());
      } else if (!text.isEmpty()) {
        nobody.merge(text, 1, Integer::sum);
      }
    }
    nobody.forEach(
        (text, count) ->
            problems.add(
                DatasetProblem.of(
                    Kind.SUBJECT_TABLE,
                    "%s: '%s' is no person, in %s"
                        .formatted(FILE, text, Counted.of(count, "row")))));
    SeveralPeople.describe(subjects.values())
        .ifPresent(
            line ->
                problems.add(
                    DatasetProblem.of(Kind.SUBJECT_TABLE, "%s: %s".formatted(FILE, line))));
    List<String> shortened = subjects.values().stream().filter(SubjectNames::isShortened).toList();
    if (!shortened.isEmpty()) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s: %s a subject such as %s, which is how a spreadsheet shortens long numbers, so several people may have become one; write the numbers out"
                  .formatted(
                      FILE, Counted.of(shortened.size(), "image").have(), shortened.get(0))));
    }
    long same =
        subjects.entrySet().stream()
            .filter(one -> SubjectNames.repeatsImage(one.getValue(), one.getKey()))
            .count();
    if (same > 1 && same * 2 >= subjects.size()) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s: the subject of %d images repeats the image's name, so that each counts as a person"
                  .formatted(FILE, same)));
    } else if (SubjectNames.areOfOneImageEach(subjects.values())) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s: each of %d images has a subject of its own, so that each counts as a person; if column '%s' numbers images or cells, write whose they are"
                  .formatted(FILE, subjects.size(), table.header().get(subject))));
    }
    if (!strangers.isEmpty()) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s names %s not there: %s"
                  .formatted(
                      FILE,
                      Counted.of(strangers.size(), "image").then("that is", "that are"),
                      some(strangers))));
    }
    if (!unclear.isEmpty()) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s: %s could be any of several images; write their folders too, such as %s"
                  .formatted(FILE, some(unclear), written.meant(unclear.get(0)).get(0))));
    }
    List<String> without = images.stream().filter(name -> !subjects.containsKey(name)).toList();
    if (subjects.isEmpty() && nobody.isEmpty() && !images.isEmpty()) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s names none of the images, which have names such as %s%s"
                  .formatted(FILE, images.get(0), otherImages(table, image))));
    } else {
      nameWithout(without, folderPerson, problems);
    }
    return subjects;
  }

  /** The one column that is named after a person in another way. */
  private static int personColumn(CsvTable table) {
    List<String> called = table.header().stream().filter(ColumnNames::isOfPerson).toList();
    return called.size() == 1 ? table.header().indexOf(called.get(0)) : table.column("subject");
  }

  /** What to say of a second column that may name the images; nothing if there is none. */
  private static String otherImages(CsvTable table, int image) {
    return Stream.of(ColumnNames.image())
        .map(table::findColumn)
        .filter(column -> column.isPresent() && column.getAsInt() != image)
        .findFirst()
        .map(
            column ->
                "; column '%s' is read for that, and not '%s'; remove the one that does not name them"
                    .formatted(table.header().get(image), table.header().get(column.getAsInt())))
        .orElse("");
  }

  private static void nameWithout(
      List<String> images,
      Function<String, @Nullable String> folderPerson,
      List<DatasetProblem> problems) {
    List<String> nobodys =
        images.stream().filter(image -> folderPerson.apply(image) == null).toList();
    List<String> known =
        images.stream().filter(image -> folderPerson.apply(image) != null).toList();
    if (!nobodys.isEmpty()) {
      problems.add(
          DatasetProblem.other(
              "%s no subject in %s: %s"
                  .formatted(Counted.of(nobodys.size(), "image").have(), FILE, some(nobodys))));
    }
    if (!known.isEmpty()) {
      problems.add(
          DatasetProblem.of(
              Kind.SUBJECT_TABLE,
              "%s names nobody for %s: %s"
                  .formatted(
                      FILE,
                      Counted.of(
                          known.size(),
                          "image, whose folder says whose it is",
                          "images, whose folders say whose they are"),
                      some(known))));
    }
  }

  private LongerPaths paths(List<LongerPaths.Row> rows, Path file) {
    LongerPaths paths = LongerPaths.of(folder, rows);
    if (paths.isUnknown()) {
      throw InputException.in(
          file,
          "its images are in several folders (%s), of which none is called '%s' as this one is, and some have the same names; keep the rows of this folder, with paths from it such as %s"
              .formatted(some(List.copyOf(paths.above())), folder, images.get(0)));
    }
    return paths;
  }

  private static String folderName(Path root) {
    Path name = root.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  private static String classColumn(List<String> header) {
    return header.stream()
        .filter(name -> CLASSES.contains(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse("");
  }

  private static void put(Map<String, String> subjects, String image, String person, Path file) {
    String other = subjects.put(image, person);
    if (other != null && !other.equals(person)) {
      throw InputException.in(
          file, "image %s belongs to both %s and %s; keep one row".formatted(image, other, person));
    }
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
        + (names.size() > MOST_NAMED ? ", ..." : "");
  }
}
