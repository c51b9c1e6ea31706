package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.Detector;
import org.allnet.detect.DetectorEvaluation;
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
      "at the detector's own operating points. Intervals are by bootstrap over fields."
    })
public final class DetectEvaluateCommand extends Subcommand {

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "A folder of fields with their labels.")
  private Path data = Path.of("");

  @Option(
      names = "--part",
      paramLabel = "NAME",
      description = "The part of the set to evaluate on, such as val. Default: all of it.")
  private @Nullable String part;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Write a page for a browser: metrics, curves, missed and false cells.")
  private @Nullable Path page;

  @Mixin private DetectorMixin detectors = new DetectorMixin();

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private FieldsMixin labels = new FieldsMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectEvaluateCommand() {}

  @Override
  public Integer call() {
    if (page == null) {
      refuse("without --page", OverwriteMixin.OPTION);
    }
    Path model = detectors.file(List.of(data.toString()));
    checkPage(List.of(model, data));
    FieldSet set = labels.read(data);
    checkPage(set.fields().stream().map(Field::file).toList());
    set.notes().forEach(this::status);
    List<Field> fields = fields(set);
    try (Detector detector = Detector.open(model, device.device());
        StepProgress steps = steps()) {
      FieldPart of = Optional.ofNullable(part).flatMap(FieldPart::ofKey).orElse(null);
      Optional<String> seen = SeenFields.warning(detector.description(), set, of);
      seen.ifPresent(warning -> status("warning: " + warning));
      List<DetectedField> detected = DetectorEvaluation.detected(detector, fields, steps);
      DetectionEvaluation evaluation =
          DetectorEvaluation.of(detector, detected, BootstrapOptions.DEFAULTS);
      Path file = page;
      if (file != null) {
        CellPictures pictures = new CellPictures(detector.description(), fields, detected);
        AtomicFile.writeText(
            file, DetectionPage.of(report(model, detector, set, evaluation, seen, pictures)));
      }
      if (json.isWanted()) {
        out().println(JsonOutput.text(asMap(evaluation, set)));
      } else {
        tell(evaluation, set);
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
      DetectionEvaluation evaluation,
      Optional<String> seen,
      CellPictures pictures) {
    List<String> warnings = new ArrayList<>(seen.stream().toList());
    if (!FolderMark.SYNTHETIC.above(set.fields().stream().map(Field::file).toList()).isEmpty()) {
      warnings.add(MarkWarnings.SYNTHETIC);
    }
    ReportContext making = making();
    return new DetectionReport(
        DetectorLine.of(model, detector.description()),
        set.name(),
        part,
        evaluation,
        warnings,
        pictures.missed(),
        pictures.falseCells(),
        List.of(making.command(), making.version()));
  }

  private List<Field> fields(FieldSet set) {
    List<Field> chosen =
        part == null
            ? set.fields()
            : set.fields().stream().filter(field -> field.part().key().equals(part)).toList();
    if (chosen.isEmpty() && part != null) {
      throw OptionException.ofSetting(
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
    if (chosen.isEmpty()) {
      throw InputException.in(data, "has no fields; give a folder of fields with their labels");
    }
    return chosen;
  }

  private void tell(DetectionEvaluation evaluation, FieldSet set) {
    tell("%s of %s".formatted(Counted.of(evaluation.fields(), "field"), set.name()));
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

  private static Map<String, Object> asMap(DetectionEvaluation evaluation, FieldSet set) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("dataset", set.name());
    map.put("fields", evaluation.fields());
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
