package org.allnet.evaluation.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DecisionRule} is to be fitted on validation predictions.
 *
 * @param operatingPoint how the operating point is chosen
 * @param maxError the error allowed among the cells that are classified, in [0,1); absent if no
 *     cell is to be referred. 1 allows every error and is taken for absent, so that nobody promises
 *     it
 * @param setError the fraction of misses allowed for prediction sets, in (0,1)
 * @param acceptFraction the fraction of the validation images that the model accepts as like
 *     training, in (0,1]; absent for {@link #ACCEPTED}
 */
public record RuleOptions(
    PointRule operatingPoint,
    @Nullable Double maxError,
    double setError,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double acceptFraction) {

  /** The fraction of the validation images that is accepted if nothing else is wanted. */
  public static final double ACCEPTED = 0.95;

  /** The most probable class is predicted, no cell is referred, sets miss one in ten. */
  public static final RuleOptions DEFAULTS = new RuleOptions(PointRule.Known.ARGMAX, null, 0.1);

  /**
   * Checks the fractions, and takes a value that changes nothing for absent.
   *
   * @throws OptionException if {@code maxError} is not in [0,1], {@code setError} is not in (0,1),
   *     or {@code acceptFraction} is not in (0,1]
   * @throws IllegalArgumentException if {@code operatingPoint} is a {@link PointRule.Foreign}, a
   *     rule that is only read
   */
  public RuleOptions {
    if (operatingPoint instanceof PointRule.Foreign) {
      throw new IllegalArgumentException("a rule that is read alone: " + operatingPoint.word());
    }
    if (maxError != null && !(maxError >= 0 && maxError <= 1)) {
      throw OptionException.outOfRange(OptionName.MAX_ERROR.with(maxError), "0 to 1");
    }
    maxError = maxError != null && maxError == 1 ? null : maxError;
    if (!(setError > 0 && setError < 1)) {
      throw OptionException.outOfRange(
          OptionName.SET_ERROR.with(setError), "a fraction above 0 and below 1");
    }
    if (acceptFraction != null && !(acceptFraction > 0 && acceptFraction <= 1)) {
      throw OptionException.outOfRange(
          OptionName.ACCEPT_FRACTION.with(acceptFraction), "a fraction above 0, at most 1");
    }
    acceptFraction = acceptFraction != null && acceptFraction == ACCEPTED ? null : acceptFraction;
  }

  /** Options that accept the usual fraction. */
  public RuleOptions(PointRule operatingPoint, @Nullable Double maxError, double setError) {
    this(operatingPoint, maxError, setError, null);
  }

  /** {@return the fraction of the validation images to accept, in (0,1]} */
  public double accepted() {
    return acceptFraction == null ? ACCEPTED : acceptFraction;
  }

  /**
   * The operating point on these predictions.
   *
   * @param validation labelled predictions of two classes, images of both
   * @return the point, absent if the most probable class is predicted
   * @throws org.allnet.data.AllNetException if there are more classes, or images of one only
   */
  @Nullable OperatingPoint point(Predictions validation) {
    if (operatingPoint instanceof PointRule.Sensitivity sensitivity) {
      return OperatingPoint.sensitivityAtLeast(validation, sensitivity.least());
    }
    if (operatingPoint instanceof PointRule.Known known) {
      return switch (known) {
        case ARGMAX -> null;
        case YOUDEN -> OperatingPoint.youden(validation);
        case PREVALENCE -> OperatingPoint.prevalenceMatched(validation);
      };
    }
    throw new IllegalStateException("a rule that is read alone: " + operatingPoint.word());
  }
}
