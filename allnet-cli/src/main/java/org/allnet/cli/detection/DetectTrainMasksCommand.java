package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.cli.terminal.BatchMixin;
import org.allnet.cli.terminal.EpochsMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.detect.field.FieldMemory;
import org.allnet.detect.field.OutlineReading;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.detect.training.MaskTraining;
import org.allnet.evaluation.detection.MaskMetric;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet detect train-masks}: a segmenter from cells whose outlines are labelled. */
@Command(
    name = "train-masks",
    description = {
      "Train a segmenter on cells whose outline and nucleus are labelled.",
      "",
      "A segmenter says which pixels of a detector's box are of the cell, and which of its nucleus.",
      "The set's own parts train and val are used, or the folds of a split. Of a set without parts a",
      "fifth is drawn for validation. The last epoch is kept: none is chosen on validation cells."
    })
public final class DetectTrainMasksCommand extends Subcommand {

  @Parameters(
      paramLabel = "DATA",
      description = "A folder of images with outlines of cells and nuclei.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A new or empty folder for the segmenter.")
  private Path folder = Path.of("");

  @Mixin
  private EpochsMixin passes =
      new EpochsMixin("Passes over the training cells. Default: " + MaskTraining.EPOCHS + ".");

  @Mixin
  private BatchMixin step = new BatchMixin("Cells a step. Default: " + MaskTraining.BATCH + ".");

  @Mixin private FieldTrainingMixin options = new FieldTrainingMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectTrainMasksCommand() {}

  @Override
  public Integer call() {
    TrainingFolder place = options.check(folder, MaskTraining.STATE, this::refuse);
    int epochs = passes.epochs().orElse(MaskTraining.EPOCHS);
    int batch = step.batch().orElse(MaskTraining.BATCH);
    TrainingOptions numbers = MaskTraining.options(epochs, batch);
    FieldSet set = options.read(data, this::status);
    requireOutlines(set);
    if (!options.hasSplit()) {
      numbers.requireBatch(Counted.of(outlined(set.fields()), "cell"));
    }
    FieldTraining begun = options.training(place, set, this::steps, this::status);
    numbers.requireBatch(Counted.of(outlined(begun.training()), "training cell"));
    FieldMemory.require(
        data,
        Counted.of(begun.fields().fields().size(), "image"),
        FieldMemory.whole(OutlineReading.outlined(begun.training()))
            + FieldMemory.whole(OutlineReading.outlined(begun.validation())));
    List<OutlinedCell> training;
    List<OutlinedCell> validation;
    List<String> notes = new ArrayList<>();
    try (StepProgress steps = steps()) {
      training = OutlineReading.read(begun.training(), notes::add, steps);
      validation = OutlineReading.read(begun.validation(), notes::add, steps);
    }
    notes.forEach(note -> status("note: " + note));
    numbers.requireBatch(Counted.of(training.size(), "training cell"));
    begun.begin();
    List<EpochRecord> history =
        new MaskTraining(
                epochs,
                batch,
                set.name(),
                options.seed(),
                options.device(),
                begun.provenance(MaskTraining.values(epochs, batch)),
                begun.fields())
            .into(
                folder,
                training,
                validation,
                new DetectionProgress(
                    this::status, this::progress, "cells", DetectTrainMasksCommand::words, ""));
    tell(history.get(history.size() - 1), validation.size());
    return GOOD;
  }

  private void requireOutlines(FieldSet set) {
    if (outlined(set.fields()) == 0) {
      throw InputException.in(
          data,
          "has no cell whose outline and nucleus are both labelled; give label files that have them, such as QuPath's GeoJSON");
    }
  }

  private static long outlined(List<Field> fields) {
    return fields.stream()
        .flatMap(field -> field.boxes().stream())
        .filter(OutlineReading::isOutlined)
        .count();
  }

  private static String words(Map<ValidationMetric, Double> metrics) {
    return String.format(
        Locale.ROOT,
        "Dice of cells %.3f and nuclei %.3f",
        metrics.getOrDefault(MaskMetric.CELL, 0.0),
        metrics.getOrDefault(MaskMetric.NUCLEUS, 0.0));
  }

  private void tell(EpochRecord last, int validationCells) {
    Path model = folder.resolve(MaskTraining.MODEL);
    if (json.isWanted()) {
      Map<String, Object> map = new TreeMap<>(ValidationMetrics.byKey(last.validation()));
      map.put("segmenter", model.toString());
      map.put("validationCells", validationCells);
      out().println(JsonOutput.text(map));
      return;
    }
    out()
        .printf(
            "segmenter: %s, %s on %s%n",
            model, words(last.validation()), Counted.of(validationCells, "validation cell"));
  }
}
