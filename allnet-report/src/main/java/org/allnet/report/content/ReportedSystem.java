package org.allnet.report.content;

import java.util.List;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.ModelSummary;
import org.jspecify.annotations.Nullable;

/**
 * The system that a report is about. Immutable.
 *
 * @param positive which class is the positive one, and why; absent if the page is not about one
 *     system
 * @param model what it is; absent for a comparison
 * @param foldModels its trained fold models, each by itself; empty if there is one only
 * @param learning how each fold model learned
 */
public record ReportedSystem(
    @Nullable PositiveClass positive,
    @Nullable ModelSummary model,
    List<FoldModel> foldModels,
    List<LearningCurve> learning) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if more than one fold model is marked as the best
   */
  public ReportedSystem {
    foldModels = List.copyOf(foldModels);
    learning = List.copyOf(learning);
    if (foldModels.stream().filter(FoldModel::best).count() > 1) {
      throw new IllegalArgumentException("more than one fold model is marked as the best");
    }
  }
}
