package org.allnet.inference.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.integrity.PublishedPart;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.inference.model.ModelDescription;

/**
 * What was evaluated, and on what.
 *
 * @param file the model file
 * @param model what it says of itself
 * @param dataset where the tested images come from
 * @param duplicates what was found in the data set
 * @param part which part of C-NMC 2019 the tested images are, or come from if they were held out
 * @param store the pixels of the tested images
 * @param warnings what a reader must know before the metrics
 * @param hardware what it ran on
 */
public record EvaluatedSet(
    Path file,
    ModelDescription model,
    Dataset dataset,
    DuplicateCounts duplicates,
    PublishedPart part,
    CellStore store,
    List<Sentence> warnings,
    String hardware) {

  /** Copies {@code warnings}, so that nothing changes it from outside. */
  public EvaluatedSet {
    warnings = List.copyOf(warnings);
  }

  /** {@return the decision rule that the model brings along} */
  public DecisionRule rule() {
    return model.rule();
  }

  /**
   * Returns the pixels of an image.
   *
   * @param image its name
   * @return its pixels; empty if they are not known
   */
  public Optional<CellPixels> pixels(String image) {
    return store.contains(image) ? Optional.of(store.get(image)) : Optional.empty();
  }
}
