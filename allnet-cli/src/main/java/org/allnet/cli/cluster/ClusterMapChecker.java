package org.allnet.cli.cluster;

import org.allnet.cli.network.FoldMapChecker;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.training.run.MapChecker;
import org.jspecify.annotations.Nullable;

/** Checks the maps of a fold model on an executor, which has nobody to tell. */
public final class ClusterMapChecker implements MapChecker {

  private final MapChecker checker = new FoldMapChecker(line -> {});

  /** For executors to make. */
  public ClusterMapChecker() {}

  @Override
  public @Nullable MapCheck check(Work work) {
    return checker.check(work);
  }
}
