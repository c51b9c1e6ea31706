package org.allnet.inference.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionTreeTest {

  private static final double[][] ROWS = rows(90, 6, 1);
  private static final int[] LABELS = labels(90, 3);

  private static double[][] rows(int count, int columns, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = random.doubles(columns, -1, 1).toArray();
      rows[i][0] += i % 3;
      rows[i][4] *= 100;
    }
    return rows;
  }

  private static int[] labels(int count, int classes) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % classes;
    }
    return labels;
  }

  private static FittedLearner fitted(LearnerOptions options) {
    // Class 3 has no rows.
    return Learner.fit(
        options, new FeatureRanking(4), ROWS, LABELS, 4, LearnerTest.folds(LABELS, 1), 1);
  }

  @Test
  void trees_meanOfTheirLeaves_isTheProbability() {
    for (LearnerOptions options :
        List.of(new LearnerOptions.RandomForest(15, 0), new LearnerOptions.BaggedTrees(7))) {
      FittedLearner fitted = fitted(options);
      FittedLearner read = FittedLearner.fromBytes(fitted.toBytes(), "read");
      for (FittedLearner learner : List.of(fitted, read)) {
        List<DecisionTree> trees = learner.trees();
        for (double[] row : rows(200, 6, 7)) {
          double[] mean = new double[4];
          double[] standardised = learner.standardised(row);
          for (DecisionTree tree : trees) {
            for (int c = 0; c < 4; c++) {
              mean[c] += tree.leaf(standardised).fractions().get(c) / trees.size();
            }
          }
          assertThat(mean).containsExactly(learner.probabilities(row), within(1e-9));
        }
      }
    }
  }

  @Test
  void trees_ofOtherLearners_areNone() {
    assertThat(fitted(LearnerOptions.Svm.DEFAULTS).trees()).isEmpty();
    assertThat(fitted(LearnerOptions.Logistic.DEFAULTS).trees()).isEmpty();
  }

  @Test
  void background_isTheMeanOfEachClass() {
    FittedLearner learner = fitted(new LearnerOptions.BaggedTrees(2));

    BackgroundRows background = FittedLearner.fromBytes(learner.toBytes(), "read").background();

    assertThat(background.rows()).hasSize(3);
    assertThat(background.weights()).allMatch(weight -> Math.abs(weight - 1 / 3.0) < 1e-12);
    for (int k = 0; k < 3; k++) {
      double[] mean = new double[6];
      for (int i = k; i < 90; i += 3) {
        for (int c = 0; c < 6; c++) {
          mean[c] += ROWS[i][c] / 30;
        }
      }
      assertThat(background.rows().get(k))
          .containsExactly(learner.standardised(mean), within(1e-9));
    }
  }

  @Test
  void tree_branchBackwards_isRefused() {
    DecisionTree.Leaf leaf = new DecisionTree.Leaf(List.of(1.0, 0.0));
    assertThatThrownBy(() -> new DecisionTree(List.of(new DecisionTree.Split(0, 0, 1, 0), leaf)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("node 0 of a tree leads nowhere");
  }
}
