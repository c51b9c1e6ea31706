package org.allnet.evaluation.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.calibration.Reliability;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.RiskCoverage;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * The curves of an evaluation; what is missing is left out of the page.
 *
 * @param roc receiver operating characteristics, x the false-positive fraction, y the sensitivity:
 *     one per system or class
 * @param precisionRecall x the recall, y the precision: one per system or class
 * @param prevalence the fraction of positive images, drawn as the line that guessing reaches in the
 *     precision-recall plot; absent if there are several classes
 * @param reliability how well probabilities hold, such as before and after calibration
 * @param riskCoverage x the fraction of images answered, y the error among them
 * @param referBand the chosen refer band, absent if there is none
 */
public record Curves(
    List<Curve> roc,
    List<Curve> precisionRecall,
    @Nullable Double prevalence,
    List<NamedReliability> reliability,
    List<Curve> riskCoverage,
    @Nullable TestedBand referBand) {

  /** No curve at all. */
  public static final Curves NONE =
      new Curves(List.of(), List.of(), null, List.of(), List.of(), null);

  /** Copies its lists, so that nothing changes them from outside. */
  public Curves {
    roc = List.copyOf(roc);
    precisionRecall = List.copyOf(precisionRecall);
    reliability = List.copyOf(reliability);
    riskCoverage = List.copyOf(riskCoverage);
  }

  /**
   * The reliability of one set of probabilities.
   *
   * @param name what it is: {@code before calibration}
   * @param reliability its bins
   */
  public record NamedReliability(String name, Reliability reliability) {}

  /**
   * A refer band with what it does on the tested images.
   *
   * @param band as chosen on validation images, with its promise
   * @param measured coverage and error on the tested images
   */
  public record TestedBand(ReferBand band, ReferBand.Measured measured) {}

  /**
   * All curves of one system, the ranking curves with their bands.
   *
   * @param name the system's name, for the legends
   * @param predictions its predictions; if none has a label, there is no curve
   * @param options how its probabilities become decisions, for the risk-coverage curve
   * @return with two classes the ranking curves of the positive one, with more those of each class
   *     against the rest; reliability and risk-coverage; no refer band
   */
  public static Curves of(String name, Predictions predictions, EvaluationOptions options) {
    List<Prediction> labelled = predictions.labelled();
    if (labelled.isEmpty()) {
      return NONE;
    }
    ClassSet classes = predictions.classes();
    boolean two = classes.size() == 2;
    List<Curve> roc = new ArrayList<>();
    List<Curve> precisionRecall = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      if (!two || k == classes.positive()) {
        String label = two ? name : classes.names().get(k);
        roc.add(
            RankingBands.roc(
                RankingCurves.roc(label, predictions, k),
                predictions,
                k,
                BootstrapOptions.DEFAULTS));
        precisionRecall.add(
            RankingBands.precisionRecall(
                RankingCurves.precisionRecall(label, predictions, k),
                predictions,
                k,
                BootstrapOptions.DEFAULTS));
      }
    }
    long positives = labelled.stream().filter(row -> row.label() == classes.positive()).count();
    return new Curves(
        roc,
        precisionRecall,
        two ? (double) positives / labelled.size() : null,
        List.of(new NamedReliability(name, Reliability.of(predictions))),
        List.of(riskCoverage(name, RiskCoverage.of(predictions, options))),
        null);
  }

  /**
   * A risk-coverage curve to draw.
   *
   * @param name its name
   * @param riskCoverage the curve
   * @return x the coverage, y the error; thinned for a page
   */
  public static Curve riskCoverage(String name, RiskCoverage riskCoverage) {
    return new Curve(
        name,
        RankingCurves.thinned(
            riskCoverage.points().stream()
                .map(point -> new Curve.Point(point.coverage(), point.error()))
                .toList()));
  }

  /**
   * The same curves with another system's behind them.
   *
   * @param other all but its refer band is added; prevalence stays this one's
   * @return new curves
   */
  public Curves beside(Curves other) {
    return new Curves(
        Stream.concat(roc.stream(), other.roc.stream()).toList(),
        Stream.concat(precisionRecall.stream(), other.precisionRecall.stream()).toList(),
        prevalence,
        Stream.concat(reliability.stream(), other.reliability.stream()).toList(),
        Stream.concat(riskCoverage.stream(), other.riskCoverage.stream()).toList(),
        referBand);
  }

  /**
   * The same curves with a refer band.
   *
   * @param band the band, absent for none
   * @return new curves
   */
  public Curves withReferBand(@Nullable TestedBand band) {
    return new Curves(roc, precisionRecall, prevalence, reliability, riskCoverage, band);
  }

  /**
   * The same curves with other reliabilities, such as before and after calibration.
   *
   * @param given in the order to show; the bins of the last are also given as a table
   * @return new curves
   */
  public Curves withReliability(List<NamedReliability> given) {
    return new Curves(roc, precisionRecall, prevalence, given, riskCoverage, referBand);
  }
}
