package org.allnet.evaluation.detection;

import java.util.Arrays;
import java.util.Optional;
import org.allnet.evaluation.metric.ValidationMetric;

/** A metric of a segmenter on validation cells. */
public enum MaskMetric implements ValidationMetric {
  /** Mean Dice coefficient of whole cells. */
  CELL("dice.cell"),
  /** Mean Dice coefficient of nuclei. */
  NUCLEUS("dice.nucleus");

  private final String key;

  MaskMetric(String key) {
    this.key = key;
  }

  @Override
  public String key() {
    return key;
  }

  /**
   * Finds a metric by its key.
   *
   * @param key the key in files
   * @return the metric; empty if there is none of this key
   */
  public static Optional<MaskMetric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }
}
