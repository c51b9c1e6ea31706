package org.allnet.evaluation.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ProportionMetric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * Prediction sets: for each image the classes that can't be ruled out, such that of the images of
 * each class at least {@code 1 - alpha} have theirs in the set, whatever the distribution (split
 * conformal prediction by class, "Mondrian": Vovk, Gammerman and Shafer 2005, doi 10.1007/b106715).
 * The promise holds if calibration and new images are exchangeable; with images of other subjects
 * they are not quite, so the measured coverage is shown beside it.
 *
 * @param alpha the fraction of misses allowed, in (0,1)
 * @param maxScores for each class, the highest {@code 1 - p(class)} at which it stays in the set; 1
 *     if the class had too few calibration images to rule it out ever
 */
public record ConformalSets(double alpha, List<Double> maxScores) {

  /**
   * Copies the scores, and checks them and {@code alpha}.
   *
   * @throws InputException if {@code alpha} is not above 0 and below 1, there is no score, or a
   *     score is not in [0,1]
   */
  public ConformalSets {
    if (!isFraction(alpha)) {
      throw new InputException("alpha: " + alpha + "; give a fraction above 0 and below 1");
    }
    maxScores = List.copyOf(maxScores);
    if (maxScores.isEmpty() || maxScores.stream().anyMatch(s -> !(s >= 0 && s <= 1))) {
      throw new InputException("conformal sets: scores " + maxScores + " are not all from 0 to 1");
    }
  }

  private static boolean isFraction(double alpha) {
    return alpha > 0 && alpha < 1;
  }

  /**
   * Calibrates on validation predictions: the {@code ceil((n + 1)(1 - alpha))}-th smallest score of
   * the {@code n} images of each class.
   *
   * @param validation labelled predictions that are not tested on
   * @param alpha the fraction of misses allowed, in (0,1)
   * @return the sets
   * @throws OptionException if {@code alpha} is not in (0,1)
   * @throws InputException if no row has a label
   */
  public static ConformalSets fit(Predictions validation, double alpha) {
    if (!isFraction(alpha)) {
      throw OptionException.outOfRange(OptionName.SET_ERROR.with(alpha), "above 0 to below 1");
    }
    if (validation.labelled().isEmpty()) {
      throw new InputException("conformal sets: no validation prediction has a label");
    }
    List<Double> maxScores = new ArrayList<>();
    for (int k = 0; k < validation.classes().size(); k++) {
      int ofClass = k;
      double[] scores =
          validation.labelled().stream()
              .filter(row -> row.label() == ofClass)
              .mapToDouble(row -> 1 - row.probabilities().get(ofClass))
              .sorted()
              .toArray();
      // The small allowance keeps 20 * 0.95 at 19 although it rounds to 19.000000000000004.
      int rank = (int) Math.ceil((scores.length + 1) * (1 - alpha) - 1e-9);
      maxScores.add(rank > scores.length ? 1.0 : scores[Math.max(rank, 1) - 1]);
    }
    return new ConformalSets(alpha, maxScores);
  }

  /**
   * The set of an image.
   *
   * @param probabilities of all classes
   * @return indices of the classes that can't be ruled out, rising; may be empty
   */
  public List<Integer> set(List<Double> probabilities) {
    List<Integer> set = new ArrayList<>();
    for (int k = 0; k < maxScores.size(); k++) {
      if (1 - probabilities.get(k) <= maxScores.get(k)) {
        set.add(k);
      }
    }
    return set;
  }

  /**
   * What the sets do on data that they were not calibrated on.
   *
   * @param coverage fraction of the images whose class is in their set
   * @param coverageByClass the same by true class
   * @param meanSize mean number of classes in a set
   * @param sizes how many images have a set of 0, 1, 2, ... classes
   */
  public record Measured(
      MetricValue coverage,
      Map<String, MetricValue> coverageByClass,
      double meanSize,
      List<Integer> sizes) {

    /** {@return the components as JSON, by their names} */
    public ObjectNode toJson() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.set("coverage", coverage.toJson());
      ObjectNode byClass = node.putObject("coverageByClass");
      coverageByClass.forEach((name, metric) -> byClass.set(name, metric.toJson()));
      node.put("meanSize", meanSize);
      var array = node.putArray("sizes");
      sizes.forEach(size -> array.add(size.intValue()));
      return node;
    }
  }

  /**
   * Measures coverage and sizes.
   *
   * @param test at least one labelled row
   * @param options how to resample for the intervals
   * @return what was measured
   * @throws InputException if no row has a label
   */
  public Measured measure(Predictions test, BootstrapOptions options) {
    List<Prediction> rows = test.labelled();
    if (rows.isEmpty()) {
      throw new InputException("conformal sets: no prediction has a label");
    }
    int[] sizes = new int[maxScores.size() + 1];
    long sum = 0;
    for (Prediction row : rows) {
      int size = set(row.probabilities()).size();
      sizes[size]++;
      sum += size;
    }
    Map<String, MetricValue> byClass = new LinkedHashMap<>();
    for (int k = 0; k < maxScores.size(); k++) {
      int ofClass = k;
      String name = test.classes().names().get(k);
      byClass.put(
          name,
          ProportionMetric.of(
              rows,
              row -> row.label() == ofClass,
              this::covers,
              "no image of class '" + name + "'",
              options));
    }
    return new Measured(
        ProportionMetric.of(rows, row -> true, this::covers, "no image", options),
        byClass,
        (double) sum / rows.size(),
        Arrays.stream(sizes).boxed().toList());
  }

  private boolean covers(Prediction row) {
    return 1 - row.probabilities().get(row.label()) <= maxScores.get(row.label());
  }

  /** {@return {@code alpha} and {@code maxScores} as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("alpha", alpha);
    var array = node.putArray("maxScores");
    maxScores.forEach(score -> array.add(score.doubleValue()));
    return node;
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @param node the JSON
   * @return the sets
   * @throws org.allnet.data.AllNetException if a number is missing or out of range
   */
  public static ConformalSets fromJson(JsonNode node) {
    List<Double> scores = new ArrayList<>();
    node.path("maxScores").forEach(score -> scores.add(score.asDouble(Double.NaN)));
    return new ConformalSets(node.path("alpha").asDouble(Double.NaN), scores);
  }
}
