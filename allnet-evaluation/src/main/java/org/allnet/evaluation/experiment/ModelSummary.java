package org.allnet.evaluation.experiment;

import java.util.List;
import java.util.Locale;
import org.allnet.evaluation.decision.OperatingPoint;
import org.jspecify.annotations.Nullable;

/**
 * The system that was evaluated.
 *
 * @param name what it is called: {@code ALLNet}
 * @param architecture its shape, one phrase, absent for a foreign system
 * @param parameters the number of its parameters, absent if unknown
 * @param input what it takes in: {@code 450 x 450 RGB, segmentation stretched}; absent if unknown
 * @param operatingPoint how a probability becomes a predicted class, and on which images that was
 *     chosen: {@code P(all) from 0.412, Youden's index on validation images}; absent for the most
 *     probable class
 * @param refuses which images it refuses, a line for each part; empty if it refuses none, or nobody
 *     knows
 */
public record ModelSummary(
    String name,
    @Nullable String architecture,
    @Nullable Long parameters,
    @Nullable String input,
    @Nullable String operatingPoint,
    List<String> refuses) {

  /** Copies {@code refuses}, so that nothing changes it from outside. */
  public ModelSummary {
    refuses = List.copyOf(refuses);
  }

  /**
   * A system of which nobody knows whether it refuses images.
   *
   * @param name what it is called
   * @param architecture its shape, absent for a foreign system
   * @param parameters the number of its parameters, absent if unknown
   * @param input what it takes in; absent if unknown
   * @param operatingPoint how a probability becomes a predicted class; absent for the most probable
   *     class
   */
  public ModelSummary(
      String name,
      @Nullable String architecture,
      @Nullable Long parameters,
      @Nullable String input,
      @Nullable String operatingPoint) {
    this(name, architecture, parameters, input, operatingPoint, List.of());
  }

  /**
   * The same system with what it refuses.
   *
   * @param lines which images it refuses, a line for each part
   * @return a new summary
   */
  public ModelSummary refusing(List<String> lines) {
    return new ModelSummary(name, architecture, parameters, input, operatingPoint, lines);
  }

  /**
   * The same system with another operating point.
   *
   * @param point chosen on validation images, absent for the most probable class
   * @return a new summary
   */
  public ModelSummary withOperatingPoint(@Nullable OperatingPoint point) {
    String predicted =
        point == null
            ? null
            : String.format(
                Locale.ROOT,
                "predicted positive from %.4f (%s on validation images)",
                point.threshold(),
                point.rule().word());
    return new ModelSummary(name, architecture, parameters, input, predicted, refuses);
  }
}
