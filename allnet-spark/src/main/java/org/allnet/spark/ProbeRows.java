package org.allnet.spark;

import java.util.Iterator;
import org.allnet.data.AllNetException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A task that finds out about how large red cells are in some fields. */
final class ProbeRows implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  private final String address;
  private final String sha256;

  ProbeRows(String address, String sha256) {
    this.address = address;
    this.sha256 = sha256;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    FieldSight sight = new FieldSight(ExecutorDetectors.get(address, sha256));
    return new MappedRows(
        rows,
        row -> {
          FieldRow field = FieldRow.of(row);
          Row all = field.toRow();
          Object[] cells = new Object[all.size() + 1];
          for (int i = 0; i < all.size(); i++) {
            cells[i] = all.get(i);
          }
          cells[all.size()] = roughly(sight, field);
          return RowFactory.create(cells);
        });
  }

  private static double roughly(FieldSight sight, FieldRow field) {
    try {
      return sight.roughly(field);
    } catch (AllNetException e) {
      LookAtRows.wrong(e, field.image()); // the next step says what is wrong with the field
      return 0;
    } catch (OutOfMemoryError e) {
      return 0; // so it does of what is too large
    }
  }
}
