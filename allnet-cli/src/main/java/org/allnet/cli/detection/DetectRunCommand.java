package org.allnet.cli.detection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.allnet.data.Sentence;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.Detector;
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

  @Mixin private LargeFieldMixin large = new LargeFieldMixin();

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
    large.check(inputs(asked));
    asked.notes().forEach(this::status);
    asked.problems().forEach(this::status);
    asked.unreadLines().forEach(this::status);
    Map<String, Path> images = asked.byName();
    if (images.isEmpty()) {
      throw InputException.in(String.join(" ", paths), "holds no field; name images or folders");
    }
    if (large.resume() != null && images.values().stream().noneMatch(DetectRunCommand::isLarge)) {
      refuse("without a large picture", LargeFieldMixin.RESUME);
    }
    boolean synthetic = !FolderMark.SYNTHETIC.above(images.values()).isEmpty();
    if (synthetic) {
      status("SYNTHETIC: these cells are made by a program");
    }
    List<FoundCells> found = Collections.synchronizedList(new ArrayList<>());
    int failed = asked.unread().size();
    int all = images.size() + failed;
    boolean whole = true;
    FieldFiles written = files.files();
    try (Detector detector = Detector.open(model, device.device());
        ResumeHint hint =
            ResumeHint.saying(
                () -> stopped(written, List.copyOf(found), detector.classes(), images.size()),
                this::status)) {
      if (synthetic) {
        written.markSynthetic();
      }
      FieldSearch search =
          new FieldSearch(
              detector,
              model,
              large,
              this::status,
              (task, tiles) -> progress(task, "tiles", tiles));
      try (Progress progress = progress("finding cells", "fields", images.size())) {
        int done = 0;
        for (Map.Entry<String, Path> image : images.entrySet()) {
          try {
            FoundCells field = find(search, image, written, detector.classes());
            print(field, found.isEmpty(), detector.classes());
            found.add(field);
          } catch (InputException e) {
            failed++;
            status(Sentence.of("passed over: %s", e.sentence()));
          }
          progress.reach(++done);
        }
      }
      whole = !search.isIncomplete();
      if (json.isWanted()) {
        out().println(found.isEmpty() ? "[ ]" : " ]");
      }
      if (!found.isEmpty()) {
        try (StepProgress progress = steps()) {
          written.finish(
              new FieldPage(model, detector.description(), found, failed, synthetic), progress);
        }
      }
    }
    files.warnings().forEach(warning -> status("warning: " + warning));
    if (failed > 0) {
      status(Counted.of(failed, "field").outOf(all) + " could not be read");
    }
    return failed == 0 && whole && asked.problems().isEmpty() ? GOOD : FAILED;
  }

  private List<Path> inputs(ImageFiles asked) {
    List<Path> inputs = new ArrayList<>(List.of(model));
    asked.images().forEach(image -> inputs.add(image.file()));
    return inputs;
  }

  /** What can't be read is told of later. */
  private static boolean isLarge(Path file) {
    try {
      return LargePictures.isLarge(file);
    } catch (InputException e) {
      return false;
    }
  }

  private static FoundCells find(
      FieldSearch search, Map.Entry<String, Path> image, FieldFiles written, List<String> classes) {
    FieldSearch.Searched searched = search.search(image.getKey(), image.getValue());
    try (FieldView view = searched.view()) {
      written.field(view, searched.cells(), classes);
    }
    return searched.cells();
  }

  private String stopped(
      FieldFiles written, List<FoundCells> found, List<String> classes, int fields) {
    List<Path> kept = written.stop(found, classes);
    Path tiles = large.resume();
    String places = kept.stream().map(Path::toString).collect(Collectors.joining(" and "));
    String begun =
        kept.isEmpty()
            ? "stopped before anything was written"
            : "stopped; what was found in %s is in %s"
                .formatted(Counted.of(found.size(), "field").outOf(fields), places);
    return tiles != null && Files.exists(tiles)
        ? begun
            + "; the same command%s goes on with the tiles in %s"
                .formatted(kept.isEmpty() ? "" : " with " + OverwriteMixin.OPTION, tiles)
        : kept.isEmpty()
            ? begun
            : begun
                + "; the same command with %s makes all of it anew"
                    .formatted(OverwriteMixin.OPTION);
  }

  private void print(FoundCells field, boolean first, List<String> classes) {
    if (json.isWanted()) {
      out().print((first ? "[ " : ", ") + JsonOutput.text(map(field, classes)));
      out().flush();
    } else {
      tell(field.image() + ": " + field.counts(classes));
    }
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
    if (field.scale().isKnown()) {
      map.put("scale", FieldScales.toJson(field.scale()));
    }
    map.put("cells", cells);
    return map;
  }
}
