package org.allnet.network.classifier;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.Interruption;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.operating.DecisionRule;
import org.allnet.evaluation.operating.RuleOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * A decision rule that was fitted to what a model says of validation images. The edges of a rule
 * lie at probabilities of those very images. So the images that turn out to be near an edge are
 * asked about alone, and the rule is fitted again, until none is left: from then on the model
 * decides about each of them as it does here, whatever it is asked about together with.
 *
 * @param settled the rule, and what could not be fitted
 * @param validation the predictions that it was fitted to, unscaled
 */
public record RuleFit(DecisionRule.Settled settled, Predictions validation) {

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
      Classifier unscaled, List<CellPixels> cells, Predictions validation, RuleOptions options) {
    Predictions rows = validation;
    Set<Integer> alone = new HashSet<>();
    while (true) {
      DecisionRule.Settled settled = DecisionRule.settle(rows, options);
      Predictions next = exactAtEdges(unscaled, settled.rule(), cells, rows, alone);
      if (next == rows) {
        return new RuleFit(settled, rows);
      }
      rows = next;
    }
  }

  /**
   * Asks about images alone where a rule would decide about them by rounding.
   *
   * @param unscaled the model, which scales nothing
   * @param rule the rule
   * @param cells the images
   * @param predictions what the model says of each, in the same order, unscaled
   * @return the predictions, of which those near an edge of the rule are what the model says of the
   *     image alone; the same of a model whose images correct each other
   */
  public static Predictions exactAtEdges(
      Classifier unscaled, DecisionRule rule, List<CellPixels> cells, Predictions predictions) {
    return exactAtEdges(unscaled, rule, cells, predictions, new HashSet<>());
  }

  private static Predictions exactAtEdges(
      Classifier unscaled,
      DecisionRule rule,
      List<CellPixels> cells,
      Predictions predictions,
      Set<Integer> alone) {
    Prediction[] rows = predictions.rows().toArray(Prediction[]::new);
    boolean changed = false;
    Interruption interruption = Interruption.ofThisThread();
    for (int i = 0; i < rows.length; i++) {
      interruption.check("fitting the decision rule");
      Prediction row = rows[i];
      if (!alone.contains(i) && unscaled.decidesByRounding(rule, row.probabilities())) {
        alone.add(i);
        changed = true;
        rows[i] = row.with(Arrays.stream(unscaled.alone(cells.get(i))).boxed().toList());
      }
    }
    return changed ? new Predictions(predictions.classes(), List.of(rows)) : predictions;
  }
}
