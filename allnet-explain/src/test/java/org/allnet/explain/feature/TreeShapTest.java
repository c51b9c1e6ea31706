package org.allnet.explain.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.explain.shapley.BruteForce;
import org.allnet.explain.shapley.CoalitionGame;
import org.allnet.inference.learner.BackgroundRows;
import org.allnet.inference.learner.DecisionTree;
import org.allnet.inference.learner.DecisionTree.Leaf;
import org.allnet.inference.learner.DecisionTree.Node;
import org.allnet.inference.learner.DecisionTree.Split;
import org.junit.jupiter.api.Test;

class TreeShapTest {

  /** A tree with random splits, features repeated along paths included. */
  private static DecisionTree drawn(int features, int splits, SplittableRandom random) {
    List<Node> nodes = new ArrayList<>();
    int made = 1;
    for (int i = 0; i < made; i++) {
      // Node i has a split if splits are left; its branches are the next two nodes.
      if ((made - 1) / 2 < splits) {
        nodes.add(new Split(random.nextInt(features), random.nextDouble(-1, 1), made, made + 1));
        made += 2;
      } else {
        double p = random.nextDouble();
        nodes.add(new Leaf(List.of(p, 1 - p)));
      }
    }
    return new DecisionTree(nodes);
  }

  private static double[] row(int features, SplittableRandom random) {
    return random.doubles(features, -1, 1).toArray();
  }

  private static CoalitionGame game(
      List<DecisionTree> trees, double[] row, BackgroundRows background) {
    return coalitions ->
        coalitions.stream()
            .mapToDouble(
                in -> {
                  double value = 0;
                  for (int k = 0; k < background.rows().size(); k++) {
                    double[] mixed = background.rows().get(k).clone();
                    for (int i = 0; i < row.length; i++) {
                      mixed[i] = in[i] ? row[i] : mixed[i];
                    }
                    for (DecisionTree tree : trees) {
                      value +=
                          background.weights().get(k)
                              * tree.leaf(mixed).fractions().get(0)
                              / trees.size();
                    }
                  }
                  return value;
                })
            .toArray();
  }

  private static BackgroundRows background(int features, SplittableRandom random) {
    return new BackgroundRows(
        BackgroundRows.Origin.CLASS_MEANS,
        List.of(row(features, random), row(features, random), row(features, random)),
        List.of(0.5, 0.3, 0.2));
  }

  @Test
  void of_anyTrees_equalsBruteForce() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      int features = 1 + random.nextInt(8);
      List<DecisionTree> trees = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        trees.add(drawn(features, random.nextInt(40), random));
      }
      double[] row = row(features, random);
      BackgroundRows background = background(features, random);

      assertThat(TreeShap.of(trees, 0, row, background))
          .containsExactly(BruteForce.of(features, game(trees, row, background)), within(1e-12));
    }
  }

  @Test
  void of_oneTreeByHand_sharesTheAnd() {
    // 1 only if both features are above 0: the cell has both, the background none; each is half.
    DecisionTree both =
        new DecisionTree(
            List.of(
                new Split(0, 0, 1, 2),
                new Leaf(List.of(0.0, 1.0)),
                new Split(1, 0, 3, 4),
                new Leaf(List.of(0.0, 1.0)),
                new Leaf(List.of(1.0, 0.0))));
    BackgroundRows none =
        new BackgroundRows(
            BackgroundRows.Origin.MEAN, List.of(new double[] {-1, -1, 5}), List.of(1.0));

    assertThat(TreeShap.of(List.of(both), 0, new double[] {1, 1, -5}, none))
        .containsExactly(0.5, 0.5, 0);
    assertThat(TreeShap.of(List.of(both), 1, new double[] {1, 1, -5}, none))
        .containsExactly(-0.5, -0.5, 0);
  }

  @Test
  void of_unusedFeature_isExactlyZero() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 50; round++) {
      List<DecisionTree> trees = List.of(drawn(5, 30, random));
      assertThat(TreeShap.of(trees, 0, row(7, random), background(7, random))).endsWith(0, 0);
    }
  }
}
