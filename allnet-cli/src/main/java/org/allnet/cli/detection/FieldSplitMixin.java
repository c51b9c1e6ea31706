package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that takes fields by a split. */
final class FieldSplitMixin {

  private static final String FOLD = "--fold";

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description =
          "Take the fields by a split of 'detect split': train on its folds, or evaluate on what it"
              + " holds out.")
  private @Nullable Path split;

  @Option(
      names = FOLD,
      paramLabel = "K",
      description =
          "With --split: the fold that is not trained on (default: 1), or that is evaluated instead"
              + " of what the split holds out.")
  private @Nullable Integer fold;

  /**
   * Refuses options that do nothing.
   *
   * @param refuse is told why and which
   */
  void checkIdle(BiConsumer<String, String> refuse) {
    if (split == null) {
      refuse.accept("without --split", FOLD);
    }
  }

  /** {@return the split's file; empty if none is given} */
  Optional<Path> file() {
    return Optional.ofNullable(split);
  }

  /** {@return the fold, from 1; empty if none is given} */
  OptionalInt fold() {
    return fold == null ? OptionalInt.empty() : OptionalInt.of(fold);
  }
}
