package org.allnet.spark;

import java.util.Iterator;
import org.allnet.data.AllNetException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** A task that looks at fields by tiles if that is needed. */
final class TileRows implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  private final String address;
  private final String sha256;

  TileRows(String address, String sha256) {
    this.address = address;
    this.sha256 = sha256;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    FieldSight sight = new FieldSight(ExecutorDetectors.get(address, sha256));
    return new MappedRows(rows, row -> look(sight, FieldRow.of(row), row));
  }

  private static Row look(FieldSight sight, FieldRow field, Row row) {
    Boolean fits = row.getAs("kind_fits");
    Double rough = row.getAs("rough");
    try {
      return sight.byTiles(field, fits != null && fits, rough == null ? 0 : rough).toRow();
    } catch (AllNetException e) {
      return field.without(LookAtRows.wrong(e, field.image())).toRow();
    } catch (OutOfMemoryError e) {
      return field.without(LookAtRows.TOO_LARGE).toRow();
    }
  }
}
