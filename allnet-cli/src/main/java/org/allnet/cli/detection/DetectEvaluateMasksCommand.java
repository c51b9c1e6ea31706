package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.option.OptionRange;
import org.allnet.detect.CellSegmenter;
import org.allnet.detect.MaskEvaluation;
import org.allnet.detect.field.OutlineReading;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.MetricValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet detect evaluate-masks}: how well segmenters outline cells. */
@Command(
    name = "evaluate-masks",
    description = {
      "Evaluate segmenters on cells whose outline and nucleus are labelled.",
      "",
      "Dice's coefficient of whole cells and nuclei, beside rules that need no training. An image is",
      "judged by the first segmenter that was not trained on it, so that the segmenters of all folds",
      "of a split judge all images. Images that all of them were trained on are left out."
    })
public final class DetectEvaluateMasksCommand extends Subcommand {

  private static final double MOST_ERROR = 30;

  /** What boxes are moved by is drawn from this seed. */
  private static final long SEED = 1;

  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Files of segmenters.")
  private List<Path> models = List.of();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A folder of images with outlines of cells and nuclei.")
  private Path data = Path.of("");

  @Option(
      names = "--box-error",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "Move each edge of each box at random by up to so much of its longer side. Default:"
              + " ${DEFAULT-VALUE}.")
  private double boxError;

  @Mixin private FieldsMixin fields = new FieldsMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectEvaluateMasksCommand() {}

  @Override
  public Integer call() {
    OptionRange.require(
        boxError >= 0 && boxError <= MOST_ERROR, "box-error", boxError, "0 to 30 percent");
    FieldSet set = fields.read(data);
    fields.tell(set, this::status);
    List<CellSegmenter> segmenters = new ArrayList<>();
    try (StepProgress steps = steps()) {
      models.forEach(model -> segmenters.add(CellSegmenter.open(model, device.device())));
      List<MaskEvaluation.Judged> judged = judged(set, segmenters, steps);
      List<MaskEvaluation> evaluations = MaskEvaluation.of(judged, BootstrapOptions.DEFAULTS);
      if (json.isWanted()) {
        out().println(JsonOutput.text(evaluations.stream().map(one -> map(one)).toList()));
      } else {
        table(evaluations);
      }
    } finally {
      segmenters.forEach(CellSegmenter::close);
    }
    return GOOD;
  }

  private List<MaskEvaluation.Judged> judged(
      FieldSet set, List<CellSegmenter> segmenters, WorkProgress progress) {
    Runnable counter = progress.counter(WorkProgress.Step.READING, set.fields().size());
    SplittableRandom random = new SplittableRandom(SEED);
    List<MaskEvaluation.Judged> judged = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int seen = 0;
    for (Field field : set.fields()) {
      String hash = ImageHashes.sha256(field.file());
      Optional<CellSegmenter> judge =
          segmenters.stream().filter(one -> !one.description().isTrainedOn(hash)).findFirst();
      seen += judge.isEmpty() ? 1 : 0;
      if (judge.isPresent()) {
        for (OutlinedCell cell : OutlineReading.read(field, notes::add)) {
          judged.add(MaskEvaluation.judge(judge.get(), cell, moved(cell.box(), random)));
        }
      }
      counter.run();
    }
    notes.forEach(note -> status("note: " + note));
    if (seen > 0) {
      status(
          "%s left out, which all of the segmenters were trained on"
              .formatted(Counted.of(seen, "image").outOf(set.fields().size())));
    }
    if (judged.isEmpty()) {
      throw InputException.in(
          data,
          seen > 0
              ? "has no other image than those that the segmenters were trained on; give others"
              : "has no cell whose outline and nucleus are both labelled; give label files that have them");
    }
    return judged;
  }

  private BoundingBox moved(BoundingBox box, SplittableRandom random) {
    double reach = boxError / 100 * Math.max(box.width(), box.height());
    double left = box.left() + reach * (2 * random.nextDouble() - 1);
    double top = box.top() + reach * (2 * random.nextDouble() - 1);
    return new BoundingBox(
        left,
        top,
        Math.max(left + 1, box.right() + reach * (2 * random.nextDouble() - 1)),
        Math.max(top + 1, box.bottom() + reach * (2 * random.nextDouble() - 1)));
  }

  private void table(List<MaskEvaluation> evaluations) {
    TextTable table =
        new TextTable(2, "images", "masks", "cells", "Dice of cells", "Dice of nuclei");
    for (MaskEvaluation one : evaluations) {
      String cells = String.valueOf(one.cells());
      row(table, one.images(), "segmenter", cells, one.segmenter());
      row(table, one.images(), "Otsu", cells, one.otsu());
      table.row(
          one.images(), "ellipse in the box", cells, one.ellipse().cell().describeBriefly(), "-");
    }
    table.lines().forEach(this::tell);
  }

  private static void row(
      TextTable table, String images, String by, String cells, MaskEvaluation.Means means) {
    table.row(images, by, cells, means.cell().describeBriefly(), means.nucleus().describeBriefly());
  }

  private static Map<String, Object> map(MaskEvaluation one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("images", one.images());
    map.put("cells", one.cells());
    map.put("segmenter", map(one.segmenter().cell(), one.segmenter().nucleus()));
    map.put("otsu", map(one.otsu().cell(), one.otsu().nucleus()));
    map.put("ellipse", Map.of("cell", one.ellipse().cell().toJson()));
    return map;
  }

  private static Map<String, Object> map(MetricValue cell, MetricValue nucleus) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cell", cell.toJson());
    map.put("nucleus", nucleus.toJson());
    return map;
  }
}
