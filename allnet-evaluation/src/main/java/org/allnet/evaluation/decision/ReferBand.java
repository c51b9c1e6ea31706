package org.allnet.evaluation.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ProportionMetric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.StatedProportion;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * A band of P(positive) in which a cell is referred to a morphologist instead of being classified:
 * healthy below {@code low}, blast from {@code high} on, refer between. With {@code low == high}
 * nothing is referred.
 *
 * @param low lower edge, included in the band; 0 refers every cell below {@code high}
 * @param high upper edge, not included; a little above 1 refers every cell from {@code low} on
 * @param maxError the promise: the error allowed among the cells classified, on the data that the
 *     band was chosen on
 * @param coverage fraction of the cells classified on that data
 * @param error fraction of the classified cells predicted wrongly on that data, absent if none was
 *     classified
 */
public record ReferBand(
    double low, double high, double maxError, double coverage, @Nullable Double error) {

  private static final double ABOVE_ALL = Math.nextUp(1.0);

  /** What the division of two counts may be off. */
  private static final double ROUNDING = 1e-9;

  /**
   * Checks the edges, the promise and what was measured.
   *
   * @throws InputException if {@code low} is below 0 or above {@code high}, {@code high} is more
   *     than a little above 1, another number is not in [0,1], {@code error} is above {@code
   *     maxError}, or the band refers cells although {@code maxError} is 1
   */
  public ReferBand {
    if (!(low >= 0 && low <= high && high <= ABOVE_ALL)) {
      throw new InputException("refer band: from " + low + " to " + high + " is no band");
    }
    if (!(maxError >= 0 && maxError <= 1 && coverage >= 0 && coverage <= 1)) {
      throw new InputException(
          "refer band: error " + maxError + " or coverage " + coverage + " is not from 0 to 1");
    }
    if (maxError == 1 && low < high) {
      throw new InputException("refer band: refers images although every error is allowed");
    }
    if (error != null && !(error >= 0 && error <= 1)) {
      throw new InputException("refer band: error " + error + " is not from 0 to 1");
    }
    if (error != null && error > maxError + ROUNDING) {
      throw new InputException(
          "refer band: error " + error + " is above the " + maxError + " that it promises");
    }
  }

  /**
   * Finds the band that refers the fewest cells such that among the others at most a fraction is
   * predicted wrongly. All bands around the threshold are weighed, wider below or above it as the
   * errors lie.
   *
   * @param validation labelled predictions of two classes that are not tested on
   * @param threshold the operating point, in [0,1]; the band reaches down and up from it
   * @param maxError allowed fraction of wrong predictions, in [0,1); a band that allows all
   *     promises nothing
   * @return the band; of equals the one that begins lowest, which refers missed positives rather
   *     than false alarms; if no band keeps the promise, the one that refers everything
   * @throws OptionException if there are more than two classes, {@code threshold} is not in [0,1],
   *     or {@code maxError} is not in [0,1)
   * @throws InputException if a class has no image: the errors on one class tell nothing of those
   *     on the other
   */
  public static ReferBand choose(Predictions validation, double threshold, double maxError) {
    if (!(maxError >= 0 && maxError < 1)) {
      throw OptionException.outOfRange(OptionName.MAX_ERROR.with(maxError), "0 to below 1");
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw OptionException.outOfRange(OptionName.THRESHOLD.with(threshold), "0 to 1");
    }
    BinarySteps steps = BinarySteps.ofBoth(validation, "max-error");
    int split = 0;
    while (split < steps.size() && steps.score()[split] < threshold) {
      split++;
    }
    Reach best = Reach.widest(steps, split, maxError);
    int all = steps.allPositives() + steps.allNegatives();
    int classified = best.classified(steps);
    int wrong = best.wrong(steps);
    if (classified == 0) {
      return new ReferBand(0, ABOVE_ALL, maxError, 0, null);
    }
    if (classified == all) {
      return new ReferBand(threshold, threshold, maxError, 1, (double) wrong / all);
    }
    double lowEdge = best.low() == split ? threshold : steps.cutBelow(best.low());
    double highEdge =
        best.high() == split
            ? threshold
            : best.high() == steps.size() ? ABOVE_ALL : steps.cutBelow(best.high());
    return new ReferBand(
        lowEdge, highEdge, maxError, (double) classified / all, (double) wrong / classified);
  }

  /**
   * Returns whether a cell is in the band.
   *
   * @param positiveProbability P(positive) in [0,1], scaled as the band's was
   */
  public boolean refers(double positiveProbability) {
    return positiveProbability >= low && positiveProbability < high;
  }

  /**
   * How the band does on data that it was not chosen on.
   *
   * @param images labelled rows
   * @param referred those in the band
   * @param coverage fraction of the cells classified
   * @param error fraction of the classified cells predicted wrongly: to be set beside the promise
   */
  public record Measured(long images, long referred, MetricValue coverage, MetricValue error) {

    /** {@return the components as JSON, by their names} */
    public ObjectNode toJson() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("images", images);
      node.put("referred", referred);
      node.set("coverage", coverage.toJson());
      node.set("error", error.toJson());
      return node;
    }
  }

  /**
   * Measures coverage and error.
   *
   * @param test labelled predictions of two classes
   * @param options how to resample for the intervals
   * @return coverage and error
   * @throws OptionException if there are more than two classes
   * @throws InputException if no row has a label
   */
  public Measured measure(Predictions test, BootstrapOptions options) {
    BinarySteps.of(test, "refer band");
    int positive = test.classes().positive();
    List<Prediction> rows = test.labelled();
    long referred = rows.stream().filter(row -> refers(row, positive)).count();
    return new Measured(
        rows.size(),
        referred,
        ProportionMetric.of(rows, row -> true, row -> !refers(row, positive), "no image", options),
        ProportionMetric.of(
            rows,
            row -> !refers(row, positive),
            row -> (row.probabilities().get(positive) >= high) != (row.label() == positive),
            "every image was referred",
            options));
  }

  private boolean refers(Prediction row, int positive) {
    return refers(row.probabilities().get(positive));
  }

  /** {@return whether every error is allowed, as in models of earlier versions} */
  boolean promisesNothing() {
    return maxError == 1;
  }

  /** {@return whether nothing is referred, since the promise holds without} */
  public boolean refersNothing() {
    return low == high;
  }

  /** {@return one line for a reader} */
  public String describe() {
    if (refersNothing()) {
      return String.format(
          Locale.ROOT,
          "no image has to be referred (validation: all classified, %s wrong, at most %s"
              + " allowed)",
          error == null ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * error),
          StatedProportion.percent(maxError));
    }
    return String.format(
        Locale.ROOT,
        "refer from %.4f to %.4f (validation: %.1f %% classified, %s wrong, at most %s allowed)",
        low,
        Math.min(1, high),
        100 * coverage,
        error == null ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * error),
        StatedProportion.percent(maxError));
  }

  /** {@return the components as JSON, by their names} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("low", low).put("high", high).put("maxError", maxError).put("coverage", coverage);
    if (error != null) {
      node.put("error", error);
    }
    return node;
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @param node the JSON
   * @return the band
   * @throws InputException if a number is missing or out of range
   */
  public static ReferBand fromJson(JsonNode node) {
    JsonNode error = node.path("error");
    return new ReferBand(
        node.path("low").asDouble(Double.NaN),
        node.path("high").asDouble(Double.NaN),
        node.path("maxError").asDouble(Double.NaN),
        node.path("coverage").asDouble(Double.NaN),
        error.isNumber() ? Double.valueOf(error.doubleValue()) : null);
  }
}
