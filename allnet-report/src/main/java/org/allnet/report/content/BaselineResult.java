package org.allnet.report.content;

import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.verdict.BesideArea;
import org.jspecify.annotations.Nullable;

/**
 * A baseline on the same images, shown beside the model.
 *
 * @param name what it is: {@code majority class}, {@code cell area alone}
 * @param explanation how it decides, one phrase
 * @param evaluation its metrics
 * @param beside the evaluated system beside it, if it is cell area alone and the AUROC is defined
 */
public record BaselineResult(
    String name, String explanation, Evaluation evaluation, @Nullable BesideArea beside) {}
