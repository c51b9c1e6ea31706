package org.allnet.spark.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.Counted;
import org.allnet.data.file.Json;
import org.allnet.detect.scale.FieldScale;
import org.allnet.spark.AnswerColumns;
import org.allnet.spark.CellColumns;
import org.allnet.spark.ClusterDetector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What came of looking at whole fields.
 *
 * @param model the classifier's name for a reader
 * @param sha256 of the classifier's file
 * @param detector the SHA-256 of the detector's file
 * @param warnings what has to be said of both beside whatever they answer, a line each
 * @param rounds how many there were
 * @param skipped rounds that an earlier start had finished
 * @param fields how many there are
 * @param failed fields that could not be read, or not all of them
 * @param scales fields by where their scale is known from
 * @param doubted fields whose scale is doubtful, since their red cells are of another size
 * @param cells what was found, by the detector's class
 * @param white white cells, by whether they can be counted
 * @param predicted classified cells, by predicted class
 * @param referred classified cells that are referred, by the word of the reason
 */
public record FieldScoringResult(
    String model,
    String sha256,
    String detector,
    List<String> warnings,
    int rounds,
    int skipped,
    long fields,
    long failed,
    Map<String, Long> scales,
    long doubted,
    Map<String, Long> cells,
    Map<String, Long> white,
    Map<String, Long> predicted,
    Map<String, Long> referred) {

  /** Copies the lines and maps, keeping their order. */
  public FieldScoringResult {
    warnings = List.copyOf(warnings);
    scales = ordered(scales);
    cells = ordered(cells);
    white = ordered(white);
    predicted = ordered(predicted);
    referred = ordered(referred);
  }

  private static Map<String, Long> ordered(Map<String, Long> counts) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** Counts the cells where they are. */
  static FieldScoringResult of(
      ClusterDetector detector, Dataset<Row> rows, RoundPlan plan, int skipped) {
    Dataset<Row> first =
        rows.filter(
            functions
                .col(CellColumns.CELL)
                .isNull()
                .or(functions.col(CellColumns.CELL).equalTo(1)));
    Map<String, Long> scales =
        counts(first.filter(functions.col(AnswerColumns.ERROR).isNull()), CellColumns.SCALE_SOURCE);
    long failed = first.filter(functions.col(AnswerColumns.ERROR).isNotNull()).count();
    return new FieldScoringResult(
        detector.model().title(),
        detector.model().sha256(),
        detector.sha256(),
        warnings(detector),
        plan.rounds(),
        skipped,
        failed + scales.values().stream().mapToLong(Long::longValue).sum(),
        failed,
        scales,
        first.filter(functions.col(CellColumns.SCALE_DOUBT).isNotNull()).count(),
        counts(rows, CellColumns.CLASS),
        counts(rows, CellColumns.WHITE_CELL),
        counts(rows, AnswerColumns.PREDICTED),
        counts(rows, AnswerColumns.REFERRED));
  }

  private static Map<String, Long> counts(Dataset<Row> rows, String column) {
    Map<String, Long> counts = new TreeMap<>();
    rows.filter(functions.col(column).isNotNull())
        .groupBy(column)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  private static List<String> warnings(ClusterDetector detector) {
    List<String> warnings = new ArrayList<>();
    if (detector.isSynthetic()) {
      warnings.add("this detector was trained on synthetic fields; it knows nothing of blood");
    }
    if (detector.model().origin().synthetic()) {
      warnings.add("this model was trained on synthetic cells; it knows nothing of blood");
    }
    if (!detector.model().refuses()) {
      warnings.add(
          "this model can't tell images that are unlike those of its training, and cells of fields may be; its answers may mean nothing");
    }
    if (!detector.tellsScales()) {
      warnings.add("the detector knows no red cells, which tell the scale of a field");
    }
    warnings.addAll(detector.notes());
    return warnings;
  }

  /** {@return everything for programs} */
  public ObjectNode toJson() {
    ObjectNode tree = Json.object();
    tree.put("model", model);
    tree.put("sha256", sha256);
    tree.put("detector", detector);
    ArrayNode said = tree.putArray("warnings");
    warnings.forEach(said::add);
    tree.put("rounds", rounds);
    tree.put("fields", fields);
    tree.put("failed", failed);
    put(tree, "scales", scales);
    tree.put("doubted", doubted);
    put(tree, "cells", cells);
    put(tree, "white", white);
    put(tree, "predicted", predicted);
    put(tree, "referred", referred);
    return tree;
  }

  private static void put(ObjectNode tree, String name, Map<String, Long> counts) {
    ObjectNode node = tree.putObject(name);
    counts.forEach(node::put);
  }

  /** {@return the same for a person, a line each} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s in %s%s"
            .formatted(
                Counted.of(fields, "field"),
                Counted.of(rounds, "round"),
                skipped == 0 ? "" : ", %d of them finished before".formatted(skipped)));
    warnings.forEach(warning -> lines.add("warning: " + warning));
    if (doubted > 0) {
      lines.add(
          "warning: the scale of %s is doubtful, since red cells are of another size; the column scale_doubt says more"
              .formatted(Counted.of(doubted, "field")));
    }
    cells.forEach((name, count) -> lines.add("  %s: %,d".formatted(name, count)));
    if (!white.isEmpty()) {
      lines.add("white cells");
      white.forEach((state, count) -> lines.add("  %s: %,d".formatted(state, count)));
    }
    if (!predicted.isEmpty() || !referred.isEmpty()) {
      lines.add("classified");
      predicted.forEach((name, count) -> lines.add("  %s: %,d".formatted(name, count)));
      referred.forEach(
          (reason, count) -> lines.add("  referred, %s: %,d".formatted(reason, count)));
    }
    long unscaled = scales.getOrDefault(FieldScale.Source.UNKNOWN.key(), 0L);
    if (unscaled > 0) {
      lines.add(
          "%s not classified, since the scale is unknown: no metadata, and fewer than 20 isolated round red cells in the fields of one folder and size"
              .formatted(Counted.of(unscaled, "field")));
    }
    if (failed > 0) {
      lines.add(
          "  fields that could not be read, or not all of them: %,d; the column error says why"
              .formatted(failed));
    }
    return lines;
  }
}
