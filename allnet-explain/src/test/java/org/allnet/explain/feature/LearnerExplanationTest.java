package org.allnet.explain.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.explain.feature.FeatureExplanation.Method;
import org.allnet.explain.shapley.BruteForce;
import org.allnet.explain.shapley.KernelShapOptions;
import org.allnet.inference.learner.BackgroundRows;
import org.allnet.inference.learner.FeatureRanking;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.learner.LeftOutRows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearnerExplanationTest {

  private static final List<LearnerOptions> EVERY =
      List.of(
          LearnerOptions.Svm.DEFAULTS,
          new LearnerOptions.RandomForest(10, 0),
          new LearnerOptions.BaggedTrees(5),
          LearnerOptions.Logistic.DEFAULTS);

  /** Twice as many rows of class 1. */
  private static int label(int row) {
    return row % 3 == 0 ? 0 : 1;
  }

  /** Column 2 tells the class, column 0 a little; the others are noise. */
  private static double[][] rows(int count, int columns, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[count][columns];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < columns; c++) {
        rows[i][c] = random.nextGaussian();
      }
      rows[i][2] = 100 + 10 * (rows[i][2] + label(i) * 4);
      rows[i][0] += label(i);
    }
    return rows;
  }

  private static FittedLearner fitted(
      LearnerOptions options, @Nullable FeatureRanking ranking, int columns) {
    double[][] rows = rows(60, columns, 1);
    int[] labels = IntStream.range(0, 60).map(LearnerExplanationTest::label).toArray();
    return Learner.fit(options, ranking, rows, labels, 2, new LeftOutRows.Beside(rows, labels), 1);
  }

  private static FeatureExplanation explain(FittedLearner learner, double[] row) {
    return LearnerExplanation.of(
        learner, LearnerExplanation.numbered(row.length), row, 1, LearnerExplanation.DEFAULTS);
  }

  private static double[] contributions(FeatureExplanation explanation) {
    return explanation.contributions().stream()
        .mapToDouble(FeatureContribution::contribution)
        .toArray();
  }

  @Test
  void of_everyLearner_equalsBruteForce() {
    for (LearnerOptions options : EVERY) {
      FittedLearner learner = fitted(options, null, 6);
      BackgroundRows background = learner.background();
      for (double[] row : rows(10, 6, 9)) {
        double[] cell = learner.standardised(row);
        double[] expected =
            BruteForce.of(
                6,
                coalitions ->
                    coalitions.stream()
                        .mapToDouble(
                            in ->
                                IntStream.range(0, background.rows().size())
                                    .mapToDouble(
                                        k -> {
                                          double[] mixed = background.rows().get(k).clone();
                                          for (int i = 0; i < 6; i++) {
                                            mixed[i] = in[i] ? cell[i] : mixed[i];
                                          }
                                          return background.weights().get(k)
                                              * learner.standardisedProbabilities(mixed)[1];
                                        })
                                    .sum())
                        .toArray());

        FeatureExplanation explanation = explain(learner, row);

        assertThat(contributions(explanation)).containsExactly(expected, within(1e-9));
        assertThat(explanation.method())
            .isEqualTo(learner.trees().isEmpty() ? Method.KERNEL_SHAP : Method.TREE_SHAP);
      }
    }
  }

  @Test
  void of_manyFeatures_sumsToTheOutputLessTheBase() {
    for (LearnerOptions options : EVERY) {
      FittedLearner learner = fitted(options, null, 45);
      for (double[] row : rows(3, 45, 5)) {
        FeatureExplanation explanation = explain(learner, row);

        assertThat(explanation.output()).isCloseTo(learner.probabilities(row)[1], within(1e-12));
        assertThat(IntStream.range(0, 45).mapToDouble(i -> contributions(explanation)[i]).sum())
            .isCloseTo(explanation.output() - explanation.base(), within(1e-9));
      }
    }
  }

  @Test
  void top_ofEveryLearner_isTheTellingFeature() {
    double[] blast = rows(2, 45, 6)[1];
    for (LearnerOptions options : EVERY) {
      FeatureContribution first = explain(fitted(options, null, 45), blast).top(3).get(0);

      assertThat(first.name()).isEqualTo("network feature 3");
      assertThat(first.value()).isEqualTo(blast[2]);
      assertThat(first.contribution()).isPositive();
    }
  }

  @Test
  void of_rankedFeatures_givesTheOthersNothing() {
    for (LearnerOptions options : EVERY) {
      FittedLearner learner = fitted(options, new FeatureRanking(2), 20);

      double[] contributions = contributions(explain(learner, rows(1, 20, 8)[0]));

      for (int i = 0; i < 20; i++) {
        if (!learner.kept().contains(i)) {
          assertThat(contributions[i]).isEqualTo(0);
        }
      }
      assertThat(learner.kept()).contains(2);
      assertThat(contributions[2]).isNotEqualTo(0);
    }
  }

  @Test
  void mean_ofSeveralLearners_explainsTheirMean() {
    double[] row = rows(1, 6, 3)[0];
    List<FittedLearner> learners = EVERY.stream().map(o -> fitted(o, null, 6)).toList();

    FeatureExplanation mean =
        FeatureExplanation.mean(learners.stream().map(l -> explain(l, row)).toList());

    assertThat(mean.output())
        .isCloseTo(
            learners.stream().mapToDouble(l -> l.probabilities(row)[1]).average().getAsDouble(),
            within(1e-12));
    assertThat(IntStream.range(0, 6).mapToDouble(i -> contributions(mean)[i]).sum())
        .isCloseTo(mean.output() - mean.base(), within(1e-9));
    assertThat(mean.method()).isEqualTo(Method.KERNEL_SHAP);
    assertThat(mean.background()).isEqualTo(BackgroundRows.Origin.CLASS_MEANS);
  }

  @Test
  void of_badRow_isRefused() {
    FittedLearner learner = fitted(LearnerOptions.Logistic.DEFAULTS, null, 6);

    assertThatThrownBy(
            () ->
                LearnerExplanation.of(
                    learner,
                    LearnerExplanation.numbered(6),
                    new double[5],
                    0,
                    new KernelShapOptions(64, 8, 1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("5 features was given; it was fitted to 6");
  }
}
