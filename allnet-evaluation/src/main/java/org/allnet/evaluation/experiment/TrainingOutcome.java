package org.allnet.evaluation.experiment;

import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.split.Split;

/**
 * What a training or cross-validation ended with.
 *
 * @param kind training, cross-validation or the demo
 * @param dataset what was trained on
 * @param positive which class is the positive one, and why
 * @param split who stood where
 * @param duplicates identical images that were found, by file or pixels, and subjects they join
 * @param complete whether the data set is a whole published one, unaltered
 * @param foldModels the trained fold models, at least one
 * @param best the number of the fold model that the run chose
 * @param model the network
 * @param options every resolved option by its name
 * @param hardware what it ran on
 * @param warnings what a reader must know before the metrics, a sentence each
 * @param notes what a reader can look up after the metrics, a sentence each
 */
public record TrainingOutcome(
    Setting.Kind kind,
    Dataset dataset,
    PositiveClass positive,
    Split split,
    DuplicateCounts duplicates,
    boolean complete,
    List<FoldOutcome> foldModels,
    int best,
    ModelSummary model,
    Map<String, String> options,
    String hardware,
    List<String> warnings,
    List<String> notes) {

  /** Copies and checks. */
  public TrainingOutcome {
    foldModels = List.copyOf(foldModels);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    int chosen = best;
    if (foldModels.stream().noneMatch(foldModel -> foldModel.number() == chosen)) {
      throw new IllegalArgumentException("fold model " + best + " is not among those trained");
    }
  }

  /** {@return the fold model that the run chose} */
  public FoldOutcome chosen() {
    return foldModels.stream().filter(i -> i.number() == best).findFirst().orElseThrow();
  }

  /** {@return whether images were held out of all training} */
  public boolean hasHoldOut() {
    return !chosen().holdOut().rows().isEmpty();
  }
}
