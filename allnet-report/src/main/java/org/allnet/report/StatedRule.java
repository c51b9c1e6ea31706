package org.allnet.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.WrittenRule;
import org.jspecify.annotations.Nullable;

/**
 * The decision rule by which a report evaluated the predictions beside it, so that a later page
 * about them evaluates by the same.
 *
 * @param positive the positive class, which the threshold is about
 * @param options how probabilities become decisions
 */
public record StatedRule(String positive, EvaluationOptions options) {

  /**
   * Returns the rule that a predictions file brings along.
   *
   * @param rule the rule of the file
   */
  public static StatedRule of(WrittenRule rule) {
    return new StatedRule(rule.positive(), new EvaluationOptions(rule.threshold()));
  }

  /** {@return the same rule, for a predictions file} */
  public WrittenRule written() {
    return new WrittenRule(positive, options.threshold());
  }

  /**
   * Reads the rule of a report.
   *
   * @param folder the folder that {@link ReportFiles#write} wrote
   * @return its rule; null if the folder holds no metrics
   * @throws InputException if its metrics can't be read, or name no positive class
   */
  public static @Nullable StatedRule read(Path folder) {
    Path file = folder.resolve(ReportFiles.EVALUATION);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    JsonNode node = ReportFiles.metrics(file);
    JsonNode positive = node.path("positive");
    JsonNode threshold = node.path("threshold");
    boolean known = threshold.isMissingNode() || threshold.isNumber();
    if (!positive.isTextual()
        || !known
        || !(threshold.asDouble() >= 0 && threshold.asDouble() <= 1)) {
      throw InputException.in(
          file, "says no positive class, or a threshold that is none; make the report anew");
    }
    return new StatedRule(
        positive.asText(),
        threshold.isMissingNode()
            ? EvaluationOptions.DEFAULTS
            : new EvaluationOptions(threshold.doubleValue()));
  }
}
