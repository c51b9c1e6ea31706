package org.allnet.evaluation.decision;

import java.util.List;
import org.allnet.evaluation.prediction.Refusal;

/**
 * An image is referred because its quality is outside the range of the images of training.
 *
 * @param measure what was measured, the first that is outside its range
 * @param value its value, outside the range
 * @param low the lowest value that is accepted
 * @param high the highest value that is accepted
 * @param further the other measures that are outside their ranges, each without any further
 */
public record PoorImage(
    QualityMeasure measure, double value, double low, double high, List<PoorImage> further)
    implements ReferralReason {

  /** Copies {@code further}, so that nothing changes it from outside. */
  public PoorImage {
    further = List.copyOf(further);
  }

  /**
   * An image of which one measure is outside its range.
   *
   * @param measure what was measured
   * @param value its value, outside the range
   * @param low the lowest value that is accepted
   * @param high the highest value that is accepted
   */
  public PoorImage(QualityMeasure measure, double value, double low, double high) {
    this(measure, value, low, high, List.of());
  }

  @Override
  public String key() {
    return Refusal.Cause.POOR_IMAGE.key();
  }

  /** {@return whether the value is below the range, else it is above} */
  public boolean isLow() {
    return value < low;
  }
}
