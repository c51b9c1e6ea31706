package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.refusal.Evidence;

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

  /** What comes of cells that are computed together: rounding depends on what is asked. */
  List<Evidence> together(List<CellPixels> cells) {
    if (areAlwaysAlone()) {
      return cells.stream().map(this::alone).toList();
    }
    return mean(cells.size(), member -> member.evidence(cells));
  }

  /** What comes of a cell: the same to the bit, whatever else is asked about. */
  Evidence alone(CellPixels cell) {
    if (areAlwaysAlone()) {
      double[] features = featuring.features(cell);
      float[] kept = new float[features.length];
      for (int j = 0; j < kept.length; j++) {
        kept[j] = (float) features[j];
      }
      return new Evidence(kept, Double.NaN, learned(features));
    }
    return mean(1, member -> List.of(member.evidence(cell))).get(0);
  }

  /**
   * Each network sees the cells at its own size; probabilities and energy are their weighted mean,
   * their features are one after the other.
   */
  private List<Evidence> mean(int cells, Function<EnsembleNetwork, List<Evidence>> ask) {
    List<double[]> total = new ArrayList<>();
    double[] energy = new double[cells];
    List<float[]> features = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      total.add(new double[description.classes().size()]);
      features.add(new float[0]);
    }
    double weights = description.members().stream().mapToDouble(EnsembleMember::weight).sum();
    for (int i = 0; i < members.size(); i++) {
      double weight = description.members().get(i).weight() / weights;
      List<Evidence> own = ask.apply(members.get(i));
      for (int cell = 0; cell < cells; cell++) {
        for (int label = 0; label < total.get(cell).length; label++) {
          total.get(cell)[label] += own.get(cell).probabilities()[label] * weight;
        }
        energy[cell] += own.get(cell).energy() * weight;
        features.set(cell, joined(features.get(cell), own.get(cell).features()));
      }
    }
    List<Evidence> all = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      all.add(new Evidence(features.get(cell), energy[cell], total.get(cell)));
    }
    return all;
  }

  private static float[] joined(float[] some, float[] more) {
    float[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
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
