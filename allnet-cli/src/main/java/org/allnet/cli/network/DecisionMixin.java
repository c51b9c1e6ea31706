package org.allnet.cli.network;

import java.util.List;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is fitted on validation predictions. */
final class DecisionMixin {

  @Option(
      names = "--operating-point",
      paramLabel = "RULE",
      defaultValue = "argmax",
      description =
          "Probability from which a cell is classified as positive, chosen on validation images:"
              + " argmax (the most probable class), youden, prevalence or sensitivity=S. Default:"
              + " ${DEFAULT-VALUE}; for 'decide' the run's own.")
  String operatingPoint = "argmax";

  @Option(
      names = "--max-error",
      paramLabel = "FRACTION",
      description =
          "Refer the doubtful cells to a person: the smallest band of probabilities that keeps the"
              + " error of the other cells at or below this on validation images. Default: refer no"
              + " cell, as 1 does; for 'decide' the run's own.")
  @Nullable Double maxError;

  @Option(
      names = "--set-error",
      paramLabel = "FRACTION",
      defaultValue = "0.1",
      description =
          "Fraction of images whose prediction set (the classes that can't be ruled out) may miss the"
              + " true class. Default:"
              + " ${DEFAULT-VALUE}; for 'decide' the run's own.")
  double setError;

  @Option(
      names = "--accept-fraction",
      paramLabel = "FRACTION",
      description =
          "Fraction of the validation images that the model accepts as like training. All images less"
              + " like the training images are referred. Default: 0.95; for 'decide' the run's own.")
  @Nullable Double acceptFraction;

  /**
   * The options.
   *
   * @return as validated
   * @throws org.allnet.data.OptionException if one is out of range
   */
  RuleOptions options() {
    return new RuleOptions(PointRule.parse(operatingPoint), maxError, setError, acceptFraction);
  }

  /**
   * Another rule of which only what was given differs from an earlier one.
   *
   * @param earlier the earlier one
   * @param given the options that were given, by their names
   * @return as validated
   * @throws org.allnet.data.OptionException if one is out of range
   */
  RuleOptions over(RuleOptions earlier, List<String> given) {
    return new RuleOptions(
        given.contains("--operating-point")
            ? PointRule.parse(operatingPoint)
            : earlier.operatingPoint(),
        given.contains("--max-error") ? maxError : earlier.maxError(),
        given.contains("--set-error") ? setError : earlier.setError(),
        given.contains("--accept-fraction") ? acceptFraction : earlier.acceptFraction());
  }
}
