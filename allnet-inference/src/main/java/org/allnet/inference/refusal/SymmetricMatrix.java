package org.allnet.inference.refusal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Small symmetric matrices: eigenvectors and solving. */
final class SymmetricMatrix {

  private static final int SWEEPS = 60;

  /** What is left beside the diagonal, as a part of the whole, and counts as nothing. */
  private static final double NOTHING = 1e-24;

  private SymmetricMatrix() {}

  /**
   * Returns eigenvectors by Jacobi's method.
   *
   * @param matrix symmetric; not changed
   * @return a row for each, of length 1, that of the greatest eigenvalue first
   */
  static double[][] eigenvectors(double[][] matrix) {
    int size = matrix.length;
    double[][] a = new double[size][];
    double[][] vectors = new double[size][size];
    double whole = 0;
    for (int i = 0; i < size; i++) {
      a[i] = matrix[i].clone();
      vectors[i][i] = 1;
      for (double value : matrix[i]) {
        whole += value * value;
      }
    }
    for (int sweep = 0; sweep < SWEEPS && beside(a) > NOTHING * whole; sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          if (a[p][q] != 0) {
            turn(a, vectors, p, q);
          }
        }
      }
    }
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
        .map(i -> vectors[i])
        .toArray(double[][]::new);
  }

  private static double beside(double[][] a) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        sum += a[p][q] * a[p][q];
      }
    }
    return sum;
  }

  /** Turns the plane of two axes so that they have no covariance. */
  private static void turn(double[][] a, double[][] vectors, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cos = 1 / Math.sqrt(tangent * tangent + 1);
    double sin = tangent * cos;
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = cos * x - sin * y;
      row[q] = sin * x + cos * y;
    }
    combine(a, p, q, cos, sin);
    combine(vectors, p, q, cos, sin);
  }

  private static void combine(double[][] rows, int p, int q, double cos, double sin) {
    for (int k = 0; k < rows[p].length; k++) {
      double x = rows[p][k];
      double y = rows[q][k];
      rows[p][k] = cos * x - sin * y;
      rows[q][k] = sin * x + cos * y;
    }
  }

  /**
   * Returns the lower triangle whose product with its transpose is a matrix (Cholesky).
   *
   * @param matrix symmetric
   * @return the triangle; empty if the matrix is not positive definite
   */
  static double[][] cholesky(double[][] matrix) {
    int size = matrix.length;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          if (!(sum > 0) || Double.isInfinite(sum)) {
            return new double[0][];
          }
          lower[i][i] = Math.sqrt(sum);
        } else {
          lower[i][j] = sum / lower[j][j];
        }
      }
    }
    return lower;
  }

  /**
   * Returns {@code v' M^-1 v}.
   *
   * @param lower the Cholesky triangle of M
   * @param vector v
   */
  static double quadratic(double[][] lower, double[] vector) {
    double[] solved = Arrays.copyOf(vector, vector.length);
    double sum = 0;
    for (int i = 0; i < solved.length; i++) {
      for (int k = 0; k < i; k++) {
        solved[i] -= lower[i][k] * solved[k];
      }
      solved[i] /= lower[i][i];
      sum += solved[i] * solved[i];
    }
    return sum;
  }
}
