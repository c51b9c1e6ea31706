package org.allnet.inference.learner;

import java.util.List;
import java.util.Objects;

/**
 * A decision tree on {@linkplain FittedLearner#standardised standardised} rows. Immutable and
 * thread-safe.
 *
 * @param nodes the nodes, the root first and each before its branches
 */
public record DecisionTree(List<Node> nodes) {

  /**
   * Checks that every branch leads to a later node.
   *
   * @throws IllegalArgumentException if there is no node, or a branch leads elsewhere
   */
  public DecisionTree {
    nodes = List.copyOf(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i) instanceof Split split
          && (split.notAbove() <= i
              || split.above() <= i
              || Math.max(split.notAbove(), split.above()) >= nodes.size())) {
        throw new IllegalArgumentException("node " + i + " of a tree leads nowhere");
      }
    }
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a tree without nodes");
    }
  }

  /** A node. */
  public sealed interface Node {}

  /**
   * A node that asks for a feature.
   *
   * @param feature the place of the feature in a standardised row
   * @param threshold what the feature is compared with
   * @param notAbove the node for {@code feature <= threshold}
   * @param above the node for {@code feature > threshold}
   */
  public record Split(int feature, double threshold, int notAbove, int above) implements Node {

    /**
     * Returns the node for a row.
     *
     * @param row a standardised row
     */
    public int next(double[] row) {
      return row[feature] > threshold ? above : notAbove;
    }
  }

  /**
   * A node that answers.
   *
   * @param fractions the fraction of each class among the training rows that came here, in [0,1];
   *     they sum to 1. How many rows came is not kept
   */
  public record Leaf(List<Double> fractions) implements Node {

    /** Copies the list. */
    public Leaf {
      fractions = List.copyOf(fractions);
    }
  }

  /**
   * Returns the leaf that a row comes to.
   *
   * @param row a standardised row
   */
  public Leaf leaf(double[] row) {
    Node node = nodes.get(0);
    while (node instanceof Split split) {
      node = nodes.get(split.next(row));
    }
    return (Leaf) Objects.requireNonNull(node);
  }
}
