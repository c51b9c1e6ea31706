package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.detect.field.SplitFields;
import org.allnet.report.content.EvaluatedPart;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which fields of a set are evaluated on. */
final class EvaluatedPartMixin {

  private static final String PART = "--part";

  @Option(
      names = PART,
      paramLabel = "NAME",
      description = "The part of the set to evaluate on, such as val. Default: all of it.")
  private @Nullable String part;

  @Mixin private FieldSplitMixin split = new FieldSplitMixin();

  /**
   * Refuses options that do nothing.
   *
   * @param refuse is told why and which
   */
  void checkIdle(BiConsumer<String, String> refuse) {
    split.checkIdle(refuse);
    if (split.file().isPresent()) {
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
    Path file = split.file().orElse(null);
    if (file != null) {
      return ofSplit(SplitFields.of(set, file), file);
    }
    String name = part;
    if (name != null) {
      FieldPart wanted =
          FieldPart.ofKey(name)
              .filter(known -> set.fields().stream().anyMatch(field -> field.part() == known))
              .orElseThrow(() -> noSuchPart(set, data, name));
      return new EvaluatedFields(
          set.fields().stream().filter(field -> field.part() == wanted).toList(),
          new EvaluatedPart.OfSet(wanted));
    }
    if (set.fields().isEmpty()) {
      throw InputException.in(data, "has no fields; give a folder of fields with their labels");
    }
    return new EvaluatedFields(set.fields(), new EvaluatedPart.Whole());
  }

  private EvaluatedFields ofSplit(SplitFields sides, Path file) {
    String name = String.valueOf(file.getFileName());
    OptionalInt fold = split.fold();
    if (fold.isPresent()) {
      int number = fold.getAsInt();
      return new EvaluatedFields(sides.fold(number), new EvaluatedPart.Fold(number, name));
    }
    List<Field> heldOut = sides.holdOut();
    if (heldOut.isEmpty()) {
      throw new OptionException(
          OptionName.FOLD,
          Sentence.of(
              "%s: holds no field out; name a fold to evaluate on, such as %s",
              file, OptionName.FOLD.with(1)));
    }
    return new EvaluatedFields(heldOut, new EvaluatedPart.HoldOut(name));
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
