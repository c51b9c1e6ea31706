package org.allnet.explain.shapley;

/**
 * The error of drawing coalitions by the delete-a-group jackknife: the values are solved for again
 * without each group of drawn pairs, and {@code se^2 = (g - 1) / g sum_k (phi_(k) - mean)^2}.
 */
final class Jackknife {

  private static final int MOST_GROUPS = 10;

  private Jackknife() {}

  /**
   * Returns the standard error of each player's value.
   *
   * @param whole the sums over all coalitions
   * @param coalitions what was asked; from {@link Coalitions#drawn} on, pairs that were drawn
   * @param values the value of each coalition
   */
  static double[] errors(WeightedSums whole, Coalitions coalitions, double[] values) {
    int pairs = (values.length - coalitions.drawn()) / 2;
    int groups = Math.min(MOST_GROUPS, pairs);
    double[][] without = new double[groups][];
    for (int group = 0; group < groups; group++) {
      without[group] = without(group, groups, whole, coalitions, values);
    }
    int players = without[0].length;
    double[] errors = new double[players];
    for (int i = 0; i < players; i++) {
      double mean = 0;
      for (double[] phi : without) {
        mean += phi[i] / groups;
      }
      double squares = 0;
      for (double[] phi : without) {
        squares += (phi[i] - mean) * (phi[i] - mean);
      }
      errors[i] = Math.sqrt((groups - 1.0) / groups * squares);
    }
    return errors;
  }

  /** The values if the pairs of one group had not been drawn and the others counted for them. */
  private static double[] without(
      int group, int groups, WeightedSums whole, Coalitions coalitions, double[] values) {
    int pairs = (values.length - coalitions.drawn()) / 2;
    int left = pairs - (pairs - group + groups - 1) / groups;
    double more = (double) pairs / left - 1;
    WeightedSums sums = whole.copy();
    for (int pair = 0; pair < pairs; pair++) {
      for (int side = 0; side < 2; side++) {
        int at = coalitions.drawn() + 2 * pair + side;
        double weight = coalitions.weights()[at] * (pair % groups == group ? -1 : more);
        sums.add(coalitions.members().get(at), values[at], weight);
      }
    }
    return sums.solve();
  }
}
