package org.allnet.spark.scoring;

import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** True classes of a CSV file, one of each image, and perhaps the subjects of the images. */
final class LabelTable {

  /** The column that says whose an image is. */
  static final String SUBJECT = "subject";

  private LabelTable() {}

  /**
   * Reads a table of labels.
   *
   * @param file a CSV file with the columns image and label, and perhaps subject
   * @return these columns, each row once
   * @throws InputException if the file can't be read, lacks one of the two columns, or says of one
   *     image that it is of two classes or subjects
   */
  static Dataset<Row> read(SparkSession spark, String file) {
    Dataset<Row> table;
    try {
      table = spark.read().option("header", "true").csv(file);
    } catch (RuntimeException e) {
      throw InputException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
    List<String> columns = List.of(table.columns());
    if (!columns.contains(Tables.IMAGE) || !columns.contains(Tables.LABEL)) {
      throw InputException.in(
          file,
          "has no columns 'image' and 'label'; its columns are " + String.join(", ", columns));
    }
    boolean subjects = columns.contains(SUBJECT);
    Dataset<Row> labels =
        (subjects
                ? table.select(Tables.IMAGE, Tables.LABEL, SUBJECT)
                : table.select(Tables.IMAGE, Tables.LABEL))
            .na()
            .drop(new String[] {Tables.IMAGE, Tables.LABEL})
            .distinct();
    List<Row> twice =
        labels
            .groupBy(Tables.IMAGE)
            .agg(
                functions.count(Tables.LABEL).as("labels"),
                functions.min(Tables.LABEL),
                functions.max(Tables.LABEL))
            .filter("labels > 1")
            .orderBy(Tables.IMAGE)
            .takeAsList(1);
    if (!twice.isEmpty()) {
      Row row = twice.get(0);
      if (row.getString(2).equals(row.getString(3))) {
        throw InputException.in(
            file, "says that %s is of two subjects; leave one".formatted(row.getString(0)));
      }
      throw InputException.in(
          file,
          "says that %s is both '%s' and '%s'; leave one"
              .formatted(row.getString(0), row.getString(2), row.getString(3)));
    }
    return labels;
  }
}
