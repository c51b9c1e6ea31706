package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;

/**
 * What a model's networks or learners say of cells, before any scaling or correction. Thread-safe
 * until its networks are closed.
 */
final class ModelAnswers {

  private final List<EnsembleNetwork> members;
  private final FeatureExtractor featuring;
  private final List<FittedLearner> learners;
  private final ModelDescription description;

  ModelAnswers(
      List<EnsembleNetwork> members,
      FeatureExtractor featuring,
      List<FittedLearner> learners,
      ModelDescription description) {
    this.members = members;
    this.featuring = featuring;
    this.learners = learners;
    this.description = description;
  }

  /** {@return whether {@link #together} gives what {@link #alone} does} */
  boolean areAlwaysAlone() {
    return !learners.isEmpty();
  }

  /** Probabilities of cells that are computed together: rounding depends on what is asked. */
  List<double[]> together(List<CellPixels> cells) {
    if (areAlwaysAlone()) {
      return cells.stream().map(this::alone).toList();
    }
    return mean(cells.size(), member -> member.probabilities(cells));
  }

  /** Probabilities of a cell: the same to the bit, whatever else is asked about. */
  double[] alone(CellPixels cell) {
    if (areAlwaysAlone()) {
      return learned(featuring.features(cell));
    }
    return mean(1, member -> List.of(member.probabilities(cell))).get(0);
  }

  /** Each network sees the cells at its own size; the answer is their weighted mean. */
  private List<double[]> mean(int cells, Function<EnsembleNetwork, List<double[]>> ask) {
    List<double[]> total = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      total.add(new double[description.classes().size()]);
    }
    double weights = description.members().stream().mapToDouble(EnsembleMember::weight).sum();
    for (int i = 0; i < members.size(); i++) {
      double weight = description.members().get(i).weight() / weights;
      List<double[]> own = ask.apply(members.get(i));
      for (int cell = 0; cell < cells; cell++) {
        for (int label = 0; label < total.get(cell).length; label++) {
          total.get(cell)[label] += own.get(cell)[label] * weight;
        }
      }
    }
    return total;
  }

  private double[] learned(double[] features) {
    double[] mean = new double[description.classes().size()];
    for (FittedLearner learner : learners) {
      double[] own = learner.probabilities(features);
      for (int label = 0; label < mean.length; label++) {
        mean[label] += own[label] / learners.size();
      }
    }
    return mean;
  }
}
