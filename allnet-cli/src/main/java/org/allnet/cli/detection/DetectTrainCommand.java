package org.allnet.cli.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.Version;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.field.FieldSet;
import org.allnet.data.file.WritablePlace;
import org.allnet.data.split.SplitFile;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.field.FieldReading;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.training.DetectionRecipe;
import org.allnet.detect.training.DetectionTraining;
import org.allnet.training.trainer.EpochRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet detect train}: a detector from labelled fields. */
@Command(
    name = "train",
    description = {
      "Train a detector on fields whose cells are labelled by boxes.",
      "",
      "The set's own parts train and val are used, or the folds of a split. Of a set without parts a",
      "fifth is drawn for validation, as 'detect split' draws it. The best epoch and the operating",
      "points are chosen on validation fields."
    })
public final class DetectTrainCommand extends Subcommand {

  @Parameters(paramLabel = "DATA", description = "A folder of fields with their labels.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A new or empty folder for the detector.")
  private Path folder = Path.of("");

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "light",
      description = "light, tiny, s, yolov4, or a file of your own. Default: ${DEFAULT-VALUE}.")
  private String recipe = "";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training fields. Default: the recipe's.")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Fields a step. Default: the recipe's.")
  private @Nullable Integer batch;

  @Option(
      names = "--input-size",
      paramLabel = "PIXELS",
      description = "Side of the input, a multiple of 32. Default: the recipe's.")
  private @Nullable Integer inputSize;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "Train on the folds of a split of 'detect split'.")
  private @Nullable Path split;

  @Option(
      names = "--fold",
      paramLabel = "K",
      description = "With --split: the fold to choose the detector by. Default: 1.")
  private @Nullable Integer fold;

  @Option(
      names = "--resume",
      description = "Go on with the training in the folder, with the same options.")
  private boolean resume;

  @Mixin private FieldsMixin fields = new FieldsMixin();

  @Mixin private SeedMixin seed = new SeedMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectTrainCommand() {}

  @Override
  public Integer call() {
    if (split == null) {
      refuse("without --split", "--fold");
    }
    DetectionRecipe chosen = chosen();
    requirePlace();
    FieldSet set = fields.read(data);
    set.notes().forEach(this::status);
    FieldParts parts = parts(set);
    tellDrawn(parts);
    List<LabelledField> training;
    List<LabelledField> validation;
    try (StepProgress steps = steps()) {
      training = FieldReading.read(parts.training(), set.classes(), steps);
      validation = FieldReading.read(parts.validation(), set.classes(), steps);
    }
    makeFolder();
    List<EpochRecord> history =
        new DetectionTraining(
                chosen,
                set.name(),
                set.classes(),
                seed.seed(),
                device.device(),
                provenance(chosen, parts))
            .into(
                folder,
                training,
                validation,
                new DetectionProgress(
                    this::status, (task, count) -> progress(task, "fields", count)));
    EpochRecord best = history.stream().filter(EpochRecord::best).reduce((a, b) -> b).orElseThrow();
    tell(best, validation.size());
    return GOOD;
  }

  private static DetectorDescription.Provenance provenance(
      DetectionRecipe recipe, FieldParts parts) {
    return new DetectorDescription.Provenance(
        parts.fingerprint(),
        parts.origin().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        parts.split(),
        recipe.values(),
        Map.of(
            "ALLNet",
            Version.withCommit(),
            "Java",
            String.valueOf(System.getProperty("java.version"))));
  }

  private FieldParts parts(FieldSet set) {
    Path file = split;
    if (file != null) {
      return FieldParts.of(set, SplitFile.read(file), fold == null ? 1 : fold);
    }
    try (StepProgress steps = steps()) {
      return FieldParts.of(set, seed.seed(), steps);
    }
  }

  private void tellDrawn(FieldParts parts) {
    String drawn =
        "note: the set has no parts train and val; %d of %s are drawn for validation, "
            .formatted(
                parts.validation().size(),
                Counted.of(parts.training().size() + parts.validation().size(), "field"));
    switch (parts.origin()) {
      case DRAWN_BY_SOURCE -> status(drawn + "with fields of a slide or person on one side");
      case DRAWN_BY_FIELD ->
          status(
              drawn
                  + "with copies on one side; names tell no slide or person, which may be on both");
      case OWN, SPLIT -> {
        // The user has chosen them.
      }
    }
    if (!parts.leftOut().isEmpty()) {
      status(
          "note: left out, because they can't be decoded or show nothing: "
              + String.join(", ", new TreeSet<>(parts.leftOut())));
    }
  }

  private DetectionRecipe chosen() {
    DetectionRecipe found = DetectionRecipe.find(recipe);
    return found.with(
        epochs == null ? found.training().epochs() : epochs,
        batch == null ? found.training().batch() : batch,
        inputSize == null ? found.inputSize() : inputSize);
  }

  private void requirePlace() {
    WritablePlace.requireFolder(OptionName.OUT, folder);
    boolean begun = Files.isRegularFile(folder.resolve(DetectionTraining.STATE));
    if (resume && !begun) {
      throw new OptionException(
          OptionName.OUT.with(folder),
          Sentence.of(
              "%s: holds no training to go on with; leave %s out", folder, OptionName.RESUME));
    }
    if (!Files.isDirectory(folder) || resume) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new OptionException(
            OptionName.OUT.with(folder),
            begun
                ? Sentence.of(
                    "%s: holds a training already; choose another %s, or go on with %s",
                    folder, OptionName.OUT, OptionName.RESUME)
                : Sentence.of(
                    "%s: holds other files already; choose another %s", folder, OptionName.OUT));
      }
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be read (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be made (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  private void tell(EpochRecord best, int validationFields) {
    Path model = folder.resolve(DetectionTraining.MODEL);
    if (json.isWanted()) {
      Map<String, Object> map = new TreeMap<>(best.validation());
      map.put("detector", model.toString());
      map.put("epoch", best.epoch());
      map.put("validationFields", validationFields);
      out().println(JsonOutput.text(map));
      return;
    }
    out()
        .printf(
            Locale.ROOT,
            "detector: %s, of epoch %d, AP %.3f and AP50 %.3f on %s that it was chosen by%n",
            model,
            best.epoch(),
            best.validation().getOrDefault("ap", 0.0),
            best.validation().getOrDefault("ap50", 0.0),
            Counted.of(validationFields, "validation field"));
  }
}
