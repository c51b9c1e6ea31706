package org.allnet.evaluation.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.allnet.data.InputException;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BrentSolver;

/**
 * One number that makes probabilities bolder or shyer without changing their order within an image:
 * logits are divided by the temperature (Guo et al. 2017, arXiv 1706.04599). Of probabilities
 * {@code p} it makes {@code p^(1/T)}, divided by their sum, which is the same.
 *
 * @param temperature above 1 makes probabilities shyer, below 1 bolder; {@link #LOWEST} to {@link
 *     #HIGHEST}
 */
public record TemperatureScaling(double temperature) {

  /** The lowest temperature that {@link #fit} gives: taken if no prediction was wrong. */
  public static final double LOWEST = 0.05;

  /** The highest temperature that {@link #fit} gives: taken if predictions say nothing. */
  public static final double HIGHEST = 20;

  /** Leaves probabilities as they are. */
  public static final TemperatureScaling NONE = new TemperatureScaling(1);

  /** Probabilities below this are taken as this, so that a 0 has a logarithm. */
  private static final double FLOOR = 1e-15;

  /**
   * Checks the temperature.
   *
   * @throws InputException if it is not {@link #LOWEST} to {@link #HIGHEST}
   */
  public TemperatureScaling {
    if (!(temperature >= LOWEST && temperature <= HIGHEST)) {
      throw new InputException(
          "temperature: " + temperature + " is not from " + LOWEST + " to " + HIGHEST);
    }
  }

  /**
   * Fits the temperature that gives the least mean log loss. In {@code 1/T} the loss is convex, so
   * the root of its derivative is the one minimum.
   *
   * @param validation predictions that were not trained on and are not tested on
   * @return the temperature, at a bound if the loss falls all the way to it
   * @throws InputException if no row has a label
   */
  public static TemperatureScaling fit(Predictions validation) {
    List<Prediction> rows = validation.labelled();
    if (rows.isEmpty()) {
      throw new InputException("temperature: none of the validation predictions has a label");
    }
    double[][] logs = new double[rows.size()][];
    int[] labels = new int[rows.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = logs(rows.get(i).probabilities(), FLOOR);
      labels[i] = rows.get(i).label();
    }
    UnivariateFunction derivative = inverse -> derivative(logs, labels, inverse);
    double low = 1 / HIGHEST;
    double high = 1 / LOWEST;
    if (derivative.value(low) >= 0) {
      return new TemperatureScaling(HIGHEST);
    }
    if (derivative.value(high) <= 0) {
      return new TemperatureScaling(LOWEST);
    }
    double inverse = new BrentSolver(1e-12, 1e-10).solve(200, derivative, low, high);
    return new TemperatureScaling(Math.min(HIGHEST, Math.max(LOWEST, 1 / inverse)));
  }

  /** Slope of the mean log loss in {@code 1/T}: mean log probability less that of the truth. */
  private static double derivative(double[][] logs, int[] labels, double inverse) {
    double sum = 0;
    for (int i = 0; i < logs.length; i++) {
      double[] p = softmax(logs[i], inverse);
      double mean = 0;
      for (int k = 0; k < p.length; k++) {
        mean += p[k] * logs[i][k];
      }
      sum += mean - logs[i][labels[i]];
    }
    return sum / logs.length;
  }

  private static double[] logs(List<Double> probabilities, double floor) {
    return probabilities.stream().mapToDouble(p -> Math.log(Math.max(p, floor))).toArray();
  }

  private static double[] softmax(double[] logs, double inverse) {
    double[] scores = new double[logs.length];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = logs[k] * inverse;
    }
    return Softmax.of(scores);
  }

  /** {@return whether the fit ended at a bound: the validation set could not tell where to stop} */
  public boolean atBound() {
    return temperature == LOWEST || temperature == HIGHEST;
  }

  /**
   * Scales the probabilities of one image.
   *
   * @param probabilities of all classes
   * @return as many, summing to 1, in the same order of size; at temperature 1 the same
   */
  public List<Double> apply(List<Double> probabilities) {
    return power(probabilities, FLOOR, 1 / temperature);
  }

  private List<Double> power(List<Double> probabilities, double floor, double exponent) {
    if (temperature == 1) {
      return probabilities;
    }
    List<Double> scaled = new ArrayList<>(probabilities.size());
    for (double p : softmax(logs(probabilities, floor), exponent)) {
      scaled.add(p);
    }
    return scaled;
  }

  /**
   * Scales all predictions.
   *
   * @param predictions labelled or not
   * @return the same rows with scaled probabilities
   */
  public Predictions apply(Predictions predictions) {
    return with(predictions, this::apply);
  }

  /**
   * What {@link #apply(Predictions)} was given: of probabilities {@code q} it makes {@code q^T},
   * divided by their sum. Bold scaling leaves probabilities far below those that {@link
   * #apply(List)} tells apart, so here only those are raised that have no logarithm.
   *
   * @param scaled predictions that were scaled by this temperature
   * @return the same rows with the probabilities from before
   */
  public Predictions undo(Predictions scaled) {
    return with(scaled, probabilities -> power(probabilities, Double.MIN_NORMAL, temperature));
  }

  private static Predictions with(
      Predictions predictions, UnaryOperator<List<Double>> probabilities) {
    return predictions.with(
        predictions.rows().stream()
            .map(row -> row.with(probabilities.apply(row.probabilities())))
            .toList());
  }

  /** {@return {@code temperature} as JSON} */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("temperature", temperature);
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @param node the JSON
   * @return the scaling
   * @throws InputException if the number is missing or out of range
   */
  public static TemperatureScaling fromJson(JsonNode node) {
    return new TemperatureScaling(node.path("temperature").asDouble(Double.NaN));
  }
}
