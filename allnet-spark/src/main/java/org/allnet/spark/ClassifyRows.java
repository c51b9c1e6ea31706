package org.allnet.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.inference.BatchListener;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.FailedImage;
import org.allnet.inference.NativeMemory;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a task does: takes some rows, lets the executor's model answer about their images, and gives
 * a row for each. It is sent to executors, so its fields are plain.
 */
final class ClassifyRows implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  /** Images that are decoded ahead and computed together: enough that few wait at the end. */
  private static final int ROWS_AT_ONCE = 128;

  private static final long BYTES_AT_ONCE = 32L << 20;

  private final String address;
  private final String sha256;
  private final int threads;
  private final int place;
  private final int content;
  private final int problem;

  /**
   * A task.
   *
   * @param model the model that was sent
   * @param threads of an operation
   * @param place the index of the column with the image's path or name
   * @param content the index of the column with its bytes; -1 to read the file
   * @param problem the index of the column that says why there are no bytes; -1 if there is none
   */
  ClassifyRows(ClusterModel model, int threads, int place, int content, int problem) {
    this.address = model.address();
    this.sha256 = model.sha256();
    this.threads = threads;
    this.place = place;
    this.content = content;
    this.problem = problem;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Classifier classifier = ExecutorModels.get(address, sha256, threads);
    return new Iterator<>() {
      private final Deque<Row> ready = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        if (ready.isEmpty() && rows.hasNext()) {
          ready.addAll(answered(classifier, some(rows)));
          // Executors live long, and share their machine.
          NativeMemory.giveBack();
        }
        return !ready.isEmpty();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.removeFirst();
      }
    };
  }

  private List<Row> some(Iterator<Row> rows) {
    List<Row> some = new ArrayList<>();
    long bytes = 0;
    while (rows.hasNext() && some.size() < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE) {
      Row row = rows.next();
      some.add(row);
      bytes += content < 0 || row.isNullAt(content) ? 0 : row.<byte[]>getAs(content).length;
    }
    return some;
  }

  private List<Row> answered(Classifier classifier, List<Row> rows) {
    ClassSet classes = classifier.model().classes();
    Map<String, RowImage> images = new HashMap<>();
    List<RowImage> asked = new ArrayList<>();
    Map<String, List<@Nullable Object>> answers = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String number = Integer.toString(i);
      if (problem >= 0 && !row.isNullAt(problem)) {
        answers.put(number, AnswerColumns.none(row.getString(problem), classes, sha256));
        continue;
      }
      if (row.isNullAt(content < 0 ? place : content)) {
        answers.put(number, AnswerColumns.none("the row has no image", classes, sha256));
        continue;
      }
      String name = row.isNullAt(place) ? "image " + number : row.getString(place);
      byte[] bytes = content < 0 ? null : row.getAs(content);
      RowImage image = new RowImage(number, name, bytes, classifier.model());
      images.put(number, image);
      asked.add(image);
    }
    BatchListener listener =
        new BatchListener() {
          @Override
          public void classified(Classification cell) {
            RowImage image = images.get(cell.image());
            if (image != null) {
              Origin origin = classifier.model().origin(image.role(), false);
              answers.put(cell.image(), AnswerColumns.of(cell, origin, classes, sha256));
            }
          }

          @Override
          public void failed(FailedImage failure) {
            answers.put(failure.image(), AnswerColumns.none(failure.reason(), classes, sha256));
          }
        };
    ask(classifier, asked, listener);
    // What made a batch fail is one image's own, such as one that is too large for this executor.
    for (RowImage image : asked) {
      if (!answers.containsKey(image.name())) {
        String error = ask(classifier, List.of(image), listener);
        answers.putIfAbsent(
            image.name(),
            AnswerColumns.none(error == null ? "has no answer" : error, classes, sha256));
      }
    }
    List<Row> done = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<@Nullable Object> cells = new ArrayList<>(cells(rows.get(i)));
      cells.addAll(answers.getOrDefault(Integer.toString(i), Collections.emptyList()));
      done.add(RowFactory.create(cells.toArray()));
    }
    return done;
  }

  /** Says what went wrong; null if nothing did. An interrupt ends the task. */
  private static @Nullable String ask(
      Classifier classifier, List<RowImage> images, BatchListener listener) {
    try {
      classifier.classifyAll(images, listener);
      return null;
    } catch (AllNetException e) {
      if (e instanceof RunException failed && failed.isInterrupt()) {
        throw e;
      }
      return ForeignFailure.words(e);
    } catch (OutOfMemoryError e) {
      return "the executor has too little memory for it";
    }
  }

  private List<@Nullable Object> cells(Row row) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (i != content && i != problem) {
        cells.add(row.get(i));
      }
    }
    return cells;
  }
}
