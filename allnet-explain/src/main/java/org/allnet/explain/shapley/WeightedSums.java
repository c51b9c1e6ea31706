package org.allnet.explain.shapley;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealVector;

/**
 * The sums of a least-squares fit over coalitions: {@code A = sum w z z'} and {@code b = sum w z
 * (v(z) - v(empty))}.
 */
final class WeightedSums {

  private final int players;
  private final double empty;
  private final double gain;
  private final double[][] a;
  private final double[] b;

  /**
   * Sums over no coalition.
   *
   * @param players the number of players
   * @param empty the value of the empty coalition
   * @param full the value of the coalition of all
   */
  WeightedSums(int players, double empty, double full) {
    this(players, empty, full - empty, new double[players][players], new double[players]);
  }

  private WeightedSums(int players, double empty, double gain, double[][] a, double[] b) {
    this.players = players;
    this.empty = empty;
    this.gain = gain;
    this.a = a;
    this.b = b;
  }

  /** {@return sums of their own with the same content} */
  WeightedSums copy() {
    double[][] copied = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    return new WeightedSums(players, empty, gain, copied, b.clone());
  }

  /** Adds a coalition; a weight below 0 takes one away. */
  void add(boolean[] coalition, double value, double weight) {
    int[] members = new int[players];
    int size = 0;
    for (int i = 0; i < players; i++) {
      if (coalition[i]) {
        members[size++] = i;
      }
    }
    double weighted = weight * (value - empty);
    for (int i = 0; i < size; i++) {
      double[] row = a[members[i]];
      b[members[i]] += weighted;
      for (int j = 0; j < size; j++) {
        row[members[j]] += weight;
      }
    }
  }

  /**
   * Solves for the values of the players: {@code phi = A^-1 (b - l 1)} with the multiplier {@code l
   * = (1' A^-1 b - gain) / (1' A^-1 1)}, so that they sum to the gain.
   */
  double[] solve() {
    if (players == 1) {
      return new double[] {gain};
    }
    DecompositionSolver solver =
        new CholeskyDecomposition(new Array2DRowRealMatrix(a, false), 1e-9, 0).getSolver();
    RealVector free = solver.solve(new ArrayRealVector(b, false));
    RealVector ones = solver.solve(new ArrayRealVector(players, 1.0));
    double multiplier = (sum(free) - gain) / sum(ones);
    double[] phi = new double[players];
    for (int i = 0; i < players; i++) {
      phi[i] = free.getEntry(i) - multiplier * ones.getEntry(i);
    }
    double rest = (gain - Arrays.stream(phi).sum()) / players;
    for (int i = 0; i < players; i++) {
      phi[i] += rest;
    }
    return phi;
  }

  private static double sum(RealVector vector) {
    return Arrays.stream(vector.toArray()).sum();
  }
}
