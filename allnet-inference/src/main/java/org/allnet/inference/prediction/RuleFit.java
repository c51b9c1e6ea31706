package org.allnet.inference.prediction;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.Interruption;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * A decision rule that was fitted to what a model says of validation images. The edges of a rule
 * lie at probabilities of those very images. So the images that turn out to be near an edge are
 * asked about alone, and the rule is fitted again, until none is left: from then on the model
 * decides about each of them as it does here, whatever it is asked about together with. The
 * temperature is fitted once, before that: it is the same whatever is wanted of the rule.
 *
 * @param fitted the rule, and what could not be fitted
 * @param validation the predictions that it was fitted to, scaled by its temperature
 */
public record RuleFit(DecisionRule.FittedRule fitted, Predictions validation) {

  /**
   * Fits a rule.
   *
   * @param unscaled the model, which scales nothing
   * @param cells the validation images
   * @param validation what the model says of each, in the same order
   * @param options what is wanted of the rule
   * @return the rule and the predictions that it was fitted to
   */
  public static RuleFit of(
      Predictor unscaled, List<CellPixels> cells, Predictions validation, RuleOptions options) {
    TemperatureScaling scaling = DecisionRule.temperature(validation);
    return again(unscaled, cells, scaling.apply(validation), options, scaling);
  }

  /**
   * Fits a rule beside the temperature of an earlier one, which stays as it is.
   *
   * @param unscaled the model, which scales nothing
   * @param cells the validation images
   * @param scaled what the model said of each, in the same order, scaled by that temperature
   * @param options what is wanted of the rule
   * @param scaling the temperature
   * @return the rule and the predictions that it was fitted to
   */
  public static RuleFit again(
      Predictor unscaled,
      List<CellPixels> cells,
      Predictions scaled,
      RuleOptions options,
      TemperatureScaling scaling) {
    Predictions rows = scaled;
    Set<Integer> alone = new HashSet<>();
    while (true) {
      DecisionRule.FittedRule fitted = DecisionRule.fit(rows, options, scaling);
      Predictions next = exactAtEdges(unscaled, fitted.rule(), cells, rows, alone);
      if (next == rows) {
        return new RuleFit(fitted, rows);
      }
      rows = next;
    }
  }

  /**
   * Asks about images alone if a rule would decide about them by rounding.
   *
   * @param unscaled the model, which scales nothing
   * @param rule the rule
   * @param cells the images
   * @param scaled what the model says of each, in the same order, scaled by the rule's temperature
   * @return the predictions, of which those near an edge of the rule are what the model says of the
   *     image alone; the same of a model whose images correct each other
   */
  public static Predictions exactAtEdges(
      Predictor unscaled, DecisionRule rule, List<CellPixels> cells, Predictions scaled) {
    return exactAtEdges(unscaled, rule, cells, scaled, new HashSet<>());
  }

  private static Predictions exactAtEdges(
      Predictor unscaled,
      DecisionRule rule,
      List<CellPixels> cells,
      Predictions scaled,
      Set<Integer> alone) {
    Prediction[] rows = scaled.rows().toArray(Prediction[]::new);
    boolean changed = false;
    Interruption interruption = Interruption.ofThisThread();
    for (int i = 0; i < rows.length; i++) {
      interruption.check("fitting the decision rule");
      Prediction row = rows[i];
      if (!alone.contains(i) && unscaled.decidesByRounding(rule, row.probabilities())) {
        alone.add(i);
        changed = true;
        rows[i] =
            row.with(
                rule.scaling().apply(Arrays.stream(unscaled.alone(cells.get(i))).boxed().toList()));
      }
    }
    return changed ? new Predictions(scaled.classes(), List.of(rows)) : scaled;
  }
}
