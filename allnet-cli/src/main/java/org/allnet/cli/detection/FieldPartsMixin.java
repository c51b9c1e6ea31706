package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.allnet.data.Counted;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.FieldSet;
import org.allnet.data.split.SplitFile;
import org.allnet.detect.field.FieldParts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which fields are trained on. */
final class FieldPartsMixin {

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "Train on the folds of a split of 'detect split'.")
  private @Nullable Path split;

  @Option(
      names = "--fold",
      paramLabel = "K",
      description = "With --split: the fold that is not trained on. Default: 1.")
  private @Nullable Integer fold;

  /**
   * Refuses options that do nothing.
   *
   * @param refuse is told why and which
   */
  void checkIdle(BiConsumer<String, String> refuse) {
    if (split == null && fold != null) {
      refuse.accept("without --split", "--fold");
    }
  }

  /**
   * Divides a set as the options say.
   *
   * @param set the fields
   * @param seed what is drawn from, if anything is
   * @param progress is told how far the drawing has come
   */
  FieldParts of(FieldSet set, long seed, WorkProgress progress) {
    Path file = split;
    return file == null
        ? FieldParts.of(set, seed, progress)
        : FieldParts.of(set, SplitFile.read(file), fold == null ? 1 : fold);
  }

  /** Says what was drawn, and what was left out. */
  static void tell(FieldParts parts, Consumer<String> status) {
    parts.notes().forEach(note -> status.accept("note: " + note));
    String drawn =
        "note: the set has no parts train and val; %d of %s are drawn for validation, "
            .formatted(
                parts.validation().size(),
                Counted.of(parts.training().size() + parts.validation().size(), "field"));
    switch (parts.origin()) {
      case DRAWN_BY_SOURCE -> status.accept(drawn + "with fields of a slide or person on one side");
      case DRAWN_BY_FIELD ->
          status.accept(
              drawn
                  + "with copies on one side; names tell no slide or person, which may be on both");
      case OWN, SPLIT -> {
        // The user has chosen them.
      }
    }
    if (!parts.leftOut().isEmpty()) {
      status.accept(
          "note: left out, because they can't be decoded or show nothing: "
              + String.join(", ", new TreeSet<>(parts.leftOut())));
    }
  }
}
