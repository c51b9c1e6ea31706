package org.allnet.evaluation.detection;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** The twelve metrics of the COCO evaluation, in the order in which the reference prints them. */
public enum CocoMetric {
  /** Average precision, mean over ten IoU from .5 to .95. */
  AP("ap", "AP 50:95", SizeRange.ALL, 100, false, OptionalInt.empty()),
  /** Average precision at IoU .5. */
  AP50("ap50", "AP 50", SizeRange.ALL, 100, false, OptionalInt.of(IouThresholds.HALF)),
  /** Average precision at IoU .75. */
  AP75("ap75", "AP 75", SizeRange.ALL, 100, false, OptionalInt.of(IouThresholds.THREE_QUARTERS)),
  /** Average precision of small objects. */
  AP_SMALL("apSmall", "AP small", SizeRange.SMALL, 100, false, OptionalInt.empty()),
  /** Average precision of medium objects. */
  AP_MEDIUM("apMedium", "AP medium", SizeRange.MEDIUM, 100, false, OptionalInt.empty()),
  /** Average precision of large objects. */
  AP_LARGE("apLarge", "AP large", SizeRange.LARGE, 100, false, OptionalInt.empty()),
  /** Greatest recall with one box per class and field. */
  AR1("ar1", "AR 1", SizeRange.ALL, 1, true, OptionalInt.empty()),
  /** Greatest recall with ten boxes per class and field. */
  AR10("ar10", "AR 10", SizeRange.ALL, 10, true, OptionalInt.empty()),
  /** Greatest recall with a hundred boxes per class and field. */
  AR100("ar100", "AR 100", SizeRange.ALL, 100, true, OptionalInt.empty()),
  /** Greatest recall of small objects. */
  AR_SMALL("arSmall", "AR small", SizeRange.SMALL, 100, true, OptionalInt.empty()),
  /** Greatest recall of medium objects. */
  AR_MEDIUM("arMedium", "AR medium", SizeRange.MEDIUM, 100, true, OptionalInt.empty()),
  /** Greatest recall of large objects. */
  AR_LARGE("arLarge", "AR large", SizeRange.LARGE, 100, true, OptionalInt.empty());

  private final String key;
  private final String title;
  private final SizeRange range;
  private final int mostDetections;
  private final boolean recall;
  private final OptionalInt threshold;

  CocoMetric(
      String key,
      String title,
      SizeRange range,
      int mostDetections,
      boolean recall,
      OptionalInt threshold) {
    this.key = key;
    this.title = title;
    this.range = range;
    this.mostDetections = mostDetections;
    this.recall = recall;
    this.threshold = threshold;
  }

  /** {@return the key in JSON} */
  public String key() {
    return key;
  }

  /**
   * Finds a metric by its key.
   *
   * @param key the key in JSON
   * @return the metric; empty if there is none of this key
   */
  public static Optional<CocoMetric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }

  /** {@return its name for a reader} */
  public String title() {
    return title;
  }

  /** {@return which objects it is about} */
  public SizeRange range() {
    return range;
  }

  /** How many boxes of a class and field count. */
  int mostDetections() {
    return mostDetections;
  }

  /** Whether it is a recall, else a precision. */
  boolean isRecall() {
    return recall;
  }

  /** Whether it is a mean over all IoU or about this one. */
  boolean isAbout(int iouThreshold) {
    return threshold.isEmpty() || threshold.getAsInt() == iouThreshold;
  }
}
