package org.allnet.inference.learner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import org.allnet.data.InputException;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.libsvm.LibSVMClassificationModel;
import org.tribuo.common.libsvm.LibSVMTrainer;

/**
 * Decision values of support vector machines on rows that they were not fitted to, for each pair of
 * classes: a machine decides between every two.
 */
final class PairDecisions {

  private final Map<Pair, List<Decision>> decisions = new HashMap<>();

  /** Two classes, the lower first. */
  private record Pair(int lower, int higher) {}

  /** A value above 0 for the pair's lower class, and whether the row is of it. */
  private record Decision(double value, boolean lower) {}

  /**
   * Adds what a machine decides about a row. Pairs without the row's class tell nothing of it.
   *
   * @param machine the machine
   * @param rows standardised rows
   * @param labels the class of each
   */
  void add(Model<Label> machine, double[][] rows, int[] labels) {
    svm_model inner = inner(machine);
    List<Integer> classes = classes(machine);
    double[] values = new double[classes.size() * (classes.size() - 1) / 2];
    for (int row = 0; row < rows.length; row++) {
      svm.svm_predict_values(inner, nodes(machine, rows[row]), values);
      int at = 0;
      for (int i = 0; i < classes.size(); i++) {
        for (int j = i + 1; j < classes.size(); j++) {
          add(classes.get(i), classes.get(j), values[at], labels[row]);
          at++;
        }
      }
    }
  }

  private void add(int first, int second, double value, int label) {
    if (label == first || label == second) {
      Pair pair = new Pair(Math.min(first, second), Math.max(first, second));
      decisions
          .computeIfAbsent(pair, key -> new ArrayList<>())
          .add(new Decision(first < second ? value : -value, label == pair.lower()));
    }
  }

  /**
   * Fits a sigmoid for each pair of a machine's classes.
   *
   * @param machine the machine that is to answer
   * @return the sigmoids in the order of its own pairs, of the probability of a pair's first class
   * @throws InputException if a class of a pair has no row
   */
  List<Sigmoid> sigmoids(Model<Label> machine) {
    List<Integer> classes = classes(machine);
    List<Sigmoid> sigmoids = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      for (int j = i + 1; j < classes.size(); j++) {
        sigmoids.add(sigmoid(classes.get(i), classes.get(j)));
      }
    }
    return sigmoids;
  }

  private Sigmoid sigmoid(int first, int second) {
    List<Decision> own =
        decisions.getOrDefault(
            new Pair(Math.min(first, second), Math.max(first, second)), List.of());
    double[] values = new double[own.size()];
    boolean[] positive = new boolean[own.size()];
    int positives = 0;
    for (int i = 0; i < values.length; i++) {
      boolean turned = first > second;
      values[i] = turned ? -own.get(i).value() : own.get(i).value();
      positive[i] = own.get(i).lower() != turned;
      positives += positive[i] ? 1 : 0;
    }
    if (positives == 0 || positives == positive.length) {
      throw new InputException(
          "training rows: class %d has no row that was left out of a fit with class %d; give rows of two subjects or more"
              .formatted(positives == 0 ? first : second, positives == 0 ? second : first));
    }
    return Sigmoid.fit(values, positive);
  }

  private static svm_model inner(Model<Label> machine) {
    return ((LibSVMClassificationModel) machine).getInnerModels().get(0);
  }

  /** The machine's classes in the order in which it pairs them. */
  private static List<Integer> classes(Model<Label> machine) {
    List<Integer> known = ModelDomain.seen(machine.getOutputIDInfo());
    List<Integer> classes = new ArrayList<>();
    for (int id : inner(machine).label) {
      classes.add(known.get(id));
    }
    return classes;
  }

  private static svm_node[] nodes(Model<Label> machine, double[] row) {
    return LibSVMTrainer.exampleToNodes(
        LabelledRows.unlabelled(LabelledRows.names(row.length), row),
        machine.getFeatureIDMap(),
        new ArrayList<>());
  }
}
