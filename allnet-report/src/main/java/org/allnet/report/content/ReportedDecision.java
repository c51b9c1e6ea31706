package org.allnet.report.content;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.decision.WholeDecision;

/**
 * What becomes of the images of a report by everything that the model decides by.
 *
 * @param whole what was measured
 * @param note what a reader must know beside it, whole sentences; empty if there is nothing to say
 */
public record ReportedDecision(WholeDecision whole, String note) {

  private static final String READING =
      "What becomes of the images by everything that the model decides by. All other metrics are"
          + " of all images, also of those that are referred, so that no model chooses the"
          + " images that it is evaluated on.";

  /** {@return it as a table} */
  public FurtherTable table() {
    List<List<String>> rows = new ArrayList<>();
    for (WholeDecision.Row row : whole.rows()) {
      rows.add(
          List.of(
              row.outcome().words(),
              String.valueOf(row.images()),
              row.fraction().describe(),
              row.error().describe()));
    }
    return new FurtherTable(
        "The whole decision",
        note.isEmpty() ? READING : READING + " " + note,
        List.of("outcome", "images", "of all images", "wrong, or would be if predicted"),
        rows);
  }
}
