package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.OptionName;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.inspection.FieldSources;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.Detector;
import org.allnet.detect.DetectorEvaluation;
import org.allnet.detect.field.FieldReading;
import org.allnet.evaluation.detection.CocoMetric;
import org.allnet.evaluation.detection.CountMetric;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.detection.DetectionEvaluation;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.assembly.ReportContext;
import org.allnet.report.content.DetectionReport;
import org.allnet.report.content.MarkWarnings;
import org.allnet.report.page.DetectionPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet detect evaluate}: what a detector is worth on labelled fields. */
@Command(
    name = "evaluate",
    description = {
      "Evaluate a detector on labelled fields.",
      "",
      "Average precision is computed as COCO's reference does. What is found, missed and counted is",
      "at the detector's own operating points. Intervals are by bootstrap over people or slides, or",
      "over fields if these are unknown."
    })
public final class DetectEvaluateCommand extends Subcommand {

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "A folder of fields with their labels.")
  private Path data = Path.of("");

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Write a page for a browser: metrics, curves, missed and false cells.")
  private @Nullable Path page;

  @Mixin private EvaluatedPartMixin part = new EvaluatedPartMixin();

  @Mixin private DetectorMixin detectors = new DetectorMixin();

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private FieldsMixin labels = new FieldsMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectEvaluateCommand() {}

  @Override
  public Integer call() {
    part.checkIdle(this::refuse);
    if (page == null) {
      refuse("without --page", OverwriteMixin.OPTION);
    }
    Path model = detectors.file(List.of(data.toString()));
    checkPage(List.of(model, data));
    FieldSet set = labels.read(data);
    checkPage(set.fields().stream().map(Field::file).toList());
    labels.tell(set, this::status);
    EvaluatedFields evaluated = part.of(set, data);
    FieldSources sources = FieldSources.of(set);
    sources.notes().forEach(note -> status("note: " + note));
    try (Detector detector = Detector.open(model, device.device());
        StepProgress steps = steps()) {
      List<String> warnings =
          new ArrayList<>(
              SeenFields.warning(detector.description(), set, evaluated.fields()).stream()
                  .toList());
      warnings.forEach(warning -> status("warning: " + warning));
      FieldReading reading = new FieldReading(detector.classes(), sources.byField());
      List<DetectedField> detected =
          DetectorEvaluation.detected(detector, evaluated.fields(), reading, steps);
      reading.tell(note -> status("note: " + note));
      detector
          .learnedSize()
          .flatMap(size -> UnlearnedSizes.warning(size, evaluated.fields(), detected))
          .ifPresent(
              warning -> {
                status("warning: " + warning);
                warnings.add(warning);
              });
      DetectionEvaluation evaluation =
          DetectorEvaluation.of(detector, detected, sources.unit(), BootstrapOptions.DEFAULTS);
      Path file = page;
      if (file != null) {
        AtomicFile.writeText(
            file,
            DetectionPage.of(
                report(model, detector, set, evaluated, detected, evaluation, warnings)));
      }
      if (json.isWanted()) {
        out().println(JsonOutput.text(asMap(evaluation, set, evaluated)));
      } else {
        tell(evaluation, set, evaluated);
      }
    }
    return GOOD;
  }

  private void checkPage(List<Path> inputs) {
    if (page != null) {
      overwrite.checkPage(OptionName.PAGE, page, inputs);
    }
  }

  private DetectionReport report(
      Path model,
      Detector detector,
      FieldSet set,
      EvaluatedFields evaluated,
      List<DetectedField> detected,
      DetectionEvaluation evaluation,
      List<String> known) {
    List<String> warnings = new ArrayList<>(known);
    if (!FolderMark.SYNTHETIC.above(set.fields().stream().map(Field::file).toList()).isEmpty()) {
      warnings.add(MarkWarnings.SYNTHETIC);
    }
    if (detector.description().training().ofSyntheticFields()) {
      warnings.add(SyntheticParts.DETECTOR);
    }
    CellPictures pictures = new CellPictures(detector.description(), evaluated.fields(), detected);
    ReportContext context = context();
    return new DetectionReport(
        DetectorLine.of(model, detector.description()),
        set.name(),
        evaluated.part(),
        evaluation,
        warnings,
        pictures.missed(),
        pictures.falseCells(),
        List.of(context.command(), context.version()));
  }

  private void tell(DetectionEvaluation evaluation, FieldSet set, EvaluatedFields evaluated) {
    tell(
        "%s of %s%s; intervals by bootstrap over %s"
            .formatted(
                Counted.of(evaluation.fields(), "field"),
                set.name(),
                evaluated.part().words().map(words -> ", " + words).orElse(""),
                evaluation.drawn()));
    for (CocoMetric metric :
        List.of(CocoMetric.AP, CocoMetric.AP50, CocoMetric.AP75, CocoMetric.AR100)) {
      tell("mean " + line(metric.title(), evaluation.overall().get(metric)));
    }
    for (DetectionEvaluation.OfClass each : evaluation.ofClass()) {
      tell(
          String.format(
              Locale.ROOT,
              "%s: %s, score from %.3f",
              each.name(),
              Counted.of(each.labelled(), "labelled cell"),
              each.operatingPoint()));
      tell("  " + line(CocoMetric.AP.title(), each.coco().get(CocoMetric.AP)));
      tell("  " + line(CocoMetric.AP50.title(), each.coco().get(CocoMetric.AP50)));
      each.counts().forEach((metric, value) -> tell("  " + line(metric.title(), value)));
    }
  }

  private static String line(String title, @Nullable MetricValue value) {
    return title + " " + (value == null ? "-" : value.describeBriefly());
  }

  private static Map<String, Object> asMap(
      DetectionEvaluation evaluation, FieldSet set, EvaluatedFields evaluated) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("dataset", set.name());
    map.put("part", evaluated.part().words().orElse(null));
    map.put("fields", evaluation.fields());
    map.put("intervalsOver", evaluation.drawn().toJson());
    map.put("overall", coco(evaluation.overall()));
    map.put("classes", evaluation.ofClass().stream().map(each -> asMap(each)).toList());
    return map;
  }

  private static Map<String, Object> asMap(DetectionEvaluation.OfClass each) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("class", each.name());
    map.put("labelled", each.labelled());
    map.put("operatingPoint", each.operatingPoint());
    map.put("coco", coco(each.coco()));
    Map<String, Object> counts = new LinkedHashMap<>();
    for (CountMetric metric : CountMetric.values()) {
      MetricValue value = each.counts().get(metric);
      if (value != null) {
        counts.put(metric.key(), value.toJson());
      }
    }
    map.put("counts", counts);
    Map<String, Object> froc = new LinkedHashMap<>();
    for (double accepted : new double[] {0.125, 0.25, 0.5, 1, 2, 4, 8}) {
      each.froc()
          .recallAt(accepted)
          .ifPresent(recall -> froc.put(String.valueOf(accepted), recall));
    }
    map.put("recallAtFalseCellsPerField", froc);
    return map;
  }

  private static Map<String, Object> coco(Map<CocoMetric, MetricValue> metrics) {
    Map<String, Object> map = new LinkedHashMap<>();
    metrics.forEach((metric, value) -> map.put(metric.key(), value.toJson()));
    return map;
  }
}
