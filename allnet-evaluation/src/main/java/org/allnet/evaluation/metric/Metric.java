package org.allnet.evaluation.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The metrics, in the order of every table.
 *
 * <p>With two classes the metrics are about the positive class (the blast). With more, each class
 * is set against the rest in turn and the metric is the plain mean over the classes ("macro"),
 * unless the formula itself covers any number of classes. {@code tp}, {@code fp}, {@code tn},
 * {@code fn} are the counts of true and false positives and negatives, {@code n} their sum.
 */
public enum Metric implements ValidationMetric {
  /** Fraction of images predicted correctly, {@code (tp + tn) / n}. */
  ACCURACY("accuracy", "accuracy"),
  /**
   * Mean over the classes of the fraction of each class predicted correctly (Brodersen et al.
   * 2010).
   */
  BALANCED_ACCURACY("balancedAccuracy", "balanced accuracy"),
  /** Recall, {@code tp / (tp + fn)}. */
  SENSITIVITY("sensitivity", "sensitivity (recall)"),
  /** {@code tn / (tn + fp)}. */
  SPECIFICITY("specificity", "specificity"),
  /** Positive predictive value, {@code tp / (tp + fp)}. */
  PRECISION("precision", "precision (PPV)"),
  /** Negative predictive value, {@code tn / (tn + fn)}. */
  NPV("npv", "negative predictive value"),
  /** {@code 2 tp / (2 tp + fp + fn)}; 0 if images of the class exist and none was found. */
  F1("f1", "F1"),
  /** F1 of each class weighted by its fraction of the images: the official metric of C-NMC 2019. */
  WEIGHTED_F1("weightedF1", "weighted F1"),
  /** Plain mean of the F1 of each class. */
  MACRO_F1("macroF1", "macro F1"),
  /**
   * Matthews correlation coefficient (Matthews 1975, doi 10.1016/0005-2795(75)90109-9); for more
   * classes R_K (Gorodkin 2004, doi 10.1016/j.compbiolchem.2004.09.006), which equals it for two.
   */
  MCC("mcc", "Matthews correlation"),
  /** Cohen's kappa (Cohen 1960, doi 10.1177/001316446002000104), unweighted. */
  KAPPA("kappa", "Cohen's kappa"),
  /**
   * Area under the receiver operating characteristic: the probability that an image of the class
   * scores above an image of another, ties counting half (Mann-Whitney by midranks; Hanley and
   * McNeil 1982, doi 10.1148/radiology.143.1.7063747).
   */
  AUROC("auroc", "AUROC"),
  /**
   * Average precision {@code sum_i (R_i - R_(i-1)) P_i} over the distinct scores from high to low,
   * without interpolation; equal scores are one step.
   */
  AVERAGE_PRECISION("averagePrecision", "average precision"),
  /**
   * Two classes: mean squared difference of P(positive) and the outcome (0 or 1), range [0,1]. More
   * classes: mean over images of the sum over classes of the squared differences, range [0,2]
   * (Brier 1950).
   */
  BRIER("brier", "Brier score"),
  /** Mean of {@code -ln p(true class)}, probabilities below 1e-15 taken as 1e-15. */
  LOG_LOSS("logLoss", "log loss"),
  /**
   * Expected calibration error over 15 equal-width bins {@code (i/15, (i+1)/15]}: mean over images
   * of the gap, in their bin, between mean probability and observed fraction. Two classes: of
   * P(positive) against the fraction that is positive. More: of the probability of the most
   * probable class against the fraction of images of which it is right (Guo et al. 2017, arXiv
   * 1706.04599). Does not depend on the decision threshold.
   */
  ECE("ece", "expected calibration error");

  /** The metrics that are also given for each class against the rest. */
  public static final List<Metric> PER_CLASS =
      List.of(SENSITIVITY, SPECIFICITY, PRECISION, NPV, F1, AUROC, AVERAGE_PRECISION);

  private final String key;
  private final String label;

  Metric(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** {@return the key in JSON} */
  @Override
  public String key() {
    return key;
  }

  /**
   * Finds a metric by its key.
   *
   * @param key the key in JSON
   * @return the metric; empty if there is none of this key
   */
  public static Optional<Metric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }

  /** {@return the name for a reader} */
  public String label() {
    return label;
  }

  /** {@return the smallest value that there can be} */
  public double least() {
    return this == MCC || this == KAPPA ? -1 : 0;
  }

  /** {@return the largest value that there can be, infinite for the log loss} */
  public double most() {
    return this == LOG_LOSS ? Double.POSITIVE_INFINITY : this == BRIER ? 2 : 1;
  }

  /** {@return whether a lower value is the better one} */
  public boolean lowerIsBetter() {
    return this == BRIER || this == LOG_LOSS || this == ECE;
  }
}
