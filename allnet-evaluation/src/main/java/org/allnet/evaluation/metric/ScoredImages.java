package org.allnet.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * Labelled predictions made ready to be counted again and again with other weights: everything that
 * does not depend on the weights - predicted classes, sorted orders, calibration bins, losses - is
 * worked out once, so that a bootstrap resample costs one pass over the rows and one over each
 * sorted order. Immutable and safe for use by many threads.
 *
 * <p>The unit that is weighted is the cluster: the subject, or the image if it has no subject (the
 * same image in several folds is one cluster).
 */
public final class ScoredImages {

  /** Equal-width bins of the expected calibration error. */
  public static final int CALIBRATION_BINS = 15;

  /** Probabilities of the true class below this are taken as this in the log loss. */
  public static final double LOG_LOSS_FLOOR = 1e-15;

  private final ClassSet classes;
  private final int rows;
  private final int images;
  private final int subjects;
  private final boolean presumed;
  private final int clusters;
  private final int[] cluster;
  private final int[] cell;
  private final double[] brier;
  private final double[] logLoss;
  private final byte[] bin;
  private final double[] confidence;
  private final boolean[] hit;
  private final RankedScores[] ranked;

  private ScoredImages(ClassSet classes, List<Prediction> labelled, EvaluationOptions options) {
    this.classes = classes;
    rows = labelled.size();
    cluster = new int[rows];
    cell = new int[rows];
    brier = new double[rows];
    logLoss = new double[rows];
    bin = new byte[rows];
    confidence = new double[rows];
    hit = new boolean[rows];
    Map<String, Integer> clusterIndex = new LinkedHashMap<>();
    Set<String> imageNames = new HashSet<>();
    Set<String> people = new HashSet<>();
    for (int i = 0; i < rows; i++) {
      Prediction row = labelled.get(i);
      imageNames.add(row.image());
      String person = row.person();
      if (person != null) {
        people.add(person);
      }
      String key = person == null ? "image " + row.image() : "subject " + person;
      cluster[i] = clusterIndex.computeIfAbsent(key, name -> clusterIndex.size());
      cell[i] = row.label() * classes.size() + predicted(row, options);
      score(i, row);
    }
    images = imageNames.size();
    subjects = people.size();
    presumed = labelled.stream().anyMatch(Prediction::presumedSubject);
    clusters = clusterIndex.size();
    ranked = new RankedScores[classes.size()];
    for (int k = 0; k < classes.size(); k++) {
      ranked[k] = RankedScores.of(labelled, cluster, k);
    }
  }

  /**
   * Returns the labelled predictions with their ranks, for metrics of many weightings.
   *
   * @param predictions at least one labelled; the others are left out
   * @param options how classes are predicted
   * @return the prepared rows
   * @throws InputException if no row has a label
   * @throws OptionException if a threshold is given and there are not two classes
   */
  public static ScoredImages of(Predictions predictions, EvaluationOptions options) {
    if (options.threshold() != null && predictions.classes().size() != 2) {
      throw new OptionException(
          OptionName.THRESHOLD.with(options.threshold()),
          Sentence.of(
              "%s can't act with the classes %s, it takes two; leave it out, or merge classes by %s",
              OptionName.THRESHOLD, predictions.classes().names(), OptionName.CLASSES));
    }
    List<Prediction> labelled = predictions.labelled();
    if (labelled.isEmpty()) {
      throw new InputException(
          "predictions: none of the "
              + Counted.of(predictions.rows().size(), "row")
              + " has a label; metrics need a column 'label' with the true class");
    }
    return new ScoredImages(predictions.classes(), labelled, options);
  }

  /**
   * The class that is predicted for an image.
   *
   * @param classes the classes
   * @param row a prediction
   * @param options how classes are predicted
   * @return the index of the class
   */
  public static int predicted(ClassSet classes, Prediction row, EvaluationOptions options) {
    Double threshold = options.threshold();
    if (threshold == null || classes.size() != 2) {
      return row.predicted();
    }
    int positive = classes.positive();
    return row.probabilities().get(positive) >= threshold ? positive : 1 - positive;
  }

  private int predicted(Prediction row, EvaluationOptions options) {
    return predicted(classes, row, options);
  }

