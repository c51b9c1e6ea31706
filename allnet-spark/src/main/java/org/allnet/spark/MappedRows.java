package org.allnet.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Rows that are made of others, one after the other, as they are asked for. */
final class MappedRows implements Iterator<Row> {

  private final Iterator<Row> rows;
  private final Function<Row, Iterator<Row>> several;
  private Iterator<Row> ready = Collections.emptyIterator();

  /** Of one row each. */
  MappedRows(Iterator<Row> rows, RowChange change) {
    this(rows, (Function<Row, Iterator<Row>>) row -> List.of(change.of(row)).iterator());
  }

  private MappedRows(Iterator<Row> rows, Function<Row, Iterator<Row>> several) {
    this.rows = rows;
    this.several = several;
  }

  /** Of any number of rows each, which are made as they are asked for too. */
  static MappedRows ofSeveral(Iterator<Row> rows, Function<Row, Iterator<Row>> several) {
    return new MappedRows(rows, several);
  }

  /** Makes a row of another. */
  @FunctionalInterface
  interface RowChange {
    Row of(Row row);
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext() && rows.hasNext()) {
      ready = several.apply(rows.next());
    }
    return ready.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }
}
