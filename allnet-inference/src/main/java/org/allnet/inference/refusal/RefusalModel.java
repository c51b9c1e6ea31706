package org.allnet.inference.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.QualityMeasure;
import org.allnet.evaluation.decision.UnlikeTraining;
import org.allnet.inference.image.quality.ImageQuality;

/**
 * What refuses images that a model has no business with: those unlike the images of its training,
 * and those of poor quality. It is fitted at the end of training on the images that the fold model
 * trained on, as they are, and its threshold on those that it was validated on. Immutable and
 * thread-safe.
 */
public final class RefusalModel {

  /** From so many images of training, and of validation, it is fitted. */
  public static final int LEAST_IMAGES = 10;

  /** Images of training that it is fitted on, at most. */
  public static final int MOST_IMAGES = 4_096;

  /**
   * How near to the threshold rounding in the networks can decide, as a part of it. What is nearer
   * is computed again, alone and term by term. That takes several times as long, so it has to be
   * rare.
   */
  private static final double NEAR = 0.002;

  private final OutlierModel outlier;
  private final QualityRanges quality;
  private final OutlierMethod method;
  private final double threshold;
  private final double accepted;
  private final int training;
  private final int validation;

  RefusalModel(
      OutlierModel outlier,
      QualityRanges quality,
      OutlierMethod method,
      double threshold,
      double accepted,
      int training,
      int validation) {
    this.outlier = outlier;
    this.quality = quality;
    this.method = method;
    this.threshold = threshold;
    this.accepted = accepted;
    this.training = training;
    this.validation = validation;
  }

  /**
   * Fits it to images of training. It accepts every score until it has {@linkplain #accepting a
   * threshold}.
   *
   * @param features of the images, a row each
   * @param labels the class of each, from 0
   * @param blocks how many features come of each network; empty if they are hand-crafted
   * @param qualities of the images
   * @param seed of what is drawn
   * @throws InputException if there are fewer than {@link #LEAST_IMAGES}, or a feature is not
   *     finite
   */
  public static RefusalModel fit(
      float[][] features, int[] labels, int[] blocks, List<ImageQuality> qualities, long seed) {
    if (features.length < LEAST_IMAGES) {
      throw new InputException(
          "%d images of training can't tell which others are unlike them; %d are needed"
              .formatted(features.length, LEAST_IMAGES));
    }
    for (float[] row : features) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          throw new InputException("the networks' features of an image of training are not finite");
        }
      }
    }
    return new RefusalModel(
        OutlierModel.fit(features, labels, blocks, seed),
        QualityRanges.fit(qualities),
        OutlierMethod.HOUSE,
        Double.MAX_VALUE,
        1,
        features.length,
        0);
  }

  /**
   * Returns the same with a threshold: the lowest score that at least a fraction of the validation
   * images does not exceed.
   *
   * @param fraction how many to accept, in (0,1]
   * @param scores of the validation images, by {@link #method}; at least one
   */
  public RefusalModel accepting(double fraction, double[] scores) {
    double[] sorted = scores.clone();
    java.util.Arrays.sort(sorted);
    // The small allowance keeps 20 * 0.95 at 19 where it rounds to 19.000000000000004.
    int rank = (int) Math.ceil(fraction * sorted.length - 1e-9);
    return new RefusalModel(
        outlier, quality, method, sorted[Math.max(rank, 1) - 1], fraction, training, scores.length);
  }

  /** {@return how the score that refuses is computed} */
  public OutlierMethod method() {
    return method;
  }

  /** {@return the highest score that is accepted} */
  public double threshold() {
    return threshold;
  }

  /** {@return the fraction of the validation images that the threshold accepts, in (0,1]} */
  public double accepted() {
    return accepted;
  }

  /** {@return how many features it takes of an image} */
  public int features() {
    return outlier.axes().features();
  }

  /**
   * Returns how unlike the images of training an image is.
   *
   * @param by how to compute it
   * @param image what the model makes of it
   * @return the score, higher if more unlike; NaN if the model has no such score
   */
  public double score(OutlierMethod by, Evidence image) {
    return outlier.score(by, image);
  }

  /**
   * Returns whether rounding could decide about an image.
   *
   * @param score its score by {@link #method}
   */
  public boolean isNear(double score) {
    return Math.abs(score - threshold) <= NEAR * Math.abs(threshold);
  }

  /**
   * Decides about a score.
   *
   * @param score by {@link #method}
   * @return why the image is refused; empty if it is accepted
   */
  public Optional<UnlikeTraining> unlike(double score) {
    return score <= threshold
        ? Optional.empty()
        : Optional.of(new UnlikeTraining(method, score, threshold));
  }

  /**
   * Decides about the quality of an image.
   *
   * @param image its quality
   * @return why the image is refused; empty if it is accepted
   */
  public Optional<PoorImage> poor(ImageQuality image) {
    return quality.look(image);
  }

  /** {@return it for a reader, a line for each part} */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "unlike training: %s above %.4g is refused; fitted on %d training images, accepts %.1f %% of %d validation images",
            method.words(),
            threshold,
            training,
            100 * accepted,
            validation));
    for (QualityMeasure measure : QualityMeasure.values()) {
      QualityRanges.Range range = quality.of(measure);
      lines.add(
          String.format(
              Locale.ROOT,
              "poor image: %s outside %.4g to %.4g is refused",
              measure.words(),
              range.low(),
              range.high()));
    }
    return lines;
  }

  /** {@return it as bytes, for a model file; the same for the same model} */
  public byte[] toBytes() {
    return RefusalBytes.write(this);
  }

  /**
   * Reads it.
   *
   * @param bytes what {@link #toBytes} gave
   * @param source the file, for messages
   * @throws InputException if they are of another version, cut short, altered or contradict
   *     themselves
   */
  public static RefusalModel fromBytes(byte[] bytes, String source) {
    return RefusalBytes.read(bytes, source);
  }

  OutlierModel outlier() {
    return outlier;
  }

  QualityRanges quality() {
    return quality;
  }

  int training() {
    return training;
  }

  int validation() {
    return validation;
  }
}
