package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.cli.terminal.BatchMixin;
import org.allnet.cli.terminal.EpochsMixin;
import org.allnet.cli.terminal.InputSizeMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.field.CellNames;
import org.allnet.data.field.FieldSet;
import org.allnet.detect.field.FieldMemory;
import org.allnet.detect.field.FieldReading;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.model.ShippedDetector;
import org.allnet.detect.training.DetectionRecipe;
import org.allnet.detect.training.DetectionTraining;
import org.allnet.detect.training.EarlierDetector;
import org.allnet.detect.training.LabelledParts;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.evaluation.metric.ValidationMetric;
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
      names = "--pretrained",
      paramLabel = "FILE",
      description =
          "A detector's file whose weights to begin with, or "
              + ShippedDetector.NAME
              + ", which comes with ALLNet. Default: fresh weights.")
  private @Nullable String pretrained;

  @Mixin
  private EpochsMixin epochs =
      new EpochsMixin("Passes over the training fields. Default: the recipe's.");

  @Mixin private BatchMixin batch = new BatchMixin("Fields a step. Default: the recipe's.");

  @Mixin
  private InputSizeMixin inputSize =
      new InputSizeMixin("Side of the input, a multiple of 32. Default: the recipe's.");

  @Mixin private FieldTrainingMixin options = new FieldTrainingMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectTrainCommand() {}

  @Override
  public Integer call() {
    TrainingFolder place = options.check(folder, DetectionTraining.STATE, this::refuse);
    DetectionRecipe chosen = chosen();
    EarlierDetector earlier = earlier(chosen);
    FieldSet set = options.read(data, this::status);
    if (!options.hasSplit()) {
      chosen.training().requireBatch(Counted.of(set.fields().size(), "field"));
    }
    FieldTraining begun = options.training(place, set, this::steps, this::status);
    chosen.training().requireBatch(Counted.of(begun.training().size(), "training field"));
    FieldMemory.require(
        data,
        Counted.of(begun.fields().fields().size(), "field"),
        FieldMemory.reduced(begun.training(), chosen.mostPixels())
            + FieldMemory.whole(begun.validation()));
    List<String> classes = CellNames.withPlatelets(set.classes());
    FieldReading reading = new FieldReading(classes, Map.of());
    List<LabelledField> training;
    List<LabelledField> validation;
    try (StepProgress steps = steps()) {
      training = reading.read(begun.training(), chosen::reduced, steps);
      validation = reading.read(begun.validation(), field -> field, steps);
    }
    reading.tell(note -> status("note: " + note));
    LabelledParts parts = new LabelledParts(set.name(), training, validation);
    if (earlier != null && !earlier.hasClasses(classes)) {
      status(
          "note: the classes are others than those of %s; what tells them begins anew"
              .formatted(pretrained));
    }
    begun.begin();
    Map<String, String> values = chosen.values();
    if (earlier != null) {
      values.put("pretrained", earlier.sha256());
    }
    List<EpochRecord> history =
        new DetectionTraining(
                chosen,
                classes,
                options.seed(),
                options.device(),
                begun.provenance(values),
                begun.fields(),
                earlier)
            .into(
                folder,
                parts,
                new DetectionProgress(
                    this::status,
                    this::progress,
                    "fields",
                    DetectTrainCommand::words,
                    ", best so far"));
    EpochRecord best = history.stream().filter(EpochRecord::best).reduce((a, b) -> b).orElseThrow();
    tell(best, validation.size());
    return GOOD;
  }

  private static String words(Map<ValidationMetric, Double> metrics) {
    return String.format(
        Locale.ROOT,
        "AP %.3f, AP50 %.3f",
        metrics.getOrDefault(BoxMetric.AP, 0.0),
        metrics.getOrDefault(BoxMetric.AP50, 0.0));
  }

  private @Nullable EarlierDetector earlier(DetectionRecipe chosen) {
    if (pretrained == null) {
      return null;
    }
    EarlierDetector found =
        EarlierDetector.of(
            pretrained.equals(ShippedDetector.NAME) ? ShippedDetector.file() : Path.of(pretrained));
    found.require(chosen);
    return found;
  }

  private DetectionRecipe chosen() {
    DetectionRecipe found = DetectionRecipe.find(recipe);
    return found.with(
        epochs.epochs().orElse(found.training().epochs()),
        batch.batch().orElse(found.training().batch()),
        inputSize.inputSize().orElse(found.inputSize()));
  }

  private void tell(EpochRecord best, int validationFields) {
    Path model = folder.resolve(DetectionTraining.MODEL);
    if (json.isWanted()) {
      Map<String, Object> map = new TreeMap<>(ValidationMetrics.byKey(best.validation()));
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
            best.validation().getOrDefault(BoxMetric.AP, 0.0),
            best.validation().getOrDefault(BoxMetric.AP50, 0.0),
            Counted.of(validationFields, "validation field"));
  }
}
