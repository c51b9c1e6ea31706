package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;

/**
 * The predictions of one system on one set of images.
 *
 * @param classes the classes, in the order of {@link Prediction#probabilities}
 * @param rows a prediction per image
 */
public record Predictions(ClassSet classes, List<Prediction> rows) {

  /** Checks that the rows fit the classes, and copies. */
  public Predictions {
    rows = List.copyOf(rows);
    for (Prediction row : rows) {
      if (row.probabilities().size() != classes.size()
          || row.label() < -1
          || row.label() >= classes.size()) {
        throw new IllegalArgumentException(row + " does not fit the classes " + classes.names());
      }
    }
  }

  /** {@return the rows whose true class is known} */
  public List<Prediction> labelled() {
    return rows.stream().filter(row -> row.label() >= 0).toList();
  }

  /**
   * The rows of each fold or instance, for figures of each and their spread.
   *
   * @return fold to its predictions, in the order of first appearance; rows without a fold stand
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
