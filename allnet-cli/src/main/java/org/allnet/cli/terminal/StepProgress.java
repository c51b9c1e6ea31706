package org.allnet.cli.terminal;

import java.util.function.BiFunction;
import org.allnet.data.WorkProgress;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far the steps of long work have come, one after the other: a bar on a terminal, a line
 * every few seconds elsewhere. A step that is quick says nothing. Safe for calls from several
 * threads.
 */
public final class StepProgress implements WorkProgress, AutoCloseable {

  private final BiFunction<String, Integer, Progress> bars;
  private @Nullable Progress bar;
  private @Nullable Step shown;

  /**
   * Creates progress without a step.
   *
   * @param bars starts to show a task of so many images
   */
  public StepProgress(BiFunction<String, Integer, Progress> bars) {
    this.bars = bars;
  }

  @Override
  public synchronized void reached(Step step, long done, long total) {
    Progress current = bar;
    if (current == null || step != shown) {
      close();
      current = bars.apply(step.words(), (int) total);
      bar = current;
      shown = step;
    }
    current.reach(done);
    if (done >= total) {
      close();
    }
  }

  @Override
  public synchronized void close() {
    Progress current = bar;
    if (current != null) {
      current.clear();
      bar = null;
    }
  }
}
