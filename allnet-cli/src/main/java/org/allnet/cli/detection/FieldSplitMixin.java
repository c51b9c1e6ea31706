package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.allnet.cli.terminal.FoldMixin;
import org.allnet.cli.terminal.SplitFileMixin;
import picocli.CommandLine.Mixin;

/** The options of every command that takes fields by a split. */
final class FieldSplitMixin {

  @Mixin
  private SplitFileMixin split =
      new SplitFileMixin(
          "Take the fields by a split of 'detect split': train on its folds, or evaluate on what it"
              + " holds out.");

  @Mixin
  private FoldMixin fold =
      new FoldMixin(
          "With --split: the fold that is not trained on (default: 1), or that is evaluated instead"
              + " of what the split holds out.");

  /**
   * Refuses options that do nothing.
   *
   * @param refuse is told why and which
   */
  void checkIdle(BiConsumer<String, String> refuse) {
    if (split.file() == null) {
      refuse.accept("without --split", FoldMixin.OPTION);
    }
  }

  /** {@return the split's file; empty if none is given} */
  Optional<Path> file() {
    return Optional.ofNullable(split.file());
  }

  /** {@return the fold, from 1; empty if none is given} */
  OptionalInt fold() {
    return fold.fold();
  }
}
