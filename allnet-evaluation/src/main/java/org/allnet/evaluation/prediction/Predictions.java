package org.allnet.evaluation.prediction;

import java.util.List;
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
}
