package org.allnet.explain.feature;

import java.util.List;
import org.allnet.inference.learner.BackgroundRows;
import org.allnet.inference.learner.DecisionTree;
import org.allnet.inference.learner.DecisionTree.Leaf;
import org.allnet.inference.learner.DecisionTree.Split;

/**
 * The exact Shapley values of an ensemble of trees against background rows: interventional TreeSHAP
 * (Lundberg et al. 2020, doi 10.1038/s42256-019-0138-9, algorithm 3). The value of a coalition
 * {@code S} of features is
 *
 * <pre>{@code v(S) = sum_k w_k f(x_S, b_k),}</pre>
 *
 * the answer to rows that have the features of {@code S} from the cell {@code x} and the others
 * from the background row {@code b_k}. A leaf with the value {@code p} that is reached if {@code n}
 * features are from the cell and {@code m} others from the background adds {@code p (n - 1)! m! /
 * (n + m)!} to each of the first and takes {@code p n! (m - 1)! / (n + m)!} from each of the
 * second.
 *
 * <p>The path-dependent form (Lundberg et al. 2018, arXiv 1802.03888) needs the number of training
 * rows at each node. The trees do not keep it, so this form is not offered. Thread-safe.
 */
final class TreeShap {

  private TreeShap() {}

  /**
   * Returns the value of each feature.
   *
   * @param trees the trees, all of the same weight
   * @param classIndex the class whose probability is explained
   * @param row the cell's standardised row
   * @param background what it is compared with
   * @return a value for each feature of the row; they sum to the probability of the row less the
   *     weighted mean probability of the background rows
   */
  static double[] of(
      List<DecisionTree> trees, int classIndex, double[] row, BackgroundRows background) {
    double[] phi = new double[row.length];
    for (int k = 0; k < background.rows().size(); k++) {
      double weight = background.weights().get(k) / trees.size();
      for (DecisionTree tree : trees) {
        new Walk(tree, classIndex, row, background.rows().get(k), weight, phi).from(0);
      }
    }
    return phi;
  }

  /** A walk to all leaves that mixtures of two rows reach. */
  private static final class Walk {

    private final DecisionTree tree;
    private final int classIndex;
    private final double[] row;
    private final double[] other;
    private final double weight;
    private final double[] phi;

    /** The features on which the way here depends, those of the row and those of the other. */
    private final int[] features;

    private final boolean[] ofRow;
    private int depth;

    Walk(
        DecisionTree tree,
        int classIndex,
        double[] row,
        double[] other,
        double weight,
        double[] phi) {
      this.tree = tree;
      this.classIndex = classIndex;
      this.row = row;
      this.other = other;
      this.weight = weight;
      this.phi = phi;
      this.features = new int[row.length];
      this.ofRow = new boolean[row.length];
    }

    void from(int node) {
      int at = node;
      while (tree.nodes().get(at) instanceof Split split) {
        int ofCell = split.next(row);
        int ofBackground = split.next(other);
        int chosen = place(split.feature());
        if (ofCell == ofBackground) {
          at = ofCell;
        } else if (chosen >= 0) {
          at = ofRow[chosen] ? ofCell : ofBackground;
        } else {
          features[depth] = split.feature();
          ofRow[depth] = true;
          depth++;
          from(ofCell);
          ofRow[depth - 1] = false;
          from(ofBackground);
          depth--;
          return;
        }
      }
      arrive((Leaf) tree.nodes().get(at));
    }

    private int place(int feature) {
      for (int i = 0; i < depth; i++) {
        if (features[i] == feature) {
          return i;
        }
      }
      return -1;
    }

    private void arrive(Leaf leaf) {
      int own = 0;
      for (int i = 0; i < depth; i++) {
        own += ofRow[i] ? 1 : 0;
      }
      double value = weight * leaf.fractions().get(classIndex);
      if (value == 0 || depth == 0) {
        return;
      }
      // (n - 1)! m! / (n + m)! = 1 / ((n + m) C(n + m - 1, n - 1)), and likewise for the others
      double gain = own == 0 ? 0 : value / (depth * binomial(depth - 1, own - 1));
      double loss = own == depth ? 0 : value / (depth * binomial(depth - 1, own));
      for (int i = 0; i < depth; i++) {
        phi[features[i]] += ofRow[i] ? gain : -loss;
      }
    }

    private static double binomial(int n, int k) {
      double result = 1;
      for (int i = 1; i <= k; i++) {
        result = result * (n - k + i) / i;
      }
      return result;
    }
  }
}
