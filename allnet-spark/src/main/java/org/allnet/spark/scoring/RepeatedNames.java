package org.allnet.spark.scoring;

import java.util.Locale;
import org.allnet.spark.AnswerColumns;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Rows of tables whose image has the name of an earlier row, in the order of files and rows. They
 * are found before the first round by the names alone, so that each image is answered once over all
 * rounds.
 */
final class RepeatedNames {

  /** The column that tells a row: its file and its number. */
  static final String PLACE = "place";

  private static final String FOLDER = RoundPlan.FOLDER + "/repeated";
  private static final String NAMES = RoundPlan.FOLDER + "/names";
  private static final String RANK = "rank";

  private final Dataset<Row> places;
  private final boolean any;

  private RepeatedNames(Dataset<Row> places) {
    this.places = places;
    this.any = !places.isEmpty();
  }

  /** Returns a row's place as a text whose order is that of the rows. */
  static String place(String file, long row) {
    return String.format(Locale.ROOT, "%s#%015d", file, row);
  }

  /** The same of a row of a Parquet file. */
  static Column ofParquet() {
    return functions.format_string(
        "%s#%015d", functions.col("_metadata.file_path"), functions.col("_metadata.row_index"));
  }

  /**
   * Finds them, or takes what an earlier start found.
   *
   * @param tables reads the names
   * @param plan the rounds
   * @param out the folder of the plan
   */
  static RepeatedNames of(
      SparkSession spark, Configuration hadoop, Tables tables, RoundPlan plan, Path out) {
    Path folder = new Path(out, FOLDER);
    if (!Scoring.isDone(hadoop, folder)) {
      for (int round = 0; round < plan.rounds(); round++) {
        Path names = new Path(out, String.format(Locale.ROOT, NAMES + "/round=%06d", round));
        if (!Scoring.isDone(hadoop, names)) {
          Scoring.committed(tables.names(plan.kind(), RoundPlan.list(out, round)), names);
        }
      }
      Scoring.committed(
          spark
              .read()
              .parquet(new Path(out, NAMES).toString())
              .filter(functions.col(Tables.IMAGE).isNotNull())
              .withColumn(
                  RANK,
                  functions
                      .row_number()
                      .over(Window.partitionBy(Tables.IMAGE).orderBy(functions.col(PLACE))))
              .filter(functions.col(RANK).gt(1))
              .select(PLACE),
          folder);
    }
    return new RepeatedNames(spark.read().parquet(folder.toString()));
  }

  /**
   * Returns rows of images without {@link #PLACE}. Of a repeated one the column {@link
   * AnswerColumns#PROBLEM} says so.
   */
  Dataset<Row> marked(Dataset<Row> images) {
    if (!any) {
      return images.drop(PLACE);
    }
    Column problem =
        functions.when(
            functions.col(RANK).isNotNull(),
            functions.lit(
                "the tables have two rows of this name, and the first is answered; rename one"));
    return images
        .join(
            places.withColumn(RANK, functions.lit(2)),
            images.col(PLACE).equalTo(places.col(PLACE)),
            "left")
        .withColumn(
            AnswerColumns.PROBLEM,
            functions.coalesce(functions.col(AnswerColumns.PROBLEM), problem))
        .drop(RANK)
        .drop(PLACE);
  }
}
