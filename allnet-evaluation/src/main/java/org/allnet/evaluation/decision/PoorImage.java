package org.allnet.evaluation.decision;

/**
 * An image is referred because its quality is outside the range of the images of training.
 *
 * @param measure what was measured
 * @param value its value, outside the range
 * @param low the lowest value that is accepted
 * @param high the highest value that is accepted
 */
public record PoorImage(QualityMeasure measure, double value, double low, double high)
    implements ReferralReason {

  /** What {@link #key} gives. */
  public static final String KEY = "poor-image";

  @Override
  public String key() {
    return KEY;
  }

  /** {@return whether the value is below the range, else it is above} */
  public boolean isLow() {
    return value < low;
  }
}
