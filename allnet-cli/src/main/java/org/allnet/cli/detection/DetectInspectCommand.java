package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.FirstLine;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.inspection.FieldDataset;
import org.allnet.data.field.inspection.FieldInspection;
import org.allnet.data.integrity.Inspection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code allnet detect inspect}: what sets of fields consist of, and what is odd about them. */
@Command(
    name = "inspect",
    description = {
      "Inspect fields with labels: classes, sizes, odd labels, copies.",
      "",
      "It names labels outside of their field, of no size and doubled, fields without labels of a",
      "class that others are full of, and copies, of several sets also those among the sets.",
      "",
      "DATA is a folder with images and labels, or a file of labels or data.yaml beside images."
    },
    customSynopsis = "allnet detect inspect DATA... [OPTIONS]")
public final class DetectInspectCommand extends Subcommand {

  @Parameters(arity = "1..*", paramLabel = "DATA", description = "Folders or files of labels.")
  private List<Path> data = List.of();

  @Mixin private FieldsMixin fields = new FieldsMixin();

  @Mixin
  private LabelsOnlyMixin labelsOnly =
      new LabelsOnlyMixin("Decode no image: quicker, but finds no copies.");

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectInspectCommand() {}

  @Override
  public Integer call() {
    List<FieldInspection> inspections = new ArrayList<>();
    List<FieldSet> sets = new ArrayList<>();
    for (Path one : data) {
      try (FirstLine line = ifSilent("reading " + one)) {
        FieldSet set = fields.read(one);
        sets.add(set);
        inspections.add(FieldInspection.of(set));
      }
    }
    Inspection copies = labelsOnly.isWanted() ? null : copies(sets);
    if (json.isWanted()) {
      out().println(JsonOutput.text(json(inspections, copies)));
    } else {
      inspections.forEach(inspection -> show(FieldInspectionText.lines(inspection)));
      if (copies != null) {
        show(FieldCopiesText.lines(copies, sets.size() > 1 ? "sets" : "parts"));
      }
    }
    return GOOD;
  }

  private void show(List<String> lines) {
    for (String line : lines) {
      if (line.isEmpty()) {
        out().println();
      } else {
        tell(line);
      }
    }
  }

  private Inspection copies(List<FieldSet> sets) {
    Dataset dataset =
        sets.size() == 1 ? FieldDataset.of(sets.get(0)) : FieldDataset.of(List.copyOf(sets));
    try (StepProgress progress = steps()) {
      return Inspection.of(dataset, progress);
    }
  }

  private static Map<String, Object> json(
      List<FieldInspection> inspections, @Nullable Inspection copies) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sets", inspections.stream().map(FieldInspectionJson::of).toList());
    if (copies != null) {
      FieldInspectionJson.putCopies(json, copies);
    }
    return json;
  }
}
