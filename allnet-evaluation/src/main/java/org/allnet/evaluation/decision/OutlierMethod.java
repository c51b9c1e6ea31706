package org.allnet.evaluation.decision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A way to say how unlike the images of training an image is. A higher score is more unlike,
 * whatever the method.
 */
public enum OutlierMethod {
  /**
   * The greater of {@link #MAHALANOBIS} and {@link #APPEARANCE}, each over its own threshold; an
   * image is refused above 1.
   */
  COMBINED("greater of both distances over their thresholds"),
  /**
   * The Mahalanobis distance to the nearest class, with one covariance for all classes (Lee et al.
   * 2018, arXiv 1807.03888); the square root, so that it counts standard deviations.
   */
  MAHALANOBIS("distance to the nearest class"),
  /**
   * The same distance, of colours and texture in place of features: what no network has a part in.
   */
  APPEARANCE("distance in colour and texture"),
  /**
   * The squared Mahalanobis distance to the nearest class less that to all images (Ren et al. 2021,
   * arXiv 2106.09022). Of two classes it sees one direction alone: that from class to class.
   */
  RELATIVE_MAHALANOBIS("relative distance to the nearest class"),
  /** The distance to the k-nearest image of training, of features of length 1 (Sun et al. 2022). */
  K_NEAREST("distance to the k-nearest image of training"),
  /** The energy of the outputs, {@code -log sum exp z} (Liu et al. 2020); a baseline. */
  ENERGY("energy of the outputs"),
  /** 1 less the greatest probability (Hendrycks and Gimpel 2017); a baseline. */
  MAX_SOFTMAX("1 less the greatest probability");

  /** The method that refuses images. It is chosen for all models, never by a set of images. */
  public static final OutlierMethod HOUSE = COMBINED;

  private final String words;

  OutlierMethod(String words) {
    this.words = words;
  }

  /** {@return the name in files, such as {@code k-nearest}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return what it measures, for a reader} */
  public String words() {
    return words;
  }

  /** {@return whether others are compared with it, and no image is refused by it} */
  public boolean isBaseline() {
    return this == ENERGY || this == MAX_SOFTMAX;
  }

  /**
   * Returns the method of a name.
   *
   * @param key what {@link #key} gives
   * @return the method; empty if there is none
   */
  public static Optional<OutlierMethod> named(String key) {
    return Arrays.stream(values()).filter(method -> method.key().equals(key)).findFirst();
  }
}
