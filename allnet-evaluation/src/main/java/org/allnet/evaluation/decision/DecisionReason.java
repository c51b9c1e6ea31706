package org.allnet.evaluation.decision;

import java.util.List;
import java.util.Locale;
import org.allnet.data.dataset.ClassSet;

/** Why a {@link DecisionRule} answers as it does, for a reader. */
public final class DecisionReason {

  private DecisionReason() {}

  /**
   * Returns the reason of what {@link DecisionRule#call} says.
   *
   * @param rule the rule
   * @param probabilities of all classes, scaled
   * @param classes the classes in that order
   * @return part of a sentence, such as {@code P(all) 0.4321 is in the refer band from 0.3000 to
   *     0.6000}
   */
  public static String of(DecisionRule rule, List<Double> probabilities, ClassSet classes) {
    OperatingPoint point = rule.point();
    ReferBand band = rule.band();
    double positive = probabilities.get(classes.positive());
    String said = String.format(Locale.ROOT, "P(%s) %.4f", classes.positiveName(), positive);
    if (band != null && band.answer(positive) == Answer.REFER) {
      return String.format(
          Locale.ROOT,
          "referred: %s is in the refer band from %.4f to %.4f",
          said,
          band.low(),
          Math.min(1, band.high()));
    }
    if (point != null) {
      return String.format(
          Locale.ROOT,
          "%s is %s the operating point %.4f",
          said,
          positive >= point.threshold() ? "at or above" : "below",
          point.threshold());
    }
    return "the most probable class";
  }
}
