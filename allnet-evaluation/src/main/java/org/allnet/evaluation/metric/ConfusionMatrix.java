package org.allnet.evaluation.metric;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.allnet.data.dataset.ClassSet;

/**
 * How many images of each true class were predicted each class.
 *
 * @param classes the classes
 * @param rows {@code rows.get(t).get(c)} images of true class {@code t} were predicted {@code c}
 */
public record ConfusionMatrix(ClassSet classes, List<List<Long>> rows) {

  /**
   * Copies the rows and checks that they are square.
   *
   * @throws IllegalArgumentException if there is not a row for each class with a number for each
   *     class
   */
  public ConfusionMatrix {
    rows = rows.stream().map(List::copyOf).toList();
    int size = classes.size();
    if (rows.size() != size || rows.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          "a confusion matrix of " + size + " classes must be square: " + rows);
    }
  }

  /**
   * Makes a matrix from counts.
   *
   * @param classes the classes
   * @param counts true class by predicted class; copied
   * @return the matrix
   */
  public static ConfusionMatrix of(ClassSet classes, long[][] counts) {
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return new ConfusionMatrix(classes, rows);
  }

  /**
   * One cell.
   *
   * @param truth index of the true class
   * @param predicted index of the predicted class
   * @return the number of images
   */
  public long count(int truth, int predicted) {
    return rows.get(truth).get(predicted);
  }

  /** {@return the counts, true class by predicted class; a new array} */
  public long[][] counts() {
    return rows.stream()
        .map(row -> row.stream().mapToLong(Long::longValue).toArray())
        .toArray(long[][]::new);
  }

  /** {@return the number of images} */
  public long total() {
    return rows.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
  }

  /**
   * Images of a class.
   *
   * @param index a class
   * @return the number of images whose true class it is
   */
  public long support(int index) {
    return rows.get(index).stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Images predicted a class.
   *
   * @param index a class
   * @return the number of images predicted it
   */
  public long predicted(int index) {
    return rows.stream().mapToLong(row -> row.get(index)).sum();
  }

  /**
   * The matrix as JSON: {@code classes}, {@code matrix} (rows true, columns predicted) and, with
   * two classes, {@code tp}, {@code fp}, {@code tn}, {@code fn} about the positive one.
   *
   * @return a new node
   */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    var names = node.putArray("classes");
    classes.names().forEach(names::add);
    var matrix = node.putArray("matrix");
    for (List<Long> row : rows) {
      var array = matrix.addArray();
      row.forEach(count -> array.add(count.longValue()));
    }
    if (classes.size() == 2) {
      int positive = classes.positive();
      int negative = 1 - positive;
      node.put("tp", count(positive, positive));
      node.put("fp", count(negative, positive));
      node.put("tn", count(negative, negative));
      node.put("fn", count(positive, negative));
    }
    return node;
  }

  /** {@return the matrix as a text table, a line per true class} */
  public String describe() {
    int width = "predicted".length();
    for (String name : classes.names()) {
      width = Math.max(width, name.length());
    }
    width = Math.max(width, Long.toString(total()).length());
    String cell = "  %" + width + "s";
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, "%" + (width + 5) + "s", "true \\ predicted"));
    int margin = Math.max(width + 5, "true \\ predicted".length());
    classes.names().forEach(name -> text.append(String.format(Locale.ROOT, cell, name)));
    text.append('\n');
    for (int i = 0; i < classes.size(); i++) {
      text.append(String.format(Locale.ROOT, "%" + margin + "s", classes.names().get(i)));
      rows.get(i).forEach(count -> text.append(String.format(Locale.ROOT, cell, count)));
      text.append('\n');
    }
    return text.toString();
  }
}
