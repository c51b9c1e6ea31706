package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.cli.terminal.AcceptAnythingMixin;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.Version;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.field.format.GeoJsonFeatures;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Sha256;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.data.image.region.PixelSize;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.NucleatedCells;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code detect classify}: answers about cells that another program has found. */
@Command(
    name = "classify",
    description = {
      "Classify the cells that another program has found in a field.",
      "",
      "CELLS is GeoJSON as QuPath, InstanSeg, Cellpose or StarDist export it. Each cell is cut out on",
      "black at the scale of C-NMC and classified. The classes and probabilities are written into a",
      "copy of CELLS; all else in it stays as it is. Cells that the edge cuts and smudge cells are",
      "counted apart."
    })
public final class DetectClassifyCommand extends Subcommand {

  private static final int AT_ONCE = 64;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A classifier's file.")
  private Path model = Path.of("");

  @Parameters(index = "1", paramLabel = "FIELD", description = "The image of the field.")
  private Path image = Path.of("");

  @Parameters(index = "2", paramLabel = "CELLS", description = "Its cells as GeoJSON.")
  private Path cells = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where to write the cells with their classes.")
  private Path out = Path.of("");

  @Mixin
  private RedCellMixin redCell =
      new RedCellMixin(
          "The diameter of a red cell in pixels of the field. Default: what the file's metadata says,"
              + " or else the median of at least 20 red cells in CELLS.");

  @Mixin private ScaleCheckMixin scaleCheck = new ScaleCheckMixin();

  @Mixin private AcceptAnythingMixin acceptance = new AcceptAnythingMixin(ClassifyMixin.CELLS);

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectClassifyCommand() {}

  @Override
  public Integer call() {
    FieldScales.check(redCell.redCell());
    overwrite.checkFile(OptionName.OUT, out, List.of(model, image, cells));
    List<String> notes = new ArrayList<>();
    Consumer<String> noted =
        note -> {
          notes.add(note);
          status("note: %s: %s".formatted(image, note));
        };
    boolean madeByProgram = !FolderMark.SYNTHETIC.above(List.of(image)).isEmpty();
    if (madeByProgram) {
      status(Dataset.SYNTHETIC_CELLS);
    }
    try (PictureRegions picture = DecodedFields.looks(1).open(image, noted)) {
      ForeignCells found = ForeignCells.read(cells, picture.width(), picture.height());
      FoundCells field = found.field(image, scale(found));
      if (found.repeated() > 0) {
        noted.accept(
            "%s class and box of another one, and %s not counted again"
                .formatted(
                    Counted.of(found.repeated(), "feature").have(),
                    found.repeated() == 1 ? "is" : "are"));
      }
      found.passedOver().ifPresent(noted);
      NucleatedCells.presumed(found.classes()).ifPresent(noted);
      Optional<String> small = ForeignSizes.doubt(field, found.classes(), cells);
      small.ifPresent(doubt -> status("warning: %s: %s".formatted(cells, doubt)));
      small.ifPresent(notes::add);
      ScaleDoubt.of(field, found.classes())
          .ifPresent(doubt -> status("warning: %s: %s".formatted(image, doubt)));
      try (CropClassifier classifier =
          CropClassifier.open(model, device.device(), acceptance.isWanted())) {
        if (!classifier.model().refusesImages()) {
          refuse("here: the model refuses no image", AcceptAnythingMixin.OPTION);
        }
        classifier.warn(this::status);
        return classify(
            picture,
            found,
            field.withNotes(notes).withNotes(FieldNotes.of(field, found.classes(), true)),
            classifier,
            new SyntheticParts(madeByProgram, false, false, classifier.model().isSynthetic()));
      }
    }
  }

  private int classify(
      PictureRegions picture,
      ForeignCells found,
      FoundCells field,
      CropClassifier classifier,
      SyntheticParts synthetic) {
    ScaleCheck check = scaleCheck.isWanted() ? new ScaleCheck(classifier) : null;
    ForeignCellAnswers asked = new ForeignCellAnswers(picture, found, field, classifier, check);
    Map<String, Object> facts = facts(field, synthetic);
    try (Progress progress = progress("classifying", "cells", found.features())) {
      AtomicFile.write(
          out,
          stream ->
              GeoJsonFeatures.rewrite(
                  cells,
                  stream,
                  AT_ONCE,
                  Map.of(AnsweredFeatures.DECISION, facts),
                  features -> {
                    asked.ask(features);
                    progress.reach(asked.features());
                  }));
    }
    WhiteCount count = new WhiteCount(found.classes(), classifier.model().classes().names());
    count.add(field, asked::decided);
    if (json.isWanted()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("image", image.toString());
      map.putAll(facts);
      map.put("white", count.toJson());
      map.put("outside", found.outside());
      map.put("otherFeatures", asked.others());
      if (check != null) {
        map.put("scaleCheck", check.toJson());
      }
      out().println(JsonOutput.text(map));
    } else {
      tell(
          "%s: %s classified, %d left out%s, %d other features"
              .formatted(
                  image,
                  Counted.of(count.all().cells(), "cell"),
                  count.all().left(),
                  found.outside() == 0 ? "" : ", %d outside of it".formatted(found.outside()),
                  asked.others()));
      tell("scale: " + field.scale().text());
      FieldLine.ofWhite(count, true).forEach(this::tell);
      if (check != null) {
        check.lines().forEach(this::tell);
      }
    }
    status("written: " + out);
    return GOOD;
  }

  private FieldScale scale(ForeignCells found) {
    FieldScale scale = FieldScales.of(redCell.redCell(), PixelSize.of(image), found.scale());
    if (!scale.isKnown()) {
      throw InputException.in(
          image,
          Sentence.of(
              "its scale is unknown, and cells of an unknown scale are not classified: no metadata, and %d isolated round red cells in %s, of 20 that are needed; give the diameter of a red cell by %s",
              scale.redCells(), cells, OptionName.RED_CELL));
    }
    return scale;
  }

  /** What is said of all answers, on stdout and in the file. */
  private Map<String, Object> facts(FoundCells field, SyntheticParts synthetic) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", Version.withCommit());
    facts.put("model", String.valueOf(model.getFileName()));
    facts.put("modelSha256", Sha256.ofFile(model));
    facts.put("scale", FieldScales.toJson(field.scale()));
    facts.put("notes", field.notes());
    facts.put("synthetic", synthetic.keys());
    return facts;
  }
}
