package org.allnet.evaluation.calibration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * The reliability curve: in equal-width bins of probability, the mean probability beside the
 * observed fraction. With two classes it is P(positive) beside the fraction that is positive; with
 * more, the probability of the most probable class beside the fraction of images of which it is
 * right.
 *
 * @param bins the bins that hold an image, from low to high
 * @param ece expected calibration error over these bins, in [0,1]
 * @param maximumGap the largest gap of a bin, in [0,1]
 */
public record Reliability(List<Bin> bins, double ece, double maximumGap) {

  /**
   * One bin.
   *
   * @param low its lower edge, not included (but 0 is)
   * @param high its upper edge, included
   * @param images images in it, at least 1
   * @param meanProbability their mean probability
   * @param observedFraction the fraction observed
   * @param interval of the fraction, Wilson's, images taken as independent
   */
  public record Bin(
      double low,
      double high,
      int images,
      double meanProbability,
      double observedFraction,
      Interval interval) {}

  /** Copies {@code bins}, so that nothing changes it from outside. */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * The curve in the 15 bins of the expected calibration error.
   *
   * @param predictions at least one labelled row
   * @return the curve
   * @throws InputException if no row has a label
   */
  public static Reliability of(Predictions predictions) {
    return of(predictions, ScoredImages.CALIBRATION_BINS);
  }

  /**
   * The curve.
   *
   * @param predictions at least one labelled row
   * @param binCount how many equal-width bins, at least 1
   * @return the curve
   * @throws InputException if no row has a label
   */
  public static Reliability of(Predictions predictions, int binCount) {
    int[] images = new int[binCount];
    int[] hits = new int[binCount];
    double[] sums = new double[binCount];
    List<Prediction> rows = predictions.labelled();
    if (rows.isEmpty()) {
      throw new InputException("reliability: no prediction has a label");
    }
    boolean binary = predictions.classes().size() == 2;
    for (Prediction row : rows) {
      int about = binary ? predictions.classes().positive() : row.predicted();
      double probability = row.probabilities().get(about);
      int bin = ScoredImages.calibrationBin(probability, binCount);
      images[bin]++;
      sums[bin] += probability;
      hits[bin] += row.label() == about ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    double ece = 0;
    double maximumGap = 0;
    for (int b = 0; b < binCount; b++) {
      if (images[b] > 0) {
        double mean = sums[b] / images[b];
        double fraction = (double) hits[b] / images[b];
        double gap = Math.abs(mean - fraction);
        ece += gap * images[b] / rows.size();
        maximumGap = Math.max(maximumGap, gap);
        bins.add(
            new Bin(
                (double) b / binCount,
                (b + 1.0) / binCount,
                images[b],
                mean,
                fraction,
                Wilson.of(hits[b], images[b], images[b] + " images")));
      }
    }
    return new Reliability(bins, ece, maximumGap);
  }

  /** {@return {@code ece}, {@code maximumGap} and {@code bins} as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("ece", ece);
    node.put("maximumGap", maximumGap);
    var list = node.putArray("bins");
    for (Bin bin : bins) {
      list.addObject()
          .put("from", bin.low())
          .put("to", bin.high())
          .put("images", bin.images())
          .put("meanProbability", bin.meanProbability())
          .put("observedFraction", bin.observedFraction())
          .put("low", bin.interval().low())
          .put("high", bin.interval().high());
    }
    return node;
  }
}
