package org.allnet.cli.detection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.ResumeHint;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.folder.SubjectTable;
import org.allnet.data.image.ImageFiles;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.Detector;
import org.allnet.detect.scale.NucleatedCells;
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

  private static final String UNREAD_TABLE =
      "note: %s: is not read, since more is named than its folder; name one folder around all fields, with one table in it";

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
    files.check(model, asked, large.resume());
    large.check(inputs(model, asked));
    asked.notes().forEach(this::status);
    asked.problems().forEach(this::status);
    asked.unreadLines().forEach(this::status);
    unreadTables(asked);
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
    boolean madeByProgram = !FolderMark.SYNTHETIC.above(images.values()).isEmpty();
    if (madeByProgram) {
      status(Dataset.SYNTHETIC_CELLS);
    }
    int failed = asked.unread().size();
    int all = images.size() + failed;
    boolean whole = true;
    try (Detector detector = Detector.open(model, device.device());
        FieldMasks outlines = masks.open(device.device());
        FieldAnswers answers = classify.open(device.device(), this::refuse)) {
      if (answers != null) {
        answers.classifier().warn(this::status);
      }
      SyntheticParts synthetic =
          new SyntheticParts(
              madeByProgram,
              detector.description().training().ofSyntheticFields(),
              outlines != null && outlines.isSynthetic(),
              answers != null && answers.classifier().model().isSynthetic());
      List<String> notes = new ArrayList<>();
      NucleatedCells.presumed(detector.classes()).ifPresent(notes::add);
      notes.forEach(line -> status("note: " + line));
      if (synthetic.detector()) {
        status("warning: " + SyntheticParts.DETECTOR);
      }
      if (synthetic.segmenter()) {
        status("warning: " + SyntheticParts.SEGMENTER);
      }
      FieldFiles written =
          files.files(answers == null ? List.of() : answers.labels(), outlines != null, synthetic);
      boolean again = answers != null || outlines != null || files.hasPictures();
      DecodedFields decoded = DecodedFields.looks(1 + (again ? 1 : 0) + (files.hasPage() ? 1 : 0));
      FieldSearch search =
          new FieldSearch(
              detector,
              model,
              decoded,
              large,
              this::status,
              (task, tiles) -> progress(task, "tiles", tiles));
      WhiteCount white =
          new WhiteCount(detector.classes(), answers == null ? List.of() : answers.labels());
      SlideCounts slides =
          SlideCounts.of(
              images,
              isOneFolder(asked) ? asked.folders().get(0) : null,
              white,
              line -> status("note: " + line));
      FieldWork work =
          new FieldWork(
              search,
              decoded,
              written,
              detector.classes(),
              field -> {
                print(field, images.size(), white, detector.classes());
                slides.add(field);
              },
              (task, fields) -> progress(task, "fields", fields),
              this::status);
      try (ResumeHint hint =
          ResumeHint.saying(() -> work.stopped(images.size(), large.resume()), this::status)) {
        written.markSynthetic();
        if (json.isWanted()) {
          out().print("{ \"fields\" : [ ");
        }
        failed += work.find(images, outlines, answers);
        whole =
            !search.isIncomplete()
                && (outlines == null || !outlines.isIncomplete())
                && (answers == null || !answers.isIncomplete());
        List<FoundCells> found = work.found();
        List<String> ofAll = new ArrayList<>(work.notes());
        ofAll.addAll(written.notes());
        ofAll.forEach(line -> status("note: " + line));
        notes.addAll(ofAll);
        sum(found, failed, white, slides, detector.classes(), answers, synthetic, notes);
        if (!found.isEmpty()) {
          try (StepProgress progress = steps()) {
            written.finish(
                new ShownFields(
                    model,
                    detector.description(),
                    found,
                    white,
                    slides,
                    failed,
                    synthetic,
                    notes,
                    decoded),
                progress);
          }
        }
      }
      if (outlines != null) {
        status(outlines.summary());
      }
    }
    files.warnings().forEach(warning -> status("warning: " + warning));
    if (failed > 0) {
      status(Counted.of(failed, "field").outOf(all) + " could not be read");
    }
    return failed == 0 && whole && asked.problems().isEmpty() ? GOOD : FAILED;
  }

  private boolean isOneFolder(ImageFiles asked) {
    return paths.size() == 1 && asked.folders().size() == 1;
  }

  /** Tells of tables of subjects that are not read, since names in them are from a folder on. */
  private void unreadTables(ImageFiles asked) {
    if (!isOneFolder(asked)) {
      Stream.concat(
              asked.folders().stream(),
              asked.images().stream().map(image -> FieldGroups.folderOf(image.file())))
          .map(folder -> folder.resolve(SubjectTable.FILE).toAbsolutePath().normalize())
          .distinct()
          .filter(Files::exists)
          .forEach(table -> status(UNREAD_TABLE.formatted(table)));
    }
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

  private void print(FoundCells field, int fields, WhiteCount all, List<String> classes) {
    WhiteCount count = all.of(field);
    if (json.isWanted()) {
      String text = JsonOutput.text(FieldJson.of(field, classes, count));
      out().print((all.fields() == 0 ? "" : ", ") + text);
      out().flush();
    } else {
      tell(FieldLine.of(field, classes, count, classify.isWanted()));
      if (fields > 1) {
        FieldLine.percentages(field, count).forEach(this::tell);
      }
    }
    all.add(field);
  }

  /** Prints what was found in all fields together. */
  private void sum(
      List<FoundCells> found,
      int failed,
      WhiteCount white,
      SlideCounts slides,
      List<String> classes,
      @Nullable FieldAnswers answers,
      SyntheticParts synthetic,
      List<String> notes) {
    ScaleCheck check = answers == null ? null : answers.check();
    if (white.unscaled() > 0) {
      status(
          "note: %s not classified, since the scale is unknown: no metadata, and fewer than 20 isolated round red cells in the fields of one folder and size; give the diameter of a red cell by --red-cell"
              .formatted(Counted.of(white.unscaled(), "field")));
    }
    if (json.isWanted()) {
      Map<String, Object> all =
          FieldJson.ofAll(found, failed, classes, white, slides, synthetic, notes);
      if (check != null) {
        all.put("scaleCheck", check.toJson());
      }
      out().println(" ], \"all\" : " + JsonOutput.text(all) + " }");
    } else {
      slides.lines().forEach(this::tell);
      FieldLine.ofAll(found, classes, white, answers != null).forEach(this::tell);
      if (check != null) {
        check.lines().forEach(this::tell);
      }
    }
  }
}
