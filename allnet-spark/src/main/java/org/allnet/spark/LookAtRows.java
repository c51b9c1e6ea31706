package org.allnet.spark;

import java.util.Iterator;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A task that looks at fields. Its fields are plain, since it is sent to executors. */
final class LookAtRows implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  /** What is said of a field that an executor can't hold. */
  static final String TOO_LARGE = "the executor has too little memory for it";

  private final String address;
  private final String sha256;
  private final int name;
  private final int place;
  private final int content;
  private final int problem;
  private final @Nullable Double redCell;

  /**
   * A task.
   *
   * @param address where the driver serves the detector
   * @param sha256 of the detector's file
   * @param name the index of the column with the field's name
   * @param place of that with its path; -1 if there are bytes
   * @param content of that with its bytes; -1 to read the file
   * @param problem of that which says why it is not read; -1 if there is none
   * @param redCell pixels of a red cell that were given; null if none were
   */
  LookAtRows(
      String address,
      String sha256,
      int name,
      int place,
      int content,
      int problem,
      @Nullable Double redCell) {
    this.address = address;
    this.sha256 = sha256;
    this.name = name;
    this.place = place;
    this.content = content;
    this.problem = problem;
    this.redCell = redCell;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    FieldSight sight = new FieldSight(ExecutorDetectors.get(address, sha256));
    return new MappedRows(rows, row -> look(sight, row));
  }

  private Row look(FieldSight sight, Row row) {
    try {
      return looked(sight, row).toRow();
    } catch (OutOfMemoryError e) {
      return FieldRow.broken(image(row), place(row), null, TOO_LARGE).toRow();
    }
  }

  private String image(Row row) {
    return row.isNullAt(name) ? "" : row.getString(name);
  }

  private @Nullable String place(Row row) {
    return place < 0 || row.isNullAt(place) ? null : row.getString(place);
  }

  private FieldRow looked(FieldSight sight, Row row) {
    String image = image(row);
    String file = place(row);
    byte[] bytes = content < 0 || row.isNullAt(content) ? null : row.getAs(content);
    if (problem >= 0 && !row.isNullAt(problem)) {
      return FieldRow.broken(image, file, null, row.getString(problem));
    }
    if (file == null && bytes == null) {
      return FieldRow.broken(image, null, null, "the row has no image");
    }
    try {
      return sight.look(image, file, bytes, redCell);
    } catch (AllNetException e) {
      return FieldRow.broken(image, file, null, wrong(e, image));
    }
  }

  /** What is wrong with a field; an interrupt ends the task. */
  static String wrong(AllNetException failure, String image) {
    if (failure instanceof RunException failed && failed.isInterrupt()) {
      throw failure;
    }
    return FieldFile.named(ForeignFailure.words(failure), image);
  }
}