  private void score(int i, Prediction row) {
    List<Double> p = row.probabilities();
    logLoss[i] = -Math.log(Math.max(p.get(row.label()), LOG_LOSS_FLOOR));
    if (classes.size() == 2) {
      boolean positive = row.label() == classes.positive();
      double probability = p.get(classes.positive());
      double gap = probability - (positive ? 1 : 0);
      brier[i] = gap * gap;
      confidence[i] = probability;
      hit[i] = positive;
    } else {
      double sum = 0;
      for (int k = 0; k < classes.size(); k++) {
        double gap = p.get(k) - (k == row.label() ? 1 : 0);
        sum += gap * gap;
      }
      brier[i] = sum;
      confidence[i] = p.get(row.predicted());
      hit[i] = row.predicted() == row.label();
    }
    bin[i] = (byte) calibrationBin(confidence[i], CALIBRATION_BINS);
  }

  /**
   * The equal-width bin {@code (i/bins, (i+1)/bins]} of a probability; 0 belongs to the first.
   *
   * @param probability in [0,1]
   * @param bins the number of bins, at least 1
   * @return the bin, from 0
   */
  public static int calibrationBin(double probability, int bins) {
    return Math.max(0, Math.min(bins - 1, (int) Math.ceil(probability * bins) - 1));
  }

  /** {@return the classes} */
  public ClassSet classes() {
    return classes;
  }

  /** {@return the number of labelled rows} */
  public int rows() {
    return rows;
  }

  /** {@return the number of distinct image names} */
  public int images() {
    return images;
  }

  /** {@return the number of persons, 0 if none is known} */
  public int subjects() {
    return subjects;
  }

  /** {@return the number of clusters: persons, and images without a subject} */
  public int clusters() {
    return clusters;
  }

  /** {@return the cluster of each labelled row, in the order of the rows; a new array} */
  public int[] clusterOfRow() {
    return cluster.clone();
  }

  /** {@return the confusion cell of each labelled row, true class times classes plus predicted} */
  public int[] cellOfRow() {
    return cell.clone();
  }

  /** {@return what a cluster is, for a reader: {@code 73 subjects}} */
  public String describeClusters() {
    int single = clusters() - subjects;
    if (subjects == 0) {
      return Counted.of(single, "image") + " (subjects unknown)";
    }
    String known = PresumedSubject.counted(subjects, presumed).toString();
    return single == 0 ? known : known + " and " + Counted.of(single, "image") + " without subject";
  }

  /** {@return whether the subjects are presumed, as nobody named them} */
  public boolean presumedSubjects() {
    return presumed;
  }

  /** {@return the number of values that {@link #values} gives} */
  public int size() {
    return Metric.values().length + classes.size() * Metric.PER_CLASS.size();
  }

  /**
   * Where a metric of one class against the rest is among the values.
   *
   * @param classIndex the class
   * @param place the metric's index in {@link Metric#PER_CLASS}
   * @return the index; metrics over all classes are at their ordinal
   */
  public int indexOf(int classIndex, int place) {
    return Metric.values().length + classIndex * Metric.PER_CLASS.size() + place;
  }

  /** {@return a weight of 1 for every cluster} */
  public int[] unitWeights() {
    int[] weights = new int[clusters()];
    Arrays.fill(weights, 1);
    return weights;
  }

  /**
   * The confusion counts with weights.
   *
   * @param weights how often each cluster counts, 0 or more
   * @return true class by predicted class
   */
  public long[][] confusion(int[] weights) {
    long[] flat = new long[classes.size() * classes.size()];
    for (int i = 0; i < rows; i++) {
      flat[cell[i]] += weights[cluster[i]];
    }
    return square(flat);
  }

  private long[][] square(long[] flat) {
    int size = classes.size();
    long[][] counts = new long[size][];
    for (int t = 0; t < size; t++) {
      counts[t] = Arrays.copyOfRange(flat, t * size, (t + 1) * size);
    }
    return counts;
  }

