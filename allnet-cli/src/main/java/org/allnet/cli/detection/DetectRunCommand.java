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
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.file.Csv;
import org.allnet.data.image.ImageFiles;
import org.allnet.detect.Detector;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet detect run}: the cells of fields. */
@Command(
    name = "run",
    description = {
      "Find the cells of fields, one line per field.",
      "",
      "Boxes are in pixels of the field, from its upper left corner. A field that can't be read is",
      "reported and passed over. Cells are found, not classified."
    })
public final class DetectRunCommand extends Subcommand {

  private static final List<String> HEADER =
      List.of("image", "class", "score", "left", "top", "right", "bottom");

  @Parameters(index = "0", paramLabel = "MODEL", description = "A detector's file.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FIELD",
      description = "Image files, folders of images, or globs.")
  private List<String> paths = List.of();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write a table of all boxes, one row per cell.")
  private @Nullable Path csv;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** A field with its cells. */
  private record Found(String image, List<Detection> cells) {}

  /** For the command line to make. */
  public DetectRunCommand() {}

  @Override
  public Integer call() {
    if (csv == null) {
      refuse("without --csv", OverwriteMixin.OPTION);
    } else {
      overwrite.checkFile(OptionName.CSV, csv, List.of(model));
    }
    ImageFiles asked = ImageFiles.find(paths);
    asked.notes().forEach(this::status);
    asked.problems().forEach(this::status);
    Map<String, Path> images = asked.byName();
    if (images.isEmpty()) {
      throw InputException.in(String.join(" ", paths), "holds no field; name images or folders");
    }
    List<Found> found = new ArrayList<>();
    int failed = 0;
    try (Detector detector = Detector.open(model, device.device());
        Progress progress = progress("finding cells", "fields", images.size())) {
      int done = 0;
      for (Map.Entry<String, Path> image : images.entrySet()) {
        try {
          found.add(new Found(image.getKey(), detector.detect(image.getValue())));
        } catch (InputException e) {
          failed++;
          status("passed over: " + e.getMessage());
        }
        progress.reach(++done);
      }
      write(found, detector.classes());
    }
    if (failed > 0) {
      status(Counted.of(failed, "field").outOf(images.size()) + " could not be read");
    }
    return failed == 0 && asked.problems().isEmpty() ? GOOD : FAILED;
  }

  private void write(List<Found> found, List<String> classes) {
    if (csv != null) {
      List<List<String>> rows = new ArrayList<>();
      found.forEach(
          field -> field.cells().forEach(cell -> rows.add(row(field.image(), cell, classes))));
      Csv.write(csv, HEADER, rows);
    }
    if (json.isWanted()) {
      out().println(JsonOutput.text(found.stream().map(field -> map(field, classes)).toList()));
      return;
    }
    for (Found field : found) {
      List<String> counts = new ArrayList<>();
      for (int c = 0; c < classes.size(); c++) {
        int classIndex = c;
        counts.add(
            classes.get(c)
                + " "
                + field.cells().stream().filter(cell -> cell.classIndex() == classIndex).count());
      }
      tell(field.image() + ": " + String.join(", ", counts));
    }
  }

  private static List<String> row(String image, Detection cell, List<String> classes) {
    BoundingBox box = cell.box();
    return List.of(
        image,
        classes.get(cell.classIndex()),
        String.format(Locale.ROOT, "%.4f", cell.score()),
        pixels(box.left()),
        pixels(box.top()),
        pixels(box.right()),
        pixels(box.bottom()));
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static Map<String, Object> map(Found field, List<String> classes) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (Detection cell : field.cells()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("class", classes.get(cell.classIndex()));
      map.put("score", cell.score());
      map.put("left", cell.box().left());
      map.put("top", cell.box().top());
      map.put("right", cell.box().right());
      map.put("bottom", cell.box().bottom());
      cells.add(map);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", field.image());
    map.put("cells", cells);
    return map;
  }
}
