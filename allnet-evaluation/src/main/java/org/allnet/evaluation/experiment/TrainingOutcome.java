package org.allnet.evaluation.experiment;

import java.util.Map;

/**
 * What a training or cross-validation ended with.
 *
 * @param kind training, cross-validation or the demo
 * @param data what was trained on
 * @param foldModels the trained fold models, and which of them was chosen
 * @param model the network
 * @param options every resolved option that can act in this run, by its name
 * @param hardware what it ran on
 * @param remarks what a reader must know, or can look up
 */
public record TrainingOutcome(
    Setting.Kind kind,
    TrainedData data,
    TrainedFoldModels foldModels,
    ModelSummary model,
    Map<String, String> options,
    String hardware,
    Remarks remarks) {}
