package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.split.SplitFile;
import org.allnet.detect.field.SplitFields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which fields of a set are evaluated on. */
final class EvaluatedPartMixin {

  private static final String PART = "--part";
  private static final String FOLD = "--fold";

  @Option(
      names = PART,
      paramLabel = "NAME",
      description = "The part of the set to evaluate on, such as val. Default: all of it.")
  private @Nullable String part;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "Evaluate on the fields that a split of 'detect split' holds out.")
  private @Nullable Path split;

  @Option(
      names = FOLD,
      paramLabel = "K",
      description = "With --split: evaluate on this fold instead.")
  private @Nullable Integer fold;

  /**
   * Refuses options that do nothing.
   *
   * @param refuse is told why and which
   */
  void checkIdle(BiConsumer<String, String> refuse) {
    if (split == null) {
      refuse.accept("without --split", FOLD);
    } else {
      refuse.accept("with --split, which says the fields", PART);
    }
  }

  /**
   * Chooses the fields.
   *
   * @param set the set
   * @param data where it was found
   * @throws OptionException if there is no such part or fold, or the split holds no field out
   * @throws InputException if the set has no field, or the split is of other fields
   */
  EvaluatedFields of(FieldSet set, Path data) {
    Path file = split;
    if (file != null) {
      return ofSplit(SplitFields.of(set, SplitFile.read(file)), file);
    }
    if (part != null) {
      List<Field> chosen =
          set.fields().stream().filter(field -> field.part().key().equals(part)).toList();
      if (chosen.isEmpty()) {
        throw noSuchPart(set, data, part);
      }
      return new EvaluatedFields(chosen, "part " + part);
    }
    if (set.fields().isEmpty()) {
      throw InputException.in(data, "has no fields; give a folder of fields with their labels");
    }
    return new EvaluatedFields(set.fields(), null);
  }

  private EvaluatedFields ofSplit(SplitFields sides, Path file) {
    String name = String.valueOf(file.getFileName());
    if (fold != null) {
      return new EvaluatedFields(sides.fold(fold), "fold %d of %s".formatted(fold, name));
    }
    List<Field> heldOut = sides.holdOut();
    if (heldOut.isEmpty()) {
      throw new OptionException(
          OptionName.FOLD,
          Sentence.of(
              "%s: holds no field out; name a fold to evaluate on, such as %s",
              file, OptionName.FOLD.with(1)));
    }
    return new EvaluatedFields(heldOut, "hold-out of " + name);
  }

  private static OptionException noSuchPart(FieldSet set, Path data, String part) {
    return OptionException.ofSetting(
        "part",
        part,
        "detect evaluate: %s has no part '%s'; it has %s"
            .formatted(
                data,
                part,
                set.fields().stream()
                    .map(field -> field.part().key())
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }
}
