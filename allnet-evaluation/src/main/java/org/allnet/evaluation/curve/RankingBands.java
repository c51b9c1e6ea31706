package org.allnet.evaluation.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * Pointwise 95 % bands of the ranking curves by the same bootstrap as the metrics: whole subjects
 * are drawn, images if subjects are unknown. At each place on the x axis the band holds the middle
 * 95 % of the resampled curves.
 */
public final class RankingBands {

  /** Places on the x axis. */
  private static final int PLACES = 51;

  private final double[] scores;
  private final boolean[] positive;
  private final int[] cluster;
  private final int clusters;
  private final BandMethod method;

  private RankingBands(Predictions predictions, int classIndex) {
    List<Prediction> rows = new ArrayList<>(predictions.labelled());
    rows.sort(
        Comparator.comparingDouble((Prediction row) -> row.probabilities().get(classIndex))
            .reversed());
    scores = new double[rows.size()];
    positive = new boolean[scores.length];
    cluster = new int[scores.length];
    Map<String, Integer> people = new HashMap<>();
    int next = 0;
    boolean known = true;
    for (int i = 0; i < scores.length; i++) {
      Prediction row = rows.get(i);
      scores[i] = row.probabilities().get(classIndex);
      positive[i] = row.label() == classIndex;
      String person = row.person();
      known &= person != null;
      Integer seen = person == null ? null : people.get(person);
      if (seen == null) {
        seen = next++;
        if (person != null) {
          people.put(person, seen);
        }
      }
      cluster[i] = seen;
    }
    clusters = next;
    if (!known) {
      method = BandMethod.IMAGES;
    } else {
      method =
          rows.stream().anyMatch(Prediction::presumedSubject)
              ? BandMethod.PRESUMED_SUBJECTS
              : BandMethod.SUBJECTS;
    }
  }

  /**
   * Puts a band around a receiver operating characteristic.
   *
   * @param curve the curve of the same predictions and class
   * @param predictions rows without a label are passed over
   * @param classIndex the class
   * @param options how to resample
   * @return the curve with its band; without if one subject, or one class only, is there
   */
  public static Curve roc(
      Curve curve, Predictions predictions, int classIndex, BootstrapOptions options) {
    RankingBands bands = new RankingBands(predictions, classIndex);
    return bands.around(curve, options, bands::sensitivities);
  }

  /**
   * Puts a band around a precision-recall curve.
   *
   * @param curve the curve of the same predictions and class
   * @param predictions rows without a label are passed over
   * @param classIndex the class
   * @param options how to resample
   * @return the curve with its band; without if one subject, or one class only, is there
   */
  public static Curve precisionRecall(
      Curve curve, Predictions predictions, int classIndex, BootstrapOptions options) {
    RankingBands bands = new RankingBands(predictions, classIndex);
    return bands.around(curve, options, bands::precisions);
  }

  private Curve around(Curve curve, BootstrapOptions options, Resampling.Statistics statistics) {
    if (clusters < 2 || curve.points().isEmpty()) {
      return curve;
    }
    double[][] values = Resampling.draw(clusters, options, statistics);
    List<Curve.BandPoint> band = new ArrayList<>();
    for (int place = 0; place < PLACES; place++) {
      double[] defined = Arrays.stream(values[place]).filter(Double::isFinite).sorted().toArray();
      if (defined.length == 0) {
        return curve;
      }
      band.add(
          new Curve.BandPoint(
              at(place),
              defined[(int) Math.floor(0.025 * (defined.length - 1))],
              defined[(int) Math.ceil(0.975 * (defined.length - 1))]));
    }
    return new Curve(curve.name(), curve.points(), band, method);
  }

  private static double at(int place) {
    return place / (PLACES - 1.0);
  }

  /** Sensitivity at each false-positive fraction; between two steps on the straight line. */
  private double[] sensitivities(int[] weights) {
    double[] all = totals(weights);
    double[] result = new double[PLACES];
    if (all[0] == 0 || all[1] == 0) {
      Arrays.fill(result, Double.NaN);
      return result;
    }
    int place = 0;
    double truePositives = 0;
    double falsePositives = 0;
    for (int i = 0; i < scores.length && place < PLACES; ) {
      double before = truePositives;
      double beforeFalse = falsePositives;
      int end = i;
      while (end < scores.length && scores[end] == scores[i]) {
        int weight = weights[cluster[end]];
        truePositives += positive[end] ? weight : 0;
        falsePositives += positive[end] ? 0 : weight;
        end++;
      }
      while (place < PLACES && at(place) * all[1] < falsePositives) {
        double fraction = (at(place) * all[1] - beforeFalse) / (falsePositives - beforeFalse);
        result[place++] = (before + fraction * (truePositives - before)) / all[0];
      }
      i = end;
    }
    Arrays.fill(result, place, PLACES, 1);
    return result;
  }

  /** Precision at the first threshold that reaches each recall. */
  private double[] precisions(int[] weights) {
    double[] all = totals(weights);
    double[] result = new double[PLACES];
    Arrays.fill(result, Double.NaN);
    if (all[0] == 0) {
      return result;
    }
    int place = 0;
    double truePositives = 0;
    double classified = 0;
    for (int i = 0; i < scores.length && place < PLACES; ) {
      int end = i;
      while (end < scores.length && scores[end] == scores[i]) {
        int weight = weights[cluster[end]];
        truePositives += positive[end] ? weight : 0;
        classified += weight;
        end++;
      }
      while (place < PLACES && classified > 0 && at(place) * all[0] <= truePositives) {
        result[place++] = truePositives / classified;
      }
      i = end;
    }
    return result;
  }

  /** Weight of the positives and of the others. */
  private double[] totals(int[] weights) {
    double[] all = new double[2];
    for (int i = 0; i < scores.length; i++) {
      all[positive[i] ? 0 : 1] += weights[cluster[i]];
    }
    return all;
  }
}
