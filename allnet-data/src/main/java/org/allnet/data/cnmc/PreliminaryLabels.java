package org.allnet.data.cnmc;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.jspecify.annotations.Nullable;

/**
 * The labels of C-NMC's preliminary test set: {@code Patient_ID,new_names,labels}, where the first
 * is the image's former name, which tells the subject, and a label of 1 is {@code all}.
 */
final class PreliminaryLabels {

  /** What the file is called. */
  static final String FILE = "C-NMC_test_prelim_phase_data_labels.csv";

  private PreliminaryLabels() {}

  /**
   * A labelled image.
   *
   * @param label {@code all} or {@code hem}
   * @param subject the person, absent where the former name does not tell
   */
  record Row(String label, @Nullable String subject) {}

  /** Rows by file name; the first file counts. */
  static Map<String, Row> read(List<Path> files, List<String> problems) {
    Map<String, Row> rows = new HashMap<>();
    if (files.isEmpty()) {
      return rows;
    }
    Path file = files.get(0);
    CsvTable table = Csv.read(file);
    int former = table.column("Patient_ID");
    int name = table.column("new_names");
    int label = table.column("labels");
    for (List<String> row : table.rows()) {
      String word =
          switch (row.get(label).strip()) {
            case "1" -> "all";
            case "0" -> "hem";
            default ->
                throw new InputException(
                    file
                        + ": image "
                        + row.get(name)
                        + " has the label '"
                        + row.get(label)
                        + "'; it must be 1 (all) or 0 (hem)");
          };
      CnmcName said = CnmcName.of(row.get(former).strip()).orElse(null);
      if (said != null && !said.label().equals(word)) {
        problems.add(
            row.get(name) + ": was called " + row.get(former) + " but is labelled " + word);
      }
      Row before =
          rows.put(row.get(name).strip(), new Row(word, said == null ? null : said.subject()));
      if (before != null) {
        throw new InputException(
            file + ": image " + row.get(name) + " is labelled twice; keep one row");
      }
    }
    return rows;
  }
}
