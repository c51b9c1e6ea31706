package org.allnet.evaluation.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;

/**
 * Sums over labelled predictions, from which all metrics follow. Parts of a set that is too large
 * for one machine are summed up apart and added. Not thread-safe.
 */
public final class ScoreSums {

  private final ClassSet classes;
  private final EvaluationOptions options;
  private final double[] sums;

  /**
   * Begins with no prediction.
   *
   * @param classes the classes, in the order of the probabilities
   * @param options how classes are predicted
   */
  public ScoreSums(ClassSet classes, EvaluationOptions options) {
    this.classes = classes;
    this.options = options;
    this.sums = new double[classes.size() * classes.size() + 2 * ScoredImages.CALIBRATION_BINS + 2];
  }

  /**
   * Adds a prediction.
   *
   * @param label the index of the true class
   * @param probabilities a probability for each class
   */
  public void add(int label, List<Double> probabilities) {
    int size = classes.size();
    int best = best(probabilities);
    sums[label * size + predicted(probabilities, best)]++;
    double brier = 0;
    double confidence;
    boolean hit;
    if (size == 2) {
      hit = label == classes.positive();
      confidence = probabilities.get(classes.positive());
      double gap = confidence - (hit ? 1 : 0);
      brier = gap * gap;
    } else {
      hit = best == label;
      confidence = probabilities.get(best);
      for (int k = 0; k < size; k++) {
        double gap = probabilities.get(k) - (k == label ? 1 : 0);
        brier += gap * gap;
      }
    }
    int bins = ScoredImages.CALIBRATION_BINS;
    int bin = size * size + ScoredImages.calibrationBin(confidence, bins);
    sums[bin]++;
    sums[bin + bins] += hit ? confidence - 1 : confidence;
    sums[sums.length - 2] += brier;
    sums[sums.length - 1] -=
        Math.log(Math.max(probabilities.get(label), ScoredImages.LOG_LOSS_FLOOR));
  }

  private int predicted(List<Double> probabilities, int best) {
    Double threshold = options.threshold();
    if (threshold == null || classes.size() != 2) {
      return best;
    }
    int positive = classes.positive();
    return probabilities.get(positive) >= threshold ? positive : 1 - positive;
  }

  private static int best(List<Double> probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.size(); k++) {
      if (probabilities.get(k) > probabilities.get(best)) {
        best = k;
      }
    }
    return best;
  }

  /** {@return the sums, for {@link #addAll}; a new array} */
  public double[] toArray() {
    return sums.clone();
  }

  /**
   * Adds the sums of another part.
   *
   * @param others what {@link #toArray} gave there, with the same classes
   */
  public void addAll(double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  /** {@return how many predictions were added} */
  public long rows() {
    long rows = 0;
    for (int i = 0; i < classes.size() * classes.size(); i++) {
      rows += (long) sums[i];
    }
    return rows;
  }

  /**
   * Returns how many were added of a class.
   *
   * @param label the index of the class
   */
  public long rowsOf(int label) {
    long rows = 0;
    for (int k = 0; k < classes.size(); k++) {
      rows += (long) sums[label * classes.size() + k];
    }
    return rows;
  }

  /**
   * Returns all metrics of what was added, without intervals and subjects.
   *
   * @param areas for each class the areas under its ranking curves
   */
  public Evaluation evaluation(List<RankSums.Areas> areas) {
    int size = classes.size();
    int bins = ScoredImages.CALIBRATION_BINS;
    long[][] counts = new long[size][size];
    for (int i = 0; i < size * size; i++) {
      counts[i / size][i % size] = (long) sums[i];
    }
    double gaps = 0;
    for (int b = 0; b < bins; b++) {
      gaps += Math.abs(sums[size * size + bins + b]);
    }
    long rows = rows();
    List<RankedScores.Areas> ranked = new ArrayList<>();
    areas.forEach(one -> ranked.add(new RankedScores.Areas(one.auroc(), one.averagePrecision())));
    double[] values =
        ScoredImages.values(
            classes,
            counts,
            new double[] {sums[sums.length - 2] / rows, sums[sums.length - 1] / rows, gaps / rows},
            ranked);
    int shown = (int) Math.min(Integer.MAX_VALUE, rows);
    return new Evaluation(
            classes,
            ConfusionMatrix.of(classes, counts),
            Map.of(),
            Map.of(),
            shown,
            shown,
            0,
            false,
            size == 2 ? options.threshold() : null)
        .withMetrics(ScoredImages.metrics(classes, values, counts));
  }
}
