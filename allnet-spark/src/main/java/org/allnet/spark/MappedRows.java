package org.allnet.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.allnet.inference.NativeMemory;
import org.apache.spark.sql.Row;

/**
 * Rows that are made of others, one after the other, as they are asked for. Native memory that
 * making them has freed is given back on the way and at the end: executors live long, and share
 * their machine.
 */
final class MappedRows implements Iterator<Row> {

  /** Rows of fields, each of which has the cells of dozens of images. */
  static final int GIVEN_BACK_AFTER = 32;

  private final Iterator<Row> rows;
  private final Function<Row, Iterator<Row>> several;
  private final Runnable giveBack;
  private Iterator<Row> ready = Collections.emptyIterator();
  private int since;

  /** Of one row each. */
  MappedRows(Iterator<Row> rows, RowChange change) {
    this(rows, row -> List.of(change.of(row)).iterator(), NativeMemory::giveBack);
  }

  /**
   * Of any number of rows each.
   *
   * @param giveBack gives native memory back that was freed
   */
  MappedRows(Iterator<Row> rows, Function<Row, Iterator<Row>> several, Runnable giveBack) {
    this.rows = rows;
    this.several = several;
    this.giveBack = giveBack;
  }

  /** Of any number of rows each, which are made as they are asked for too. */
  static MappedRows ofSeveral(Iterator<Row> rows, Function<Row, Iterator<Row>> several) {
    return new MappedRows(rows, several, NativeMemory::giveBack);
  }

  /** Makes a row of another. */
  @FunctionalInterface
  interface RowChange {
    Row of(Row row);
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext() && rows.hasNext()) {
      if (since == GIVEN_BACK_AFTER) {
        giveBack();
      }
      since++;
      ready = several.apply(rows.next());
    }
    if (!ready.hasNext() && since > 0) {
      giveBack();
    }
    return ready.hasNext();
  }

  private void giveBack() {
    since = 0;
    giveBack.run();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }
}
