package org.allnet.cli.detection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.allnet.cli.terminal.EarlierFiles;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Suggestions;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelFault;
import org.allnet.data.field.writing.FieldSetWriter;
import org.allnet.data.field.writing.WrittenSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet detect convert}: labels of fields in another layout. */
@Command(
    name = "convert",
    description = {
      "Convert labels of fields to COCO, YOLO or QuPath GeoJSON.",
      "",
      "The folder has the images in images/PART, and the labels in annotations, labels or geojson.",
      "Labels are clipped, and those of no size and doubled left out, as 'detect inspect' says."
    },
    customSynopsis = "allnet detect convert DATA --to NAME --out DIR [OPTIONS]")
public final class DetectConvertCommand extends Subcommand {

  @Parameters(paramLabel = "DATA", description = "A folder or a file of labels.")
  private Path data = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "NAME",
      description = "coco, yolo or geojson.")
  private String to = "";

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
  private Path out = Path.of("");

  @Mixin private LabelsOnlyMixin labelsOnly = new LabelsOnlyMixin("Copy no image.");

  @Mixin private FieldsMixin fields = new FieldsMixin();

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  /** For the command line to make. */
  public DetectConvertCommand() {}

  @Override
  public Integer call() {
    FieldLayout layout = layout();
    List<Path> folders = Files.isDirectory(data) ? List.of(data) : List.of();
    overwrite.checkImages(OptionName.OUT, out, folders, List.of(data));
    FieldSet set;
    try (FirstLine line = ifSilent("reading " + data)) {
      set = fields.read(data);
    }
    overwrite.checkImages(
        OptionName.OUT, out, folders, set.fields().stream().map(Field::file).toList());
    EarlierFiles earlier = EarlierFiles.in(out);
    WrittenSet written;
    try (ResumeHint hint = ResumeHint.onImages(out, this::status);
        StepProgress progress = steps()) {
      written = FieldSetWriter.write(set, layout, out, !labelsOnly.isWanted(), progress);
    }
    earlier.warning().ifPresent(warning -> status("warning: " + warning));
    fields.tell(set, this::status);
    for (LabelFault.Kind kind : LabelFault.Kind.values()) {
      if (set.count(kind) > 0) {
        status("note: %s %s".formatted(Counted.of(set.count(kind), "label"), kind.words()));
      }
    }
    written
        .lost()
        .forEach((what, count) -> status("note: not written: %d %s".formatted(count, what)));
    out()
        .println(
            "%s with %s written to %s as %s"
                .formatted(
                    Counted.of(written.fields(), "field").withCommas(),
                    Counted.of(written.labels(), "label").withCommas(),
                    out,
                    layout.words()));
    if (layout == FieldLayout.YOLO
        && set.fields().stream().allMatch(field -> field.part() == FieldPart.WHOLE)) {
      status(
          "note: the set has no parts, so that data.yaml names all of it as train; 'detect split' draws a split");
    }
    return GOOD;
  }

  private FieldLayout layout() {
    List<String> known = FieldSetWriter.LAYOUTS.stream().map(FieldLayout::key).toList();
    return FieldLayout.named(to.toLowerCase(Locale.ROOT))
        .filter(FieldSetWriter.LAYOUTS::contains)
        .orElseThrow(
            () ->
                OptionException.ofSetting(
                    "to",
                    to,
                    "--to %s: is not written; %s".formatted(to, Suggestions.nearest(to, known))));
  }
}
