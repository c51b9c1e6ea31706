package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.PositiveClass;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of one system on one set of images.
 *
 * @param classes the classes, in the order of {@link Prediction#probabilities}
 * @param rows a prediction per image
 * @param unanswered images that the system gave no answer for; whoever evaluates says so
 * @param notes what else a reader must know of the file that they were read from, a sentence each
 * @param doubtful whether the classes are codes of which the file's other words say that nobody
 *     knows which is of the sick
 */
public record Predictions(
    ClassSet classes,
    List<Prediction> rows,
    List<Unanswered> unanswered,
    List<Sentence> notes,
    boolean doubtful) {

  /**
   * Copies its lists and checks that the rows fit the classes.
   *
   * @throws IllegalArgumentException if a row has not as many probabilities as there are classes,
   *     or a label that is neither a class nor -1
   */
  public Predictions {
    rows = List.copyOf(rows);
    unanswered = List.copyOf(unanswered);
    notes = List.copyOf(notes);
    for (Prediction row : rows) {
      if (row.probabilities().size() != classes.size()
          || row.label() < -1
          || row.label() >= classes.size()) {
        throw new IllegalArgumentException(row + " does not fit the classes " + classes.names());
      }
    }
  }

  /**
   * Predictions of which nothing else must be known.
   *
   * @param classes the classes, in the order of {@link Prediction#probabilities}
   * @param rows a prediction per image
   * @param unanswered images that the system gave no answer for
   */
  public Predictions(ClassSet classes, List<Prediction> rows, List<Unanswered> unanswered) {
    this(classes, rows, unanswered, List.of(), false);
  }

  /**
   * Predictions of a system that answered every image.
   *
   * @param classes the classes, in the order of {@link Prediction#probabilities}
   * @param rows a prediction per image
   */
  public Predictions(ClassSet classes, List<Prediction> rows) {
    this(classes, rows, List.of());
  }

  /**
   * Returns the same with other rows.
   *
   * @param others predictions of the same classes
   */
  public Predictions with(List<Prediction> others) {
    return new Predictions(classes, others, unanswered, notes, doubtful);
  }

  /**
   * Returns the same with images that the system gave no answer for.
   *
   * @param images all of them
   */
  public Predictions without(List<Unanswered> images) {
    return new Predictions(classes, rows, images, List.of(), doubtful);
  }

  /**
   * The same predictions with classes renamed or merged; a merged class has the sum of its
   * probabilities.
   *
   * @param options new names by old ones, and the positive class among the new
   * @return the predictions; the same if nothing is renamed and no class named
   * @throws OptionException if an old name, or the positive class, is unknown
   */
  public Predictions read(DatasetOptions options) {
    for (String old : options.renames().keySet()) {
      if (!classes.names().contains(old)) {
        throw new OptionException(
            OptionName.CLASSES,
            Sentence.of(
                "%s: '%s' is no class of these predictions; they have %s",
                OptionName.CLASSES, old, classes.names()));
      }
    }
    List<String> to =
        classes.names().stream().map(name -> options.renames().getOrDefault(name, name)).toList();
    List<String> names = to.stream().distinct().toList();
    String positive = options.positive();
    ClassSet renamed =
        positive != null
            ? ClassSet.of(names).withPositive(positive)
            : options.renames().isEmpty() ? classes : ClassSet.of(names);
    return new Predictions(
        renamed,
        rows.stream().map(row -> merged(row, to, names)).toList(),
        unanswered,
        notes,
        doubtful && classes.equals(renamed));
  }

  /**
   * Returns the positive class, and why it is taken for that.
   *
   * @param stated the positive class, if somebody named it
   * @return the class; not known of doubtful codes that nobody explained
   */
  public PositiveClass positive(@Nullable String stated) {
    return doubtful && stated == null
        ? new PositiveClass(classes, PositiveClass.Reason.UNKNOWN)
        : PositiveClass.of(classes, stated);
  }

  private static Prediction merged(Prediction row, List<String> to, List<String> names) {
    Double[] p = new Double[names.size()];
    Arrays.fill(p, 0.0);
    for (int k = 0; k < to.size(); k++) {
      p[names.indexOf(to.get(k))] += row.probabilities().get(k);
    }
    int label = row.label() < 0 ? -1 : names.indexOf(to.get(row.label()));
    return row.with(label, List.of(p));
  }

  /** {@return the rows whose true class is known} */
  public List<Prediction> labelled() {
    return rows.stream().filter(row -> row.label() >= 0).toList();
  }

  /** {@return whether each row says if the model refuses its image} */
  public boolean sayRefusals() {
    return rows.stream().allMatch(row -> row.refusal() != null);
  }

  /** {@return what every metric that is made of all rows together has to say} */
  public Origin origin() {
    return Origin.together(rows.stream().map(Prediction::origin).distinct().toList());
  }

  /**
   * The rows of each fold or fold model, for metrics of each and their spread.
   *
   * @return fold to its predictions, in the order of first appearance; rows without a fold are
   *     under the empty name
   */
  public Map<String, Predictions> byFold() {
    Map<String, List<Prediction>> rowsOf = new LinkedHashMap<>();
    for (Prediction row : rows) {
      String fold = row.fold();
      rowsOf.computeIfAbsent(fold == null ? "" : fold, f -> new ArrayList<>()).add(row);
    }
    Map<String, Predictions> folds = new LinkedHashMap<>();
    rowsOf.forEach((fold, ofFold) -> folds.put(fold, new Predictions(classes, ofFold)));
    return folds;
  }
}
