package org.allnet.training.augmentation;

import org.allnet.data.InputException;

/**
 * One image of the balanced training set: where it comes from and what is done to it.
 *
 * @param image the source image's name in the data set
 * @param label its class, an index into the class set
 * @param operation what is done; the fields below matter for their own operation only
 * @param angleDegrees {@link Transform#ROTATION}: counter-clockwise as seen, -180 to 180; else 0
 * @param brightness {@link Transform#BRIGHTNESS}: the factor, above 0 to 10; else 1
 * @param blurSigma {@link Transform#BLUR_NOISE}: standard deviation in pixels of the 5x5 Gaussian,
 *     above 0 to 10; else 0
 * @param noiseSeed {@link Transform#BLUR_NOISE}: which pixels become salt or pepper; else 0
 */
public record Sample(
    String image,
    int label,
    Transform operation,
    double angleDegrees,
    double brightness,
    double blurSigma,
    long noiseSeed) {

  /**
   * Checks the label and what the change takes.
   *
   * @throws InputException if {@code label} is negative, {@code angleDegrees} is not -180 to 180,
   *     {@code brightness} is not above 0 to 10, or {@code blurSigma} is not 0 to 10, of a blur
   *     above 0
   */
  public Sample {
    require(label >= 0, image, "label", label);
    require(Math.abs(angleDegrees) <= 180, image, "angle", angleDegrees);
    require(brightness > 0 && brightness <= 10, image, "brightness", brightness);
    double least = operation == Transform.BLUR_NOISE ? Double.MIN_VALUE : 0;
    require(blurSigma >= least && blurSigma <= 10, image, "blur sigma", blurSigma);
  }

  private static void require(boolean good, String image, String what, double value) {
    if (!good) {
      throw new InputException(
          "augmentation of '" + image + "': " + what + " " + value + " is out of range");
    }
  }

  /**
   * The image as it is.
   *
   * @param image its name
   * @param label its class index
   * @return the sample
   */
  public static Sample original(String image, int label) {
    return new Sample(image, label, Transform.ORIGINAL, 0, 1, 0, 0);
  }

  /**
   * A mirror image.
   *
   * @param image the source's name
   * @param label its class index
   * @param flip {@link Transform#FLIP_HORIZONTAL} or {@link Transform#FLIP_VERTICAL}
   * @return the sample
   */
  public static Sample flipped(String image, int label, Transform flip) {
    return new Sample(image, label, flip, 0, 1, 0, 0);
  }

  /**
   * A turned image.
   *
   * @param image the source's name
   * @param label its class index
   * @param angleDegrees counter-clockwise as seen, -180 to 180
   * @return the sample
   */
  public static Sample rotated(String image, int label, double angleDegrees) {
    return new Sample(image, label, Transform.ROTATION, angleDegrees, 1, 0, 0);
  }

  /**
   * A brighter or darker image.
   *
   * @param image the source's name
   * @param label its class index
   * @param factor above 0
   * @return the sample
   */
  public static Sample brightened(String image, int label, double factor) {
    return new Sample(image, label, Transform.BRIGHTNESS, 0, factor, 0, 0);
  }

  /**
   * A blurred and noisy image.
   *
   * @param image the source's name
   * @param label its class index
   * @param sigma standard deviation in pixels
   * @param noiseSeed which pixels become salt or pepper
   * @return the sample
   */
  public static Sample blurred(String image, int label, double sigma, long noiseSeed) {
    return new Sample(image, label, Transform.BLUR_NOISE, 0, 1, sigma, noiseSeed);
  }
}
