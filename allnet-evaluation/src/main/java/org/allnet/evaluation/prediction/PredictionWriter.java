package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.ColumnNames;
import org.allnet.data.file.Csv;
import org.allnet.data.file.FileFormat;
import org.allnet.data.split.Protocol;
import org.jspecify.annotations.Nullable;

/** Writes a {@link PredictionFile}. */
final class PredictionWriter {

  private static final List<String> HEADER =
      List.of(
          "image",
          "subject",
          "label",
          "fold",
          "protocol",
          "role",
          "marks",
          ColumnNames.SUBJECT_GROUP,
          WrittenRule.POSITIVE,
          WrittenRule.THRESHOLD);

  private PredictionWriter() {}

  static void write(Path file, Predictions predictions, @Nullable WrittenRule rule) {
    List<String> header = new ArrayList<>(HEADER);
    predictions.classes().names().forEach(name -> header.add("p_" + name));
    boolean refusals = !predictions.rows().isEmpty() && predictions.sayRefusals();
    if (refusals) {
      header.add(Columns.REFUSED);
    }
    if (refusals || !predictions.unanswered().isEmpty()) {
      header.add(Columns.REASON);
    }
    Iterable<List<String>> rows =
        () ->
            Stream.concat(
                    predictions.rows().stream()
                        .map(row -> cells(row, predictions.classes(), rule, header)),
                    predictions.unanswered().stream().map(image -> cells(image, header, rule)))
                .iterator();
    Csv.write(file, FileFormat.PREDICTIONS, header, rows);
  }

  private static List<String> cells(
      Prediction row, ClassSet classes, @Nullable WrittenRule rule, List<String> header) {
    Protocol protocol = row.origin().protocol();
    List<String> cells = new ArrayList<>();
    cells.add(row.image());
    cells.add(Objects.requireNonNullElse(row.subject(), ""));
    cells.add(row.label() < 0 ? "" : classes.names().get(row.label()));
    cells.add(Objects.requireNonNullElse(row.fold(), ""));
    cells.add(protocol == null ? "" : protocol.key());
    cells.add(row.origin().role().key());
    cells.add(row.origin().marks());
    cells.add(Objects.requireNonNullElse(row.person(), ""));
    cells.addAll(WrittenRule.cells(rule));
    row.probabilities().forEach(p -> cells.add(Double.toString(p)));
    Refusal refusal = Objects.requireNonNullElse(row.refusal(), Refusal.NONE);
    if (header.contains(Columns.REFUSED)) {
      cells.add(refusal.key());
      cells.add(refusal.reason());
    } else if (header.contains(Columns.REASON)) {
      cells.add("");
    }
    return cells;
  }

  /** The row of an image without an answer: its name, the rule and the reason. */
  private static List<String> cells(
      Unanswered image, List<String> header, @Nullable WrittenRule rule) {
    List<String> cells = new ArrayList<>(Collections.nCopies(header.size(), ""));
    cells.set(0, image.image());
    List<String> ruled = WrittenRule.cells(rule);
    cells.set(header.indexOf(WrittenRule.POSITIVE), ruled.get(0));
    cells.set(header.indexOf(WrittenRule.THRESHOLD), ruled.get(1));
    cells.set(header.size() - 1, image.reason());
    return cells;
  }
}
