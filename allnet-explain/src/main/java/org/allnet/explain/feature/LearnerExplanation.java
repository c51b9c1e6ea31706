package org.allnet.explain.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.explain.shapley.CoalitionGame;
import org.allnet.explain.shapley.KernelShap;
import org.allnet.explain.shapley.KernelShapOptions;
import org.allnet.explain.shapley.ShapleyValues;
import org.allnet.inference.learner.BackgroundRows;
import org.allnet.inference.learner.DecisionTree;
import org.allnet.inference.learner.FittedLearner;

/**
 * Explains answers of classical learners by Shapley values of features. The value of a coalition
 * {@code S} is {@code v(S) = sum_k w_k p(x_S, b_k)}: the class's probability of rows that have the
 * features of {@code S} from the cell and the others from the {@linkplain BackgroundRows background
 * rows}. Forests and bagged trees are explained exactly by {@link TreeShap}, other learners by
 * {@link KernelShap}. The probability is explained, not a logit: pure leaves have none.
 *
 * <p>Features that the learner does not look at, and those that are the same in the cell and in
 * every background row, contribute exactly 0.
 */
public final class LearnerExplanation {

  /** 2,048 coalitions, 64 at once, seed 1. */
  public static final KernelShapOptions DEFAULTS = new KernelShapOptions(2048, 64, 1);

  private LearnerExplanation() {}

  /**
   * Returns names for features that have none, such as those of a network.
   *
   * @param count how many
   * @return {@code network feature 1} and so on
   */
  public static List<String> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "network feature " + i).toList();
  }

  /**
   * Explains an answer.
   *
   * @param learner the learner
   * @param names the name of each feature
   * @param row the cell's features
   * @param classIndex the class whose probability is explained
   * @param options how kernel SHAP asks; trees need none
   * @return the contribution of each feature
   * @throws IllegalArgumentException if the names are not as many as the learner's features
   * @throws InputException if the row does not fit the learner, the learner can't answer, or more
   *     than {@value KernelShap#MAX_PLAYERS} features would be the players of kernel SHAP
   * @throws OptionException if the samples are too few for the features
   * @throws RunException if the thread is interrupted
   */
  public static FeatureExplanation of(
      FittedLearner learner,
      List<String> names,
      double[] row,
      int classIndex,
      KernelShapOptions options) {
    if (names.size() != learner.features()) {
      throw new IllegalArgumentException(
          "%d names of %d features".formatted(names.size(), learner.features()));
    }
    double[] cell = learner.standardised(row);
    BackgroundRows background = learner.background();
    List<DecisionTree> trees = learner.trees();
    double[] values;
    double[] errors = new double[cell.length];
    if (trees.isEmpty()) {
      values = new double[cell.length];
      kernel(learner, cell, classIndex, options, values, errors);
    } else {
      values = TreeShap.of(trees, classIndex, cell, background);
    }
    double[] contributions = new double[row.length];
    double[] standardErrors = new double[row.length];
    for (int i = 0; i < cell.length; i++) {
      contributions[learner.kept().get(i)] = values[i];
      standardErrors[learner.kept().get(i)] = errors[i];
    }
    List<FeatureContribution> features = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      features.add(
          new FeatureContribution(names.get(i), row[i], contributions[i], standardErrors[i]));
    }
    return new FeatureExplanation(
        trees.isEmpty()
            ? FeatureExplanation.Method.KERNEL_SHAP
            : FeatureExplanation.Method.TREE_SHAP,
        background.origin(),
        classIndex,
        base(learner, classIndex),
        learner.standardisedProbabilities(cell)[classIndex],
        features);
  }

  private static double base(FittedLearner learner, int classIndex) {
    BackgroundRows background = learner.background();
    double base = 0;
    for (int k = 0; k < background.rows().size(); k++) {
      base +=
          background.weights().get(k)
              * learner.standardisedProbabilities(background.rows().get(k))[classIndex];
    }
    return base;
  }

  private static void kernel(
      FittedLearner learner,
      double[] cell,
      int classIndex,
      KernelShapOptions options,
      double[] values,
      double[] errors) {
    BackgroundRows background = learner.background();
    int[] players =
        IntStream.range(0, cell.length)
            .filter(i -> background.rows().stream().anyMatch(other -> other[i] != cell[i]))
            .toArray();
    if (players.length == 0) {
      return;
    }
    CoalitionGame game =
        coalitions ->
            coalitions.stream()
                .mapToDouble(c -> value(learner, cell, classIndex, players, c))
                .toArray();
    ShapleyValues shapley = KernelShap.of(players.length, game, options);
    for (int i = 0; i < players.length; i++) {
      values[players[i]] = shapley.values().get(i);
      errors[players[i]] = shapley.standardErrors().get(i);
    }
  }

  private static double value(
      FittedLearner learner, double[] cell, int classIndex, int[] players, boolean[] coalition) {
    BackgroundRows background = learner.background();
    double value = 0;
    for (int k = 0; k < background.rows().size(); k++) {
      double[] mixed = background.rows().get(k).clone();
      for (int i = 0; i < players.length; i++) {
        if (coalition[i]) {
          mixed[players[i]] = cell[players[i]];
        }
      }
      value += background.weights().get(k) * learner.standardisedProbabilities(mixed)[classIndex];
    }
    return value;
  }
}
