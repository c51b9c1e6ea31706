package org.allnet.report.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.experiment.TrainingOutcome;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.content.ReportedDecision;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics at the head of a training's report are of: the chosen fold model on the hold-out
 * images; if nothing was held out, the folds that were trained, each evaluated by the fold model
 * that validated but did not train on it.
 *
 * @param outcome what was trained and predicted
 */
public record HeadlineMetrics(TrainingOutcome outcome) {

  /**
   * What the metrics at the head of the report are of.
   *
   * @return the chosen fold model's hold-out predictions, else those of all folds
   */
  public Predictions tested() {
    return outcome.foldModels().hasHoldOut()
        ? outcome.foldModels().chosen().holdOut()
        : outOfFold();
  }

  Setting.Tested images() {
    if (outcome.foldModels().hasHoldOut()) {
      return Setting.Tested.HOLD_OUT;
    }
    return outcome.foldModels().all().size() == outcome.data().split().folds()
        ? Setting.Tested.FOLDS
        : Setting.Tested.VALIDATION;
  }

  /**
   * The rule of the metrics at the head of the report.
   *
   * @return the chosen fold model's; none if the metrics are of all folds, each of which has its
   *     own
   */
  public DecisionRule rule() {
    return outcome.foldModels().hasHoldOut()
        ? outcome.foldModels().chosen().rule()
        : DecisionRule.NONE;
  }

  /**
   * What becomes of the images of the metrics at the head of the report. Held-out images are those
   * of the chosen fold model's rule. If nothing was held out, each image is decided about by the
   * fold model that was not trained on it.
   *
   * @return absent if a model that decides refuses no image, or the predictions don't say it
   */
  @Nullable ReportedDecision decision() {
    Predictions tested = tested();
    if (!tested.sayRefusals()) {
      return null;
    }
    DecisionRule rule = rule();
    if (outcome.foldModels().hasHoldOut()) {
      return new ReportedDecision(
          WholeDecision.of(tested, rule, rule.toOptions(), List.of(), BootstrapOptions.DEFAULTS),
          "");
    }
    Map<String, WholeDecision.Outcome> outcomes = new HashMap<>();
    for (FoldOutcome model : outcome.foldModels().all()) {
      for (Prediction row : model.validation().rows()) {
        outcomes.put(row.image(), WholeDecision.outcome(row, model.rule(), tested.classes()));
      }
    }
    return new ReportedDecision(
        WholeDecision.of(
            tested,
            row -> Objects.requireNonNull(outcomes.get(row.image()), row.image()),
            rule.toOptions(),
            List.of(),
            BootstrapOptions.DEFAULTS),
        "Each image is decided about by the fold model that was not trained on it. Its thresholds of"
            + " what is unlike training, and its refer band, were fitted on these very images: the"
            + " fractions are those that were asked for, and other images may see others. What is"
            + " wrong is counted by the most probable class, as in all other metrics.");
  }

  /** Whether an epoch was kept, and so chosen on validation images. */
  boolean isTrainedInEpochs() {
    return outcome.foldModels().all().stream().anyMatch(i -> i.keptEpoch() > 0);
  }

  /**
   * What a reader must know of the metrics at the head of the report: that nothing was held out, or
   * that the model refuses many of the images that were.
   *
   * @return whole sentences; none if images were held out and at most a fifth is refused
   */
  public List<Sentence> limits() {
    List<Sentence> limits = new ArrayList<>();
    if (!outcome.foldModels().hasHoldOut() && isTrainedInEpochs()) {
      limits.add(
          Sentence.text(
              "Nothing was held out: the kept epoch was chosen on the very images that are evaluated here."
                  + " The metrics are a little too good."));
    }
    if (!rules().isEmpty()) {
      limits.add(
          Sentence.of(
              "The metrics are of uncalibrated probabilities and the most probable class. The models'"
                  + " own decision rules have no part in them, as each was chosen on the very images"
                  + " that are evaluated here; what they promise is not measured here. On other images"
                  + " it is measured by %s.",
              Invocation.of("evaluate")));
    }
    if (outcome.foldModels().hasHoldOut()) {
      List<Prediction> heldOut = tested().rows();
      RefusedBatch.warning(heldOut.stream().filter(Prediction::isRefused).count(), heldOut.size())
          .ifPresent(text -> limits.add(Sentence.of("Held out: %s.", text)));
    }
    return limits;
  }

  /**
   * The models' own decision rules if the metrics at the head of the report are not made by one of
   * them.
   *
   * @return the rule of each fold model by its name; empty if images were held out, which are
   *     evaluated by the chosen fold model's rule, or no fold model has one
   */
  public Map<String, DecisionRule> rules() {
    Map<String, DecisionRule> rules = new LinkedHashMap<>();
    if (!outcome.foldModels().hasHoldOut()
        && outcome.foldModels().all().stream().anyMatch(i -> !i.rule().equals(DecisionRule.NONE))) {
      outcome
          .foldModels()
          .all()
          .forEach(foldModel -> rules.put(foldModel.name(), foldModel.rule()));
    }
    return rules;
  }

  /**
   * Unscaled, and of no decision rule: each rule was fitted on the very fold that is evaluated
   * here.
   */
  Predictions outOfFold() {
    List<Prediction> rows = new ArrayList<>();
    outcome
        .foldModels()
        .all()
        .forEach(
            foldModel -> rows.addAll(foldModel.rule().takenOff(foldModel.validation()).rows()));
    return new Predictions(outcome.data().dataset().classes(), rows);
  }

  /** Each baseline on images that it was not fitted on: those of the metrics at the head. */
  List<BaselineResults.Test> baselineTests() {
    return outcome.foldModels().hasHoldOut()
        ? List.of(
            new BaselineResults.Test(
                outcome.foldModels().chosen().baselines(), outcome.foldModels().chosen().holdOut()))
        : outcome.foldModels().all().stream()
            .map(i -> new BaselineResults.Test(i.baselines(), i.validation()))
            .toList();
  }
}