  /**
   * All metrics with weights.
   *
   * @param weights how often each cluster counts, 0 or more; {@link #clusters} of them
   * @return the metrics at their ordinals, then those per class (see {@link #indexOf}); NaN if a
   *     metric is undefined
   */
  public double[] values(int[] weights) {
    long[] flat = new long[classes.size() * classes.size()];
    long[] binCount = new long[CALIBRATION_BINS];
    double[] binGap = new double[CALIBRATION_BINS];
    double brierSum = 0;
    double logLossSum = 0;
    long count = 0;
    for (int i = 0; i < rows; i++) {
      int weight = weights[cluster[i]];
      if (weight == 0) {
        continue;
      }
      flat[cell[i]] += weight;
      count += weight;
      brierSum += weight * brier[i];
      logLossSum += weight * logLoss[i];
      binCount[bin[i]] += weight;
      binGap[bin[i]] += weight * (hit[i] ? confidence[i] - 1 : confidence[i]);
    }
    double gaps = 0;
    for (int b = 0; b < CALIBRATION_BINS; b++) {
      gaps += binCount[b] == 0 ? 0 : Math.abs(binGap[b]);
    }
    if (count == 0) {
      double[] none = new double[size()];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    List<RankedScores.Areas> areas = new ArrayList<>();
    for (RankedScores one : ranked) {
      areas.add(one.areas(weights));
    }
    return values(
        classes,
        square(flat),
        new double[] {brierSum / count, logLossSum / count, gaps / count},
        areas);
  }

  /**
   * The metrics of counts and means.
   *
   * @param counts true class by predicted class, at least one
   * @param means of the Brier score, the log loss and the calibration gaps
   * @param areas of each class
   */
  static double[] values(
      ClassSet classes, long[][] counts, double[] means, List<RankedScores.Areas> areas) {
    int perClass = Metric.PER_CLASS.size();
    double[] values = new double[Metric.values().length + classes.size() * perClass];
    Arrays.fill(values, Double.NaN);
    set(values, Metric.ACCURACY, Formulas.accuracy(counts));
    set(values, Metric.BALANCED_ACCURACY, Formulas.balancedAccuracy(counts));
    set(values, Metric.WEIGHTED_F1, Formulas.weightedF1(counts));
    set(values, Metric.MACRO_F1, Formulas.macroF1(counts));
    set(values, Metric.MCC, Formulas.mcc(counts));
    set(values, Metric.KAPPA, Formulas.kappa(counts));
    set(values, Metric.BRIER, means[0]);
    set(values, Metric.LOG_LOSS, means[1]);
    set(values, Metric.ECE, means[2]);
    perClass(classes, values, counts, areas);
    return values;
  }

  private static void perClass(
      ClassSet classes, double[] values, long[][] counts, List<RankedScores.Areas> areas) {
    int size = classes.size();
    double[] macro = new double[Metric.PER_CLASS.size()];
    for (int k = 0; k < size; k++) {
      double[] ofClass = {
        Formulas.sensitivity(counts, k),
        Formulas.specificity(counts, k),
        Formulas.precision(counts, k),
        Formulas.npv(counts, k),
        Formulas.f1(counts, k),
        areas.get(k).auroc(),
        areas.get(k).averagePrecision()
      };
      for (int place = 0; place < ofClass.length; place++) {
        values[Metric.values().length + k * macro.length + place] = ofClass[place];
        if (size != 2) {
          macro[place] += ofClass[place] / size;
        } else if (k == classes.positive()) {
          macro[place] = ofClass[place];
        }
      }
    }
    for (int place = 0; place < macro.length; place++) {
      set(values, Metric.PER_CLASS.get(place), macro[place]);
    }
  }

  private static void set(double[] values, Metric name, double value) {
    values[name.ordinal()] = value;
  }

  /**
   * Puts values, or the reasons for their absence, in the order of {@link #values}.
   *
   * @param values what {@link #values} gave
   * @param counts the confusion counts that belong to them
   * @return a metric per value
   */
  List<MetricValue> metrics(double[] values, long[][] counts) {
    return metrics(classes, values, counts);
  }

  static List<MetricValue> metrics(ClassSet classes, double[] values, long[][] counts) {
    List<MetricValue> metrics = new ArrayList<>(values.length);
    for (Metric name : Metric.values()) {
      double value = values[name.ordinal()];
      metrics.add(
          Double.isNaN(value)
              ? new MetricValue.Undefined(Reasons.overall(name, classes, counts))
              : new MetricValue.Value(value, null));
    }
    for (int k = 0; k < classes.size(); k++) {
      for (int place = 0; place < Metric.PER_CLASS.size(); place++) {
        double value = values[Metric.values().length + k * Metric.PER_CLASS.size() + place];
        Metric name = Metric.PER_CLASS.get(place);
        metrics.add(
            Double.isNaN(value)
                ? new MetricValue.Undefined(Reasons.ofClass(name, classes, k, counts))
                : new MetricValue.Value(value, null));
      }
    }
    return metrics;
  }
}
