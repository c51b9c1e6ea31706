package org.allnet.spark;

import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * The scales that the red cells of all fields of a folder and size tell. Medians are taken of
 * sorted rows, since the red cells of a folder can be more than an executor's memory holds: Spark
 * sorts on disks if it has to.
 */
final class PooledScales {

  /** Who has the red cells that tell a scale, as on one machine. */
  private static final String OF_FOLDER = "of the folder's fields";

  private static final String MEDIAN = "pooled";
  private static final String APART = "pooled_apart";
  private static final String COUNT = "pooled_red_cells";
  private static final String DIAMETER = "diameter";
  private static final String DISTANCE = "distance";

  private PooledScales() {}

  /**
   * Returns the medians of each kind of field.
   *
   * @param fields that could be read
   * @return a row of each kind, for {@link #of(Row)}
   */
  static Dataset<Row> of(Dataset<Row> fields) {
    Column red = functions.col(FieldRow.RED);
    Dataset<Row> counts =
        fields.groupBy(kind()).agg(functions.sum(functions.size(red).cast("long")).as(COUNT));
    Dataset<Row> cells = behind(fields.select(with(functions.explode(red).as(DIAMETER))), counts);
    Dataset<Row> medians = median(cells, DIAMETER, MEDIAN);
    Dataset<Row> distances =
        behind(cells, medians)
            .withColumn(
                DISTANCE, functions.abs(functions.col(DIAMETER).minus(functions.col(MEDIAN))));
    return behind(behind(counts, medians), median(distances, DISTANCE, APART));
  }

  /** The mean of the two in the middle, which are one if the number is odd. */
  private static Dataset<Row> median(Dataset<Row> numbers, String of, String name) {
    return numbers
        .withColumn(
            "rank",
            functions.row_number().over(Window.partitionBy(kind()).orderBy(functions.col(of))))
        .filter("rank = (%1$s + 1) div 2 or rank = (%1$s + 2) div 2".formatted(COUNT))
        .groupBy(kind())
        .agg(functions.avg(functions.col(of)).as(name));
  }

  private static Dataset<Row> behind(Dataset<Row> rows, Dataset<Row> kinds) {
    return rows.join(functions.broadcast(kinds), FieldRow.KIND.toArray(String[]::new), "left");
  }

  private static Column[] kind() {
    return FieldRow.KIND.stream().map(functions::col).toArray(Column[]::new);
  }

  private static Column[] with(Column further) {
    Column[] kind = kind();
    Column[] all = java.util.Arrays.copyOf(kind, kind.length + 1);
    all[kind.length] = further;
    return all;
  }

  /** Reads the scale of a field's kind. */
  static FieldScale of(Row row) {
    Long redCells = row.getAs(COUNT);
    if (redCells == null) {
      return FieldScale.unknown(0);
    }
    Double median = row.getAs(MEDIAN);
    Double apart = row.getAs(APART);
    return RedCells.scale(
            (int) Math.min(Integer.MAX_VALUE, redCells), orNothing(median), orNothing(apart))
        .withWords(OF_FOLDER);
  }

  private static double orNothing(@Nullable Double number) {
    return number == null ? 0 : number;
  }
}
