package org.allnet.data.cnmc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;

/**
 * Labels that a user gives to C-NMC's final test set, whose own are not published: {@code
 * new_names,labels} as in the table of the preliminary one, where {@code Patient_ID} may be
 * missing.
 */
final class FinalLabels {

  /** What the file must be called; it lies among the images or beside their folder. */
  static final String FILE = "C-NMC_test_final_phase_data_labels.csv";

  private FinalLabels() {}

  /**
   * Reads the labels, by {@link PreliminaryLabels#key}; none if there is no such file.
   *
   * @throws org.allnet.data.InputException if it is broken
   */
  static Map<String, PreliminaryLabels.Row> read(FoundFiles found, List<String> problems) {
    List<Path> files = new ArrayList<>(found.others());
    Path above = found.root().toAbsolutePath().normalize().getParent();
    if (above != null && Files.isRegularFile(above.resolve(FILE))) {
      files.add(above.resolve(FILE));
    }
    for (Path file : files) {
      if (file.getFileName().toString().equals(FILE)) {
        CsvTable table = Csv.read(file);
        return PreliminaryLabels.read(table, table.findColumn(PreliminaryLabels.FORMER), problems);
      }
    }
    return Map.of();
  }
}
