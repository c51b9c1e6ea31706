package org.allnet.data.cnmc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The labels of C-NMC's preliminary test set: {@code Patient_ID,new_names,labels}, where the first
 * is the image's former name, which tells the subject, and a label of 1 is {@code all}. The file is
 * known by its name, by one that begins alike (a browser's second download), or by its columns.
 */
final class PreliminaryLabels {

  /** The file's name as it is distributed. */
  static final String FILE = "C-NMC_test_prelim_phase_data_labels.csv";

  static final String FORMER = "Patient_ID";
  private static final String NAME = "new_names";
  private static final String LABEL = "labels";

  /** Tables may leave it out. */
  private static final String ENDING = ".bmp";

  private static final int MOST_CANDIDATES = 50;

  private PreliminaryLabels() {}

  /**
   * A labelled image.
   *
   * @param label {@code all} or {@code hem}
   * @param subject the person, absent if the former name does not tell
   */
  record Row(String label, @Nullable String subject) {}

  /** What images are known by: their file's name without the ending. */
  static String key(String fileName) {
    String name = FileNames.canonical(fileName).toLowerCase(Locale.ROOT);
    return ImageEndings.isImage(name) ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  /**
   * Reads the labels, by {@link #key}.
   *
   * @param problems takes a line if there is no such file, or former names tell no person
   * @throws InputException if it is broken, or two files label an image differently
   */
  static Map<String, Row> read(FoundFiles found, List<String> problems) {
    List<Path> files = files(found);
    if (files.isEmpty()) {
      problems.add(
          "the labels of the preliminary test set are missing: neither %s nor another CSV file with the columns %s,%s,%s is in %s or beside it; its images are unlabelled"
              .formatted(FILE, FORMER, NAME, LABEL, found.root()));
      return Map.of();
    }
    Map<String, Row> rows = read(files.get(0), problems);
    for (Path other : files.subList(1, files.size())) {
      if (!read(other, new ArrayList<>()).equals(rows)) {
        throw new InputException(
            "%s and %s: both label the preliminary test set, and differ; keep one"
                .formatted(files.get(0), other));
      }
    }
    return rows;
  }

  /** The files among those found, or beside the folder that was given; the usual name first. */
  static List<Path> files(FoundFiles found) {
    List<Path> all = new ArrayList<>(found.others());
    Path above = found.root().toAbsolutePath().normalize().getParent();
    if (above != null) {
      try (Stream<Path> beside = Files.list(above)) {
        beside.filter(Files::isRegularFile).sorted().forEach(all::add);
      } catch (IOException e) {
        // What is beside can't be listed: then there is nothing to be found.
        return sorted(all);
      }
    }
    return sorted(all);
  }

  private static List<Path> sorted(List<Path> all) {
    List<Path> usual = all.stream().filter(file -> fileName(file).equals(FILE)).toList();
    if (!usual.isEmpty()) {
      return usual.subList(0, 1);
    }
    return all.stream()
        .filter(file -> List.of("csv", "tsv", "txt").contains(ImageEndings.of(fileName(file))))
        .limit(MOST_CANDIDATES)
        .filter(PreliminaryLabels::hasColumns)
        .toList();
  }

  private static String fileName(Path file) {
    return file.getFileName().toString();
  }

  private static boolean hasColumns(Path file) {
    try (CsvReader reader = CsvReader.open(file)) {
      CsvTable header = new CsvTable(file, reader.version(), reader.header(), List.of(), List.of());
      return Stream.of(FORMER, NAME, LABEL).allMatch(name -> header.findColumn(name).isPresent());
    } catch (InputException e) {
      return false; // one of others beside the images; that the labels are missing is said
    }
  }

  /** Reads one file, by {@link #key}. */
  static Map<String, Row> read(Path file, List<String> problems) {
    CsvTable table = Csv.read(file);
    return read(table, OptionalInt.of(table.column(FORMER)), problems);
  }

  /** Reads a table, by {@link #key}; the column of former names may be missing. */
  static Map<String, Row> read(CsvTable table, OptionalInt former, List<String> problems) {
    Path file = table.file();
    Map<String, Row> rows = new HashMap<>();
    int name = table.column(NAME);
    int label = table.column(LABEL);
    List<String> untold = new ArrayList<>();
    for (int index = 0; index < table.rows().size(); index++) {
      List<String> row = table.rows().get(index);
      String word = word(table, index, row.get(name), row.get(label).strip());
      String earlier = former.isPresent() ? row.get(former.getAsInt()).strip() : "";
      CnmcName said = CnmcName.of(earlier).or(() -> CnmcName.of(earlier + ENDING)).orElse(null);
      if (said == null && former.isPresent()) {
        untold.add(earlier);
      }
      if (said != null && !said.label().equals(word)) {
        problems.add(row.get(name) + ": was called " + earlier + " but is labelled " + word);
      }
      Row before =
          rows.put(key(row.get(name)), new Row(word, said == null ? null : said.subject()));
      if (before != null) {
        throw table.wrong(index, "image " + row.get(name) + " is labelled twice; keep one row");
      }
    }
    if (!untold.isEmpty()) {
      Counted names =
          Counted.of(untold.size(), "former name of an image tells", "former names of images tell");
      problems.add(
          "%s: %s no person, such as '%s', so that whose %s unknown; former names must be such as UID_57_29_1_all.bmp"
              .formatted(
                  file.getFileName(),
                  names,
                  untold.get(0),
                  names.either("this image is is", "these images are is")));
    }
    return rows;
  }

  private static String word(CsvTable table, int index, String image, String label) {
    return switch (label.replaceFirst("[.,]0+$", "")) {
      case "1" -> "all";
      case "0" -> "hem";
      default ->
          throw table.wrong(
              index,
              "image %s has the label '%s'; it must be 1 (all) or 0 (hem)".formatted(image, label));
    };
  }
}
