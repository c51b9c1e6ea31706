package org.allnet.cli.detection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
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
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;
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
      "reported and passed over. --classify names a model that classifies what is found."
    })
public final class DetectRunCommand extends Subcommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "FIELD",
      description = "Image files, folders of images, or globs.")
  private List<String> paths = List.of();

  @Mixin private DetectorMixin detectors = new DetectorMixin();

  @Mixin private FieldFilesMixin files = new FieldFilesMixin();

  @Mixin private MasksMixin masks = new MasksMixin();

  @Mixin private ClassifyMixin classify = new ClassifyMixin();

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
    classify.checkIdle(this::refuse);
    if (!masks.isWanted()) {
      refuse("without " + MasksMixin.MASKS, FieldFilesMixin.LABEL_IMAGES);
    }
    ImageFiles asked = ImageFiles.find(paths);
    Path model = detectors.file(paths);
    files.check(model, asked);
    large.check(inputs(model, asked));
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
    if (large.skipThick() && images.values().stream().noneMatch(DetectRunCommand::isLarge)) {
      refuse("without a large picture", LargeFieldMixin.SKIP_THICK);
    }
    boolean synthetic = !FolderMark.SYNTHETIC.above(images.values()).isEmpty();
    if (synthetic) {
      status("SYNTHETIC: these cells are made by a program");
    }
    List<FoundCells> found = Collections.synchronizedList(new ArrayList<>());
    int failed = asked.unread().size();
    int all = images.size() + failed;
    boolean whole = true;
    try (Detector detector = Detector.open(model, device.device());
        FieldMasks outlines = masks.open(device.device());
        FieldAnswers answers = classify.open(device.device(), this::refuse)) {
      if (answers != null) {
        answers.classifier().warn(this::status);
      }
      FieldFiles written =
          files.files(answers == null ? List.of() : answers.labels(), outlines != null);
      try (ResumeHint hint =
          ResumeHint.saying(
              () -> stopped(written, List.copyOf(found), detector.classes(), images.size()),
              this::status)) {
        if (synthetic) {
          written.markSynthetic();
        }
        DecodedFields decoded = answers == null ? DecodedFields.once() : DecodedFields.twice();
        FieldSearch search =
            new FieldSearch(
                detector,
                model,
                decoded,
                large,
                this::status,
                (task, tiles) -> progress(task, "tiles", tiles));
        failed +=
            answers == null
                ? find(images, search, written, found, detector.classes(), outlines)
                : findAndAnswer(
                    images, search, decoded, written, found, detector.classes(), outlines, answers);
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
      if (outlines != null) {
        tellOutlined(outlines);
      }
      if (answers != null) {
        summarize(answers);
      }
    }
    files.warnings().forEach(warning -> status("warning: " + warning));
    if (failed > 0) {
      status(Counted.of(failed, "field").outOf(all) + " could not be read");
    }
    return failed == 0 && whole && asked.problems().isEmpty() ? GOOD : FAILED;
  }

  private List<Path> inputs(Path model, ImageFiles asked) {
    List<Path> inputs = new ArrayList<>(List.of(model));
    inputs.addAll(classify.inputs());
    inputs.addAll(masks.inputs());
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

  /** Finds cells and writes them field by field, and returns how many fields failed. */
  private int find(
      Map<String, Path> images,
      FieldSearch search,
      FieldFiles written,
      List<FoundCells> found,
      List<String> classes,
      @Nullable FieldMasks outlines) {
    return each(
        "finding cells",
        images.entrySet(),
        Map.Entry::getKey,
        image -> {
          FieldSearch.Searched searched = search.search(image.getKey(), image.getValue());
          FoundCells field;
          try (FieldView view = searched.view()) {
            field = outlined(searched.cells(), classes, outlines);
            written.field(view, field, classes);
          }
          print(field, found.isEmpty(), classes);
          found.add(field);
        });
  }

  /** Looks at all fields first, since all of a kind tell their scale, and then at their cells. */
  private int findAndAnswer(
      Map<String, Path> images,
      FieldSearch search,
      DecodedFields decoded,
      FieldFiles written,
      List<FoundCells> found,
      List<String> classes,
      @Nullable FieldMasks outlines,
      FieldAnswers answers) {
    List<FoundCells> first = new ArrayList<>();
    FieldGroups groups = new FieldGroups();
    int failed =
        each(
            "finding cells",
            images.entrySet(),
            Map.Entry::getKey,
            image -> {
              FieldSearch.Searched searched = search.search(image.getKey(), image.getValue());
              searched.view().close();
              groups.add(searched.cells(), classes);
              first.add(searched.cells());
            });
    return failed
        + each(
            "classifying cells",
            first,
            FoundCells::image,
            one -> {
              try (FieldView view = FieldView.of(one, decoded)) {
                FoundCells drawn = outlined(one.withScale(groups.scale(one)), classes, outlines);
                FoundCells field = answers.answered(drawn, classes, view.regions());
                written.field(view, field, classes);
                print(field, found.isEmpty(), classes);
                found.add(field);
              }
            });
  }

  private static FoundCells outlined(
      FoundCells field, List<String> classes, @Nullable FieldMasks outlines) {
    return outlines == null ? field : outlines.outlined(field, classes);
  }

  private <T> int each(
      String task, Collection<T> fields, Function<T, String> name, Consumer<T> work) {
    int failed = 0;
    try (Progress progress = progress(task, "fields", fields.size())) {
      int done = 0;
      for (T field : fields) {
        try {
          work.accept(field);
        } catch (InputException e) {
          failed++;
          status(Sentence.of("passed over: %s", e.sentence()));
        }
        progress.note(name.apply(field));
        progress.reach(++done);
      }
    }
    return failed;
  }

  private void tellOutlined(FieldMasks outlines) {
    status(
        "%s outlined%s"
            .formatted(
                Counted.of(outlines.outlinedCells(), "cell"),
                outlines.emptyBoxes() == 0
                    ? ""
                    : ", none found in " + Counted.of(outlines.emptyBoxes(), "box", "boxes")));
  }

  private void summarize(FieldAnswers answers) {
    if (answers.unscaled() > 0) {
      status(
          "note: %s not classified, since the scale is unknown: no metadata, and fewer than 20 isolated round red cells in the fields of one folder and size; give the diameter of a red cell by --red-cell"
              .formatted(Counted.of(answers.unscaled(), "field")));
    }
    if (!json.isWanted()) {
      tell(
          "all fields: %s classified, %d left out"
              .formatted(Counted.of(answers.tally().cells(), "cell"), answers.tally().left()));
      answers.tally().lines().forEach(this::tell);
      answers.apart().forEach(line -> tell("  " + line));
      ScaleCheck check = answers.check();
      if (check != null) {
        check.lines().forEach(this::tell);
      }
    }
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
      tell(field.image() + ": " + field.counts(classes) + layer(field) + answers(field));
    }
  }

  private static String layer(FoundCells field) {
    Monolayer monolayer = field.monolayer();
    return monolayer == null || monolayer.score() >= Monolayer.POOR
        ? ""
        : String.format(
            Locale.ROOT, "; no monolayer (score %.2f), so counts are doubtful", monolayer.score());
  }

  private String answers(FoundCells field) {
    if (!classify.isWanted()) {
      return "";
    }
    if (!field.scale().isKnown()) {
      return "; not classified, scale " + field.scale().text();
    }
    Map<String, Integer> counts = new TreeMap<>();
    field
        .answers()
        .values()
        .forEach(one -> counts.merge(CropClassifier.word(one), 1, Integer::sum));
    return "; "
        + (counts.isEmpty()
            ? "no cell to classify"
            : counts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", ")))
        + "; "
        + field.scale().text();
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
      CellMask mask = field.masks().get(cell);
      if (mask != null) {
        map.put("cellArea", mask.cell().area());
        map.put("nucleusArea", mask.nucleus().area());
        map.put("nucleusFraction", mask.nucleusFraction());
      }
      map.put("atEdge", !RedCells.isWhole(cell.box(), field.width(), field.height()));
      Classification answer = field.answers().get(cell);
      if (answer != null) {
        map.put("answer", CropClassifier.word(answer));
        map.put("reason", DecisionWords.reason(answer.decision()));
        map.put("probabilities", answer.probabilities());
      }
      cells.add(map);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", field.image());
    map.put("scale", FieldScales.toJson(field.scale()));
    Monolayer monolayer = field.monolayer();
    map.put("monolayer", monolayer);
    map.put("cells", cells);
    return map;
  }
}
