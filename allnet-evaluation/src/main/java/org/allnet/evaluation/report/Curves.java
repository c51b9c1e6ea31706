package org.allnet.evaluation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The curves of an evaluation; what is missing is left out of the page.
 *
 * @param roc receiver operating characteristics, x the false-positive share, y the sensitivity: one
 *     per system or class
 * @param precisionRecall x the recall, y the precision: one per system or class
 * @param prevalence the share of positive images, drawn as the line that guessing reaches in the
 *     precision-recall plot; absent where there are several classes
 * @param reliability how well probabilities hold, such as before and after calibration
 * @param riskCoverage x the share of images answered, y the error among them
 * @param referBand the chosen refer band, absent where there is none
 */
public record Curves(
    List<Curve> roc,
    List<Curve> precisionRecall,
    @Nullable Double prevalence,
    List<Reliability> reliability,
    List<Curve> riskCoverage,
    @Nullable ReferBand referBand) {

  /** No curve at all. */
  public static final Curves NONE =
      new Curves(List.of(), List.of(), null, List.of(), List.of(), null);

  /** Copies. */
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
   * @param bins from low to high; empty bins may be left out
   */
  public record Reliability(String name, List<Bin> bins) {
    /** Copies. */
    public Reliability {
      bins = List.copyOf(bins);
    }
  }

  /**
   * One bin of a reliability diagram.
   *
   * @param images images in it; a bin without any is not drawn
   * @param meanProbability their mean probability, in [0,1]
   * @param observed the share of them that has the class, in [0,1]
   */
  public record Bin(long images, double meanProbability, double observed) {}

  /**
   * A refer band: an image whose P(positive) lies in it is shown to a person.
   *
   * @param low its lower end, in [0,1]
   * @param high its upper end, in [0,1]
   * @param promisedError the error outside the band that was promised on validation images
   * @param coverage the share of test images outside the band
   * @param error the error among those
   */
  public record ReferBand(
      double low, double high, double promisedError, double coverage, double error) {}
}
