package org.allnet.evaluation.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ProportionMetric;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Refusal;

/**
 * What becomes of images by everything that a model decides by: predicted, referred for which
 * reason, or without an answer since nothing is to be seen; and how many are predicted wrongly. All
 * other metrics are of all images, so that no model chooses the images that it is evaluated on.
 *
 * @param images how many images with a label there are
 * @param rows a row for each outcome
 */
public record WholeDecision(long images, List<Row> rows) {

  /** What becomes of an image. */
  public enum Outcome {
    /** A class is predicted. */
    PREDICTED("predicted"),
    /** Its probability is in the refer band. */
    UNCERTAIN("referred: uncertain"),
    /** It is unlike the images of training. */
    UNLIKE_TRAINING("referred: unlike training"),
    /** Its quality is poor. */
    POOR_IMAGE("referred: poor image"),
    /** Nothing is to be seen of it, for anybody or for this model. */
    NOTHING_TO_SEE("nothing to see");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** {@return it for a reader} */
    public String words() {
      return words;
    }

    /** {@return the name in JSON} */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One outcome.
   *
   * @param outcome which
   * @param images how many images it has
   * @param fraction of all images; of predicted ones the coverage
   * @param error the fraction of these images that is predicted wrongly, or would be if it were not
   *     referred
   */
  public record Row(Outcome outcome, long images, MetricValue fraction, MetricValue error) {}

  /** Copies {@code rows}, so that nothing changes it from outside. */
  public WholeDecision {
    rows = List.copyOf(rows);
  }

  /**
   * Measures it of one model.
   *
   * @param scaled its predictions, at least one with a label; {@linkplain Predictions#sayRefusals
   *     each says} whether it refuses the image
   * @param rule its rule
   * @param wrong how a class is predicted for what is wrong, as for all other metrics: the rule's
   *     own, or a threshold in its place
   * @param blank images with a label that are in no metric, because nothing is to be seen of them
   * @param options how to resample for the intervals
   * @return what becomes of the images with a label
   * @throws InputException if no row has a label
   */
  public static WholeDecision of(
      Predictions scaled,
      DecisionRule rule,
      EvaluationOptions wrong,
      List<Prediction> blank,
      BootstrapOptions options) {
    return of(scaled, row -> outcome(row, rule, scaled.classes()), wrong, blank, options);
  }

  /**
   * Measures it of several models, each of which decides about images of its own.
   *
   * @param rows their predictions, at least one with a label
   * @param outcomes what becomes of each by the model that it is of, as {@link #outcome} says
   * @param wrong how a class is predicted for what is wrong, as for all other metrics
   * @param blank images with a label that are in no metric, because nothing is to be seen of them
   * @param options how to resample for the intervals
   * @return what becomes of the images with a label
   * @throws InputException if no row has a label
   */
  public static WholeDecision of(
      Predictions rows,
      Function<Prediction, Outcome> outcomes,
      EvaluationOptions wrong,
      List<Prediction> blank,
      BootstrapOptions options) {
    if (rows.labelled().isEmpty()) {
      throw new InputException("whole decision: no prediction has a label");
    }
    List<Prediction> labelled = new ArrayList<>(rows.labelled());
    labelled.addAll(blank);
    List<Row> all = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      Predicate<Prediction> of =
          row ->
              (row.probabilities().isEmpty() ? Outcome.NOTHING_TO_SEE : outcomes.apply(row))
                  == outcome;
      all.add(
          new Row(
              outcome,
              labelled.stream().filter(of).count(),
              ProportionMetric.of(labelled, row -> true, of, "no image", options),
              ProportionMetric.of(
                  rows.labelled(),
                  of,
                  row -> ScoredImages.predicted(rows.classes(), row, wrong) != row.label(),
                  "no such image",
                  options)));
    }
    return new WholeDecision(labelled.size(), all);
  }

  /**
   * Returns what becomes of an image.
   *
   * @param scaled a model's prediction of it
   * @param rule its rule
   * @param classes its classes
   */
  public static Outcome outcome(Prediction scaled, DecisionRule rule, ClassSet classes) {
    Refusal refusal = scaled.refusal();
    if (refusal != null && refusal.isRefused()) {
      return refused(refusal);
    }
    return rule.decide(scaled.probabilities(), classes) instanceof Decision.Predicted
        ? Outcome.PREDICTED
        : Outcome.UNCERTAIN;
  }

  /**
   * Returns what becomes of an image that a model refuses.
   *
   * @param refusal why
   */
  public static Outcome refused(Refusal refusal) {
    if (refusal.cause() == Refusal.Cause.POOR_IMAGE) {
      return Outcome.POOR_IMAGE;
    }
    return refusal.cause() == Refusal.Cause.UNLIKE_TRAINING
        ? Outcome.UNLIKE_TRAINING
        : Outcome.NOTHING_TO_SEE;
  }

  /** {@return it for a reader, a line for each outcome} */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("the whole decision about %s".formatted(Counted.of(images, "image")));
    for (Row row : rows) {
      if (row.images() > 0) {
        lines.add(
            "  %s: %s, %s; %s %s"
                .formatted(
                    row.outcome().words(),
                    Counted.of(row.images(), "image"),
                    row.fraction().describe(),
                    row.outcome() == Outcome.PREDICTED ? "wrong" : "would be wrong",
                    row.error().describe()));
      }
    }
    return lines;
  }

  /** {@return it as JSON, by the keys of the outcomes} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("images", images);
    for (Row row : rows) {
      ObjectNode one = node.putObject(row.outcome().key()).put("images", row.images());
      one.set("fraction", row.fraction().toJson());
      one.set("error", row.error().toJson());
    }
    return node;
  }
}
