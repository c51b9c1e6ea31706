package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Parameters(index = "0", paramLabel = "MODEL", description = "A detector's file.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FIELD",
      description = "Image files, folders of images, or globs.")
  private List<String> paths = List.of();

  @Mixin private FieldFilesMixin files = new FieldFilesMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectRunCommand() {}

  @Override
  public Integer call() {
    if (!files.any()) {
      refuse("without a file to write", OverwriteMixin.OPTION);
    }
    ImageFiles asked = ImageFiles.find(paths);
    files.check(model, asked);
    asked.notes().forEach(this::status);
    asked.problems().forEach(this::status);
    asked.unreadLines().forEach(this::status);
    Map<String, Path> images = asked.byName();
    if (images.isEmpty()) {
      throw InputException.in(String.join(" ", paths), "holds no field; name images or folders");
    }
    boolean synthetic = !FolderMark.SYNTHETIC.above(images.values()).isEmpty();
    if (synthetic) {
      status("SYNTHETIC: these cells are made by a program");
    }
    List<FoundCells> found = new ArrayList<>();
    int failed = asked.unread().size();
    int all = images.size() + failed;
    try (Detector detector = Detector.open(model, device.device());
        ResumeHint hint = ResumeHint.onImages(files.folders(), this::status)) {
      FieldFiles written = files.files();
      if (synthetic) {
        written.markSynthetic();
      }
      try (Progress progress = progress("finding cells", "fields", images.size())) {
        int done = 0;
        for (Map.Entry<String, Path> image : images.entrySet()) {
          try {
            found.add(find(detector, image.getKey(), image.getValue(), written));
          } catch (InputException e) {
            failed++;
            status("passed over: " + e.getMessage());
          }
          progress.reach(++done);
        }
      }
      if (!found.isEmpty()) {
        try (StepProgress progress = steps()) {
          written.finish(
              new FieldPage(model, detector.description(), found, failed, synthetic), progress);
        }
      }
      print(found, detector.classes());
    }
    files.warnings().forEach(warning -> status("warning: " + warning));
    if (failed > 0) {
      status(Counted.of(failed, "field").outOf(all) + " could not be read");
    }
    return failed == 0 && asked.problems().isEmpty() ? GOOD : FAILED;
  }

  private static FoundCells find(Detector detector, String name, Path file, FieldFiles written) {
    FieldPixels pixels = FieldPixels.of(new ImageDecoder(DecodeLimits.DEFAULTS).decode(file));
    FoundCells field =
        new FoundCells(name, file, pixels.width(), pixels.height(), detector.detect(pixels));
    written.field(pixels, field, detector.classes());
    return field;
  }

  private void print(List<FoundCells> found, List<String> classes) {
    if (json.isWanted()) {
      out().println(JsonOutput.text(found.stream().map(field -> map(field, classes)).toList()));
      return;
    }
    found.forEach(field -> tell(field.image() + ": " + field.counts(classes)));
  }

  private static Map<String, Object> map(FoundCells field, List<String> classes) {
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
