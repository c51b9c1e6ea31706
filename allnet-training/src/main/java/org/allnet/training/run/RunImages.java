package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileFormat;
import org.allnet.data.integrity.DatasetChange;
import org.allnet.data.integrity.DatasetFingerprint;

/**
 * The images that a run was begun on, a row each: {@code image,sha256}. They say what has changed
 * if the run is to go on with other ones.
 */
final class RunImages {

  static final String FILE = "images.csv";

  private RunImages() {}

  static void write(Path file, Map<String, String> sha256) {
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(sha256).forEach((image, hash) -> rows.add(List.of(image, hash)));
    Csv.write(file, FileFormat.RUN_IMAGES, List.of("image", "sha256"), rows);
  }

  /**
   * Refuses a list that can't be read.
   *
   * @param file the list; passes if it is gone
   * @throws InputException if it is of another format, or broken
   */
  static void requireReadable(Path file) {
    if (Files.isRegularFile(file)) {
      read(file);
    }
  }

  /**
   * Refuses to go on with other images.
   *
   * @param header what the run began with
   * @param data where its data set was found
   * @param file what {@link #write} has written
   * @param sha256 the hash of each image now, by name
   * @throws InputException if an image was added, removed or changed since
   */
  static void requireSame(RunHeader header, Path data, Path file, Map<String, String> sha256) {
    if (DatasetFingerprint.of(sha256).equals(header.fingerprint())) {
      return;
    }
    throw InputException.in(
        data,
        "has changed since the run was begun: %s; put it back as it was, or begin a new run"
            .formatted(difference(header, file, sha256)));
  }

  private static String difference(RunHeader header, Path file, Map<String, String> sha256) {
    if (Files.isRegularFile(file)) {
      Map<String, String> before = read(file);
      if (DatasetFingerprint.of(before).equals(header.fingerprint())) {
        return DatasetChange.between(before, sha256).describe();
      }
    }
    return "it had %d readable images and has %d, and %s no longer says which they were"
        .formatted(header.images(), sha256.size(), file);
  }

  /**
   * Returns the images that a run was begun on.
   *
   * @param header what the run began with
   * @param folder its folder
   * @return the hash of each image, by name; empty if the file of them is gone
   * @throws InputException if the file is there and can't be read, or is not the run's
   */
  static Map<String, String> begunOn(RunHeader header, Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    Map<String, String> begun = read(file);
    if (!DatasetFingerprint.of(begun).equals(header.fingerprint())) {
      throw InputException.in(
          file,
          "names other images than the run was begun on; put the old file back, or begin a new run");
    }
    return begun;
  }

  private static Map<String, String> read(Path file) {
    CsvTable table = Csv.read(file, FileFormat.RUN_IMAGES);
    return switch (table.version()) {
      case 1 -> version1(table);
      default -> throw FileFormat.RUN_IMAGES.unread(table.version());
    };
  }

  private static Map<String, String> version1(CsvTable table) {
    int image = table.column("image");
    int hash = table.column("sha256");
    Map<String, String> read = new LinkedHashMap<>();
    table.rows().forEach(row -> read.put(row.get(image), row.get(hash)));
    return read;
  }
}
