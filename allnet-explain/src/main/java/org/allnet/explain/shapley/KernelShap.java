package org.allnet.explain.shapley;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.explain.batch.Batches;

/**
 * Shapley values by weighted least squares (kernel SHAP: Lundberg and Lee 2017, arXiv 1705.07874,
 * theorem 2). They minimise
 *
 * <pre>{@code
 * sum_S w(|S|) (v(S) - v(empty) - sum_{i in S} phi_i)^2,  w(s) = (n - 1) / (C(n, s) s (n - s)),
 * }</pre>
 *
 * subject to {@code sum_i phi_i = v(full) - v(empty)}. The constraint is solved exactly by its
 * Lagrange multiplier (Covert and Lee 2021, arXiv 2012.01536, equation 7), so the values sum to
 * {@code v(full) - v(empty)} however few coalitions are asked.
 *
 * <p>All coalitions are asked if there are at most {@value #ENUMERATED} players or if the samples
 * suffice for all; the values are then the Shapley values themselves. Otherwise {@link Coalitions}
 * draws coalitions, each together with its complement. Thread-safe.
 */
public final class KernelShap {

  /** Up to this many players all coalitions are asked. */
  public static final int ENUMERATED = 10;

  /** The most players: the time of the solution grows with their cube. */
  public static final int MAX_PLAYERS = 1000;

  private KernelShap() {}

  /**
   * Returns the Shapley value of each player.
   *
   * @param players how many, 1 to {@value #MAX_PLAYERS}
   * @param game the value of coalitions; asked in batches
   * @param options how many coalitions, in what batches, from what seed
   * @return the values with their standard errors
   * @throws InputException if the game has a value that is not finite, or there are too many
   *     players
   * @throws OptionException if not all coalitions are asked and the samples are fewer than {@code 2
   *     players + 6}
   * @throws RunException if the thread is interrupted
   */
  public static ShapleyValues of(int players, CoalitionGame game, KernelShapOptions options) {
    if (players < 1 || players > MAX_PLAYERS) {
      throw new InputException(
          "kernel SHAP of %d players; use 1 to %d".formatted(players, MAX_PLAYERS));
    }
    Coalitions coalitions = Coalitions.of(players, options);
    List<boolean[]> asked = new ArrayList<>(List.of(new boolean[players], all(players)));
    asked.addAll(coalitions.members());
    double[] answers = Batches.ask(asked.size(), options.batch(), asked::get, game::values);
    double[] ends = Arrays.copyOf(answers, 2);
    double[] values = Arrays.copyOfRange(answers, 2, answers.length);
    WeightedSums sums = new WeightedSums(players, ends[0], ends[1]);
    for (int i = 0; i < values.length; i++) {
      sums.add(coalitions.members().get(i), values[i], coalitions.weights()[i]);
    }
    double[] phi = sums.solve();
    return new ShapleyValues(
        ends[0],
        ends[1],
        list(phi),
        list(coalitions.exact() ? new double[players] : Jackknife.errors(sums, coalitions, values)),
        values.length + 2,
        coalitions.exact());
  }

  private static boolean[] all(int players) {
    boolean[] all = new boolean[players];
    Arrays.fill(all, true);
    return all;
  }

  private static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return list;
  }
}
