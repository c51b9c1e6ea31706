package org.allnet.spark.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.evaluation.prediction.Role;
import org.allnet.spark.AnswerColumns;
import org.allnet.spark.ClusterModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Makes predictions, as one machine evaluates them, of rows of labelled answers. */
final class CollectedAnswers {

  private static final int FIRST_PROBABILITY = 5;

  private final ClusterModel model;
  private final Origin origin;

  /**
   * Of answers of one role.
   *
   * @param model whose they are
   * @param role what the images were to it
   */
  CollectedAnswers(ClusterModel model, Role role) {
    this.model = model;
    this.origin = model.origin(role);
  }

  /**
   * Collects rows.
   *
   * @param answers labelled answers of the role
   * @return them in the order of their images' names, so that intervals do not depend on who
   *     answered first
   */
  Predictions of(Dataset<Row> answers) {
    ClassSet classes = model.classes();
    Column subject =
        Arrays.asList(answers.columns()).contains(LabelTable.SUBJECT)
            ? functions.col(LabelTable.SUBJECT)
            : functions.lit(null).cast("string").as(LabelTable.SUBJECT);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                functions.col(Tables.IMAGE),
                subject,
                functions.col(Tables.LABEL),
                functions.col(AnswerColumns.REFERRED),
                functions.col(AnswerColumns.REASON)));
    for (String name : classes.names()) {
      columns.add(functions.col("`" + AnswerColumns.probability(name) + "`"));
    }
    List<Prediction> rows = new ArrayList<>();
    for (Row row :
        answers.select(columns.toArray(Column[]::new)).orderBy(Tables.IMAGE).collectAsList()) {
      rows.add(prediction(row, classes));
    }
    return new Predictions(classes, rows);
  }

  private Prediction prediction(Row row, ClassSet classes) {
    List<Double> probabilities = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      probabilities.add(row.getDouble(FIRST_PROBABILITY + k));
    }
    Prediction prediction =
        new Prediction(
            row.getString(0),
            row.isNullAt(1) ? null : row.getString(1),
            classes.indexOf(row.getString(2)),
            null,
            origin,
            probabilities);
    return model.refuses()
        ? prediction.with(refusal(row.isNullAt(3) ? null : row.getString(3), row))
        : prediction;
  }

  private static Refusal refusal(@Nullable String key, Row row) {
    Optional<Refusal.Cause> cause = key == null ? Optional.empty() : Refusal.Cause.ofKey(key);
    return cause
        .map(one -> new Refusal(one, row.isNullAt(4) ? "" : row.getString(4)))
        .orElse(Refusal.NONE);
  }
}
