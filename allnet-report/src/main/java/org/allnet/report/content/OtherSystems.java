package org.allnet.report.content;

import java.util.List;
import org.allnet.evaluation.comparison.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * What other systems reach on the images of a report. Immutable.
 *
 * @param baselines baselines on the same images
 * @param comparison several systems on the same images; absent if there is one
 */
public record OtherSystems(List<BaselineResult> baselines, @Nullable Comparison comparison) {

  /** Copies the list. */
  public OtherSystems {
    baselines = List.copyOf(baselines);
  }
}
