package org.allnet.inference.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.QualityMeasure;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.decision.UnlikeTraining;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.image.quality.ImageQuality;
import org.jspecify.annotations.Nullable;

/**
 * What refuses images that a model has no business with: those unlike the images of its training,
 * by the networks' features or by colours and texture, and those of poor quality. It is fitted at
 * the end of training on the images that the fold model trained on, as they are, and its thresholds
 * on those that it was validated on. Immutable and thread-safe.
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
  private final @Nullable ClassGaussians appearance;
  private final QualityRanges quality;
  private final Thresholds thresholds;
  private final double accepted;
  private final int training;
  private final int validation;

  RefusalModel(
      OutlierModel outlier,
      @Nullable ClassGaussians appearance,
      QualityRanges quality,
      Thresholds thresholds,
      double accepted,
      int training,
      int validation) {
    this.outlier = outlier;
    this.appearance = appearance;
    this.quality = quality;
    this.thresholds = thresholds;
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
   * @param measures of the images
   * @param seed of what is drawn
   * @throws InputException if there are fewer than {@link #LEAST_IMAGES}, or a feature is not
   *     finite
   */
  public static RefusalModel fit(
      float[][] features, int[] labels, int[] blocks, List<ImageMeasures> measures, long seed) {
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
        ClassGaussians.fit(
            measures.stream().map(ImageMeasures::appearance).toArray(double[][]::new),
            labels,
            ImageMeasures.appearanceTolerance()),
        QualityRanges.fit(measures.stream().map(ImageMeasures::quality).toList()),
        Thresholds.NONE,
        1,
        features.length,
        0);
  }

  /**
   * Returns how many bytes of Java's memory {@link #fit} needs at once, what it is given included.
   *
   * @param images of training
   * @param features of each
   */
  public static long bytesToFit(long images, long features) {
    long given = images * (Float.BYTES * features + Double.BYTES * ImageMeasures.APPEARANCE);
    // coordinates and directions; of coordinates and appearance two more copies for covariances
    long rows = 4L * (PrincipalAxes.MOST + 1) + 2L * ImageMeasures.APPEARANCE;
    return given + PrincipalAxes.bytesToFit(images, features) + images * Double.BYTES * rows;
  }

  /**
   * Returns the same with thresholds: the lowest by which at least a fraction of the validation
   * images is accepted, by both distances together.
   *
   * @param fraction how many to accept, in (0,1]
   * @param features the distance of each validation image by its features; at least one
   * @param appearance that by its colours and texture
   */
  public RefusalModel accepting(double fraction, double[] features, double[] appearance) {
    return new RefusalModel(
        outlier,
        this.appearance,
        quality,
        Thresholds.accepting(fraction, features, appearance),
        fraction,
        training,
        features.length);
  }

  /** {@return the fraction of the validation images that the thresholds accept, in (0,1]} */
  public double accepted() {
    return accepted;
  }

  /** {@return how many features it takes of an image} */
  public int features() {
    return outlier.axes().features();
  }

  /** {@return how many classes its images of training were of} */
  public int classes() {
    return outlier.gaussians().classMeans().length;
  }

  /**
   * Returns how unlike the images of training an image is.
   *
   * @param by how to compute it
   * @param image what the model makes of it
   * @param measured what is measured of it
   * @return the score, higher if more unlike; NaN if the model has no such score
   */
  public double score(OutlierMethod by, Evidence image, ImageMeasures measured) {
    return switch (by) {
      case COMBINED -> thresholds.combined(distance(image), distance(measured));
      case APPEARANCE -> appearance == null ? Double.NaN : distance(measured);
      default -> outlier.score(by, image);
    };
  }

  /**
   * Returns how far an image's features are from those of training.
   *
   * @param image what the model makes of it
   */
  public double distance(Evidence image) {
    return outlier.score(OutlierMethod.MAHALANOBIS, image);
  }

  /**
   * Returns how far an image's colours and texture are from those of training.
   *
   * @param image what is measured of it
   * @return the distance; 0 if the model is an older one that does not know them
   */
  public double distance(ImageMeasures image) {
    return appearance == null ? 0 : appearance.distance(image.appearance());
  }

  /**
   * Returns whether rounding in the networks could decide about an image.
   *
   * @param features its distance by its features
   */
  public boolean isNear(double features) {
    return Math.abs(features - thresholds.features()) <= NEAR * Math.abs(thresholds.features());
  }

  /**
   * Decides about an image. Poor quality is named first, then colours and texture.
   *
   * @param features its distance by its features
   * @param image what is measured of it
   * @return why it is refused; empty if it is accepted
   */
  public Optional<ReferralReason> look(double features, ImageMeasures image) {
    Optional<PoorImage> poor = poor(image.quality());
    if (poor.isPresent()) {
      return poor.map(reason -> reason);
    }
    double distance = distance(image);
    if (!(distance <= thresholds.appearance())) {
      return Optional.of(
          new UnlikeTraining(OutlierMethod.APPEARANCE, distance, thresholds.appearance()));
    }
    return features <= thresholds.features()
        ? Optional.empty()
        : Optional.of(
            new UnlikeTraining(OutlierMethod.MAHALANOBIS, features, thresholds.features()));
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
            "unlike training: %s above %.4g%s is refused; fitted on %d training images, accepts at least %.1f %% of %d validation images",
            OutlierMethod.MAHALANOBIS.words(),
            thresholds.features(),
            appearance == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    ", or %s above %.4g,",
                    OutlierMethod.APPEARANCE.words(),
                    thresholds.appearance()),
            training,
            100 * accepted,
            validation));
    for (QualityMeasure measure : quality.ranges().keySet()) {
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
   * Returns the model that bytes hold.
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

  @Nullable ClassGaussians appearance() {
    return appearance;
  }

  Thresholds thresholds() {
    return thresholds;
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
