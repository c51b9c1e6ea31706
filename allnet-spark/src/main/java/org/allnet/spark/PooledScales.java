package org.allnet.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A task that makes a scale of the red cells of all fields of a folder and size. */
final class PooledScales implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  /** Who has the red cells that tell a scale, as on one machine. */
  private static final String OF_FOLDER = "of the folder's fields";

  /** Kinds of fields with their scales. */
  static final StructType SCHEMA =
      new StructType()
          .add(FieldRow.FOLDER, DataTypes.StringType)
          .add(FieldRow.WIDTH, DataTypes.IntegerType)
          .add(FieldRow.HEIGHT, DataTypes.IntegerType)
          .add(FieldRow.SAID, DataTypes.DoubleType)
          .add("pooled", DataTypes.DoubleType)
          .add("pooled_spread", DataTypes.DoubleType)
          .add("pooled_red_cells", DataTypes.IntegerType);

  PooledScales() {}

  @Override
  public Iterator<Row> call(Iterator<Row> kinds) {
    return new MappedRows(kinds, PooledScales::pooled);
  }

  private static Row pooled(Row kind) {
    List<Double> diameters = kind.getList(FieldRow.KIND.size());
    FieldScale scale = RedCells.ofDiameters(diameters).scale();
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < FieldRow.KIND.size(); i++) {
      cells.add(kind.get(i));
    }
    cells.add(scale.redCell());
    cells.add(scale.spread());
    cells.add(scale.redCells());
    return RowFactory.create(cells.toArray());
  }

  /** Reads the scale of a field's kind. */
  static FieldScale of(Row row) {
    Integer redCells = row.getAs("pooled_red_cells");
    if (redCells == null) {
      return FieldScale.unknown(0);
    }
    Double redCell = row.getAs("pooled");
    Double spread = row.getAs("pooled_spread");
    return redCell == null || redCell == 0
        ? FieldScale.unknown(redCells).withWords(OF_FOLDER)
        : new FieldScale(
            redCell, spread == null ? 0 : spread, redCells, FieldScale.Source.RED_CELLS, OF_FOLDER);
  }
}
