package org.allnet.data.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.ImageEndings;

/** Tables that lie in a folder of images and are not read, so that nobody takes them for read. */
public final class UnreadTables {

  private static final Set<String> TABLES = Set.of("csv", "tsv", "xlsx", "xls", "ods");

  /** Of these endings only names that speak of people or classes are tables. */
  private static final Set<String> TEXTS = Set.of("txt", "json", "tab", "dat", "parquet", "xml");

  private static final Pattern TELLING =
      Pattern.compile("patient|subject|donor|person|label|class|metadata|clinical|annotation");

  /** What ALLNet writes itself, beside images or into a run's folder. */
  private static final Set<String> OWN =
      Set.of("augmentation.csv", "split.csv", "predictions.csv", "images.csv");

  private static final int NAMED = 3;

  private UnreadTables() {}

  /**
   * Returns a line on the tables of a data set of class folders, of which {@code subjects.csv}
   * alone is read.
   *
   * @return one line; nothing if there is none
   */
  static List<String> lines(FoundFiles found) {
    return lines(
        found,
        file -> found.name(file).equalsIgnoreCase(SubjectTable.FILE),
        "whose an image is, is read from %s in the given folder (columns image,subject), and its class from its folder"
            .formatted(SubjectTable.FILE));
  }

  /**
   * Returns a line on the tables of images whose own names say whose they are.
   *
   * @param found the files
   * @param read the names of tables that are read
   * @return one line; nothing if there is none
   */
  public static List<String> ofNamedImages(FoundFiles found, Set<String> read) {
    return lines(
        found,
        file -> read.contains(file.getFileName().toString()),
        "these images have C-NMC names, which say whose an image is and its class; for %s to be read, give class folders with files of other names"
            .formatted(SubjectTable.FILE));
  }

  private static List<String> lines(FoundFiles found, Predicate<Path> isRead, String instead) {
    List<String> names = new ArrayList<>();
    for (Path file : found.others()) {
      if (isTable(file.getFileName().toString()) && !isRead.test(file)) {
        names.add(found.name(file));
      }
    }
    names.addAll(above(found.root()));
    return names.isEmpty()
        ? List.of()
        : List.of(
            "not read: %s%s; %s"
                .formatted(
                    String.join(", ", names.subList(0, Math.min(NAMED, names.size()))),
                    names.size() > NAMED
                        ? " and %d more tables".formatted(names.size() - NAMED)
                        : "",
                    instead));
  }

  private static boolean isTable(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    String ending = ImageEndings.of(name);
    return TABLES.contains(ending)
        ? !OWN.contains(name)
        : TEXTS.contains(ending) && TELLING.matcher(name).find();
  }

  /** A file of subjects beside the folder, which is of the folder above. */
  private static List<String> above(Path root) {
    Path folder = root.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> beside = Files.list(folder)) {
      return beside
          .filter(file -> file.getFileName().toString().equalsIgnoreCase(SubjectTable.FILE))
          .map(file -> "../" + file.getFileName())
          .toList();
    } catch (IOException e) {
      return List.of(); // What is beside can't be listed: then nothing can be said of it.
    }
  }
}
