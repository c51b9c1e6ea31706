package org.allnet.report.content;

import org.allnet.evaluation.metric.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * One trained fold model of a run, evaluated by itself.
 *
 * @param name {@code foldModel 1}, {@code fold 3}
 * @param evaluation its metrics
 * @param best whether it is the fold model that the run chose; at most one of a run is
 * @param keptEpoch the epoch whose weights were kept, from 1; absent if unknown
 */
public record FoldModel(
    String name, Evaluation evaluation, boolean best, @Nullable Integer keptEpoch) {}
