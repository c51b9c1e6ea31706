package org.allnet.report.content;

import org.allnet.evaluation.metric.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * One trained instance of a run, judged by itself.
 *
 * @param name {@code instance 1}, {@code fold 3}
 * @param evaluation its figures
 * @param best whether it is the instance that the run chose; at most one of a run is
 * @param keptEpoch the epoch whose weights were kept, from 1; absent where unknown
 */
public record FoldModel(
    String name, Evaluation evaluation, boolean best, @Nullable Integer keptEpoch) {}
