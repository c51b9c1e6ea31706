package org.allnet.evaluation.report;

import org.allnet.evaluation.figure.Evaluation;

/**
 * A trivial system on the same images, shown beside the model.
 *
 * @param name what it is: {@code majority class}, {@code cell area alone}
 * @param explanation how it decides, one phrase
 * @param evaluation its figures
 */
public record Baseline(String name, String explanation, Evaluation evaluation) {}
