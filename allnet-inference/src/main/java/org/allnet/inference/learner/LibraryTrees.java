package org.allnet.inference.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.allnet.data.InputException;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;

/** The trees of the learning library as {@link DecisionTree}s. */
final class LibraryTrees {

  /** How far the fractions of a leaf may be from 1 by rounding. */
  private static final double ROUNDING = 1e-6;

  private LibraryTrees() {}

  /**
   * Returns the trees of a forest or of bagged trees.
   *
   * @param model any model
   * @param classes how many classes there are
   * @param source where it comes from, for messages
   * @return the trees, all of the same weight; none if the model has no trees
   * @throws InputException if the model was read from altered bytes and a leaf's fractions do not
   *     sum to 1
   */
  static List<DecisionTree> of(Model<Label> model, int classes, String source) {
    List<DecisionTree> trees = new ArrayList<>();
    if (model instanceof WeightedEnsembleModel<Label> ensemble) {
      for (Model<Label> member : ensemble.getModels()) {
        trees.add(tree((TreeModel<Label>) member, classes, source));
      }
    }
    return List.copyOf(trees);
  }

  private static DecisionTree tree(TreeModel<Label> model, int classes, String source) {
    ImmutableFeatureMap features = model.getFeatureIDMap();
    // The library's nodes in the order in which they are found: a branch comes after its node.
    List<Node<Label>> found = new ArrayList<>(List.of(model.getRoot()));
    List<DecisionTree.Node> nodes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) instanceof SplitNode<Label> split) {
        found.add(split.getLessThanOrEqual());
        found.add(split.getGreaterThan());
        nodes.add(
            new DecisionTree.Split(
                LabelledRows.column(features.get(split.getFeatureID()).getName()),
                split.splitValue(),
                found.size() - 2,
                found.size() - 1));
      } else {
        nodes.add(leaf((LeafNode<Label>) found.get(i), classes, source));
      }
    }
    return new DecisionTree(nodes);
  }

  private static DecisionTree.Leaf leaf(LeafNode<Label> leaf, int classes, String source) {
    double[] fractions = new double[classes];
    for (Label label : leaf.getDistribution().values()) {
      fractions[Integer.parseInt(label.getLabel())] = label.getScore();
    }
    if (!(Math.abs(Arrays.stream(fractions).sum() - 1) <= ROUNDING)) {
      throw InputException.in(source, "a leaf of its trees has no fractions; it is altered");
    }
    return new DecisionTree.Leaf(DoubleStream.of(fractions).boxed().toList());
  }
}
