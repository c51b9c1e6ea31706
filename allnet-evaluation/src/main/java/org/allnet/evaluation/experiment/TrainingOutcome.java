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
 * @param instances the trained instances, at least one
 * @param best the number of the instance that the run chose
 * @param model the network
 * @param options every resolved option by its name
 * @param hardware what it ran on
 * @param warnings what a reader must know before the figures, a sentence each
 * @param notes what a reader can look up after the figures, a sentence each
 */
public record TrainingOutcome(
    Setting.Kind kind,
    Dataset dataset,
    PositiveClass positive,
    Split split,
    DuplicateCounts duplicates,
    boolean complete,
    List<FoldOutcome> instances,
    int best,
    ModelSummary model,
    Map<String, String> options,
    String hardware,
    List<String> warnings,
    List<String> notes) {

  /** Copies and checks. */
  public TrainingOutcome {
    instances = List.copyOf(instances);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    int chosen = best;
    if (instances.stream().noneMatch(instance -> instance.number() == chosen)) {
      throw new IllegalArgumentException("fold model " + best + " is not among those trained");
    }
  }

  /** {@return the instance that the run chose} */
  public FoldOutcome chosen() {
    return instances.stream().filter(i -> i.number() == best).findFirst().orElseThrow();
  }

  /** {@return whether images were held out of all training} */
  public boolean hasHoldOut() {
    return !chosen().holdOut().rows().isEmpty();
  }
}
