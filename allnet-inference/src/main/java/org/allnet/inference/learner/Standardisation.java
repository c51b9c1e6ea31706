package org.allnet.inference.learner;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;

/**
 * Brings columns to mean 0 and standard deviation 1 over the training rows (dividing by their
 * number). A column that does not vary there becomes 0 everywhere.
 *
 * @param columns which columns of a row are kept, in the order of the result
 * @param means the mean of each kept column
 * @param deviations the standard deviation of each kept column, 0 for one that does not vary
 */
record Standardisation(List<Integer> columns, double[] means, double[] deviations) {

  /** How many deviations from the mean a number can lie: its square must stay a number. */
  private static final double FURTHEST = 1e9;

  Standardisation {
    columns = List.copyOf(columns);
  }

  /** Over all columns of rows of one length with finite numbers. */
  static Standardisation of(double[][] rows) {
    int width = rows[0].length;
    List<Integer> columns = new ArrayList<>();
    double[] means = new double[width];
    double[] deviations = new double[width];
    for (int c = 0; c < width; c++) {
      columns.add(c);
      double sum = 0;
      boolean varies = false;
      for (double[] row : rows) {
        sum += row[c];
        varies |= row[c] != rows[0][c];
      }
      means[c] = sum / rows.length;
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[c] - means[c]) * (row[c] - means[c]);
      }
      deviations[c] = varies ? Math.sqrt(squares / rows.length) : 0;
      if (!Double.isFinite(deviations[c])) {
        throw new InputException(
            "training rows: feature " + c + " has numbers too large to square; scale it down");
      }
    }
    return new Standardisation(columns, means, deviations);
  }

  /** {@return the places in {@link #columns} of those that vary} */
  List<Integer> varying() {
    List<Integer> varying = new ArrayList<>();
    for (int i = 0; i < deviations.length; i++) {
      if (deviations[i] > 0) {
        varying.add(i);
      }
    }
    return varying;
  }

  /**
   * Narrows to some columns.
   *
   * @param places places in {@link #columns}
   */
  Standardisation only(List<Integer> places) {
    double[] narrowMeans = new double[places.size()];
    double[] narrowDeviations = new double[places.size()];
    for (int i = 0; i < places.size(); i++) {
      narrowMeans[i] = means[places.get(i)];
      narrowDeviations[i] = deviations[places.get(i)];
    }
    return new Standardisation(
        places.stream().map(columns::get).toList(), narrowMeans, narrowDeviations);
  }

  /** The kept columns of a row, standardised. */
  double[] apply(double[] row) {
    double[] result = new double[means.length];
    for (int i = 0; i < result.length; i++) {
      double value = row[columns.get(i)];
      double standard = deviations[i] > 0 ? (value - means[i]) / deviations[i] : 0;
      result[i] = Math.max(-FURTHEST, Math.min(FURTHEST, standard));
    }
    return result;
  }

  double[][] apply(double[][] rows) {
    double[][] result = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      result[i] = apply(rows[i]);
    }
    return result;
  }
}
