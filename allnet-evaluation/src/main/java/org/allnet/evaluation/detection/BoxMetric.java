package org.allnet.evaluation.detection;

import java.util.Optional;
import org.allnet.evaluation.metric.ValidationMetric;
import org.jspecify.annotations.Nullable;

/**
 * A metric of a detector on validation fields.
 *
 * @param metric which
 * @param ofClass the class that it is about; absent for the mean over classes
 */
public record BoxMetric(CocoMetric metric, @Nullable String ofClass) implements ValidationMetric {

  /** Average precision, the mean over classes. */
  public static final BoxMetric AP = new BoxMetric(CocoMetric.AP, null);

  /** Average precision at IoU .5, the mean over classes. */
  public static final BoxMetric AP50 = new BoxMetric(CocoMetric.AP50, null);

  /** {@return the metric's key, and behind a point the class if it is about one} */
  @Override
  public String key() {
    return ofClass == null ? metric.key() : metric.key() + "." + ofClass;
  }

  /**
   * Finds a metric by its key.
   *
   * @param key the key in files
   * @return the metric; empty if there is none of this key
   */
  public static Optional<BoxMetric> ofKey(String key) {
    int point = key.indexOf('.');
    String ofClass = point < 0 ? null : key.substring(point + 1);
    return CocoMetric.ofKey(point < 0 ? key : key.substring(0, point))
        .map(metric -> new BoxMetric(metric, ofClass));
  }
}
