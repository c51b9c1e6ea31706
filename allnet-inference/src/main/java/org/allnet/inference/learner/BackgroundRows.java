package org.allnet.inference.learner;

import java.util.ArrayList;
import java.util.List;

/**
 * What a cell is compared with if a learner's answer is explained: standardised rows that stand for
 * the training rows. Immutable; the rows are not copied, so treat them as read-only.
 *
 * <p>A model file keeps no training rows: thousands of rows of features would make it large, and
 * they describe patients' cells. It keeps the mean row of each class, weighted by the class's
 * fraction of the training rows. So an explanation says why a cell is answered differently than the
 * mean cells of the classes. Such a mean cell need not look like any real one.
 *
 * @param origin how the rows were made
 * @param rows standardised rows, at least one
 * @param weights the weight of each row, above 0; they sum to 1
 */
public record BackgroundRows(Origin origin, List<double[]> rows, List<Double> weights) {

  /** How background rows were made. */
  public enum Origin {
    /** The mean training row of each class, weighted by the class's fraction. */
    CLASS_MEANS("the mean training cell of each class, weighted by the class's fraction"),
    /** The mean of all training rows: a model file of an earlier version keeps no more. */
    MEAN("the mean training cell; this model file is older and keeps no means of classes");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** {@return what the rows are, for a reader} */
    public String words() {
      return words;
    }
  }

  /**
   * Checks that there is a weight for each row.
   *
   * @throws IllegalArgumentException if there is not, or there is no row
   */
  public BackgroundRows {
    rows = List.copyOf(rows);
    weights = List.copyOf(weights);
    if (rows.isEmpty() || rows.size() != weights.size()) {
      throw new IllegalArgumentException(
          "%d background rows with %d weights".formatted(rows.size(), weights.size()));
    }
  }

  /**
   * The mean row of each class that has rows.
   *
   * @param standardised the training rows
   * @param labels the class of each
   * @param classes how many classes there are
   */
  static BackgroundRows classMeans(double[][] standardised, int[] labels, int classes) {
    double[][] sums = new double[classes][standardised[0].length];
    int[] counts = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]]++;
      for (int c = 0; c < standardised[i].length; c++) {
        sums[labels[i]][c] += standardised[i][c];
      }
    }
    List<double[]> rows = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      if (counts[k] > 0) {
        for (int c = 0; c < sums[k].length; c++) {
          sums[k][c] /= counts[k];
        }
        rows.add(sums[k]);
        weights.add((double) counts[k] / labels.length);
      }
    }
    return new BackgroundRows(Origin.CLASS_MEANS, rows, weights);
  }

  /** The mean row of all: standardised, it is 0 everywhere. */
  static BackgroundRows mean(int columns) {
    return new BackgroundRows(Origin.MEAN, List.of(new double[columns]), List.of(1.0));
  }
}
