package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.format.GeoJsonFeatures;
import org.allnet.data.field.format.GeoJsonFeatures.Feature;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;
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
      "copy of CELLS; all else in it stays as it is."
    })
public final class DetectClassifyCommand extends Subcommand {

  private static final int AT_ONCE = 64;
  private static final String ACCEPT = "--accept-anything";

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

  @Option(
      names = "--red-cell",
      paramLabel = "PIXELS",
      description =
          "The diameter of a red cell in pixels of the field. Default: what the file's metadata says,"
              + " or else the median of at least 20 red cells in CELLS.")
  private @Nullable Double redCell;

  @Option(
      names = "--scale-check",
      description = "Also answer as if red cells were 10 %% smaller and larger.")
  private boolean scaleCheck;

  @Option(
      names = ACCEPT,
      description = "Also answer about cells that the model refuses. Such answers mean nothing.")
  private boolean acceptAnything;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public DetectClassifyCommand() {}

  @Override
  public Integer call() {
    FieldScales.check(redCell);
    overwrite.checkFile(OptionName.OUT, out, List.of(model, image, cells));
    try (PictureRegions picture = LargePictures.open(image)) {
      FieldScale scale = scale(picture);
      try (CropClassifier classifier =
          CropClassifier.open(model, device.device(), acceptAnything)) {
        if (!classifier.model().refusesImages()) {
          refuse("here: the model refuses no image", ACCEPT);
        }
        classifier.warn(this::status);
        return classify(picture, scale, classifier);
      }
    }
  }

  private int classify(PictureRegions picture, FieldScale scale, CropClassifier classifier) {
    CellTally tally = CellTally.ofDecisions(classifier.model().classes().names());
    ScaleCheck check = scaleCheck ? new ScaleCheck(classifier) : null;
    int[] others = {0, 0};
    try (Progress progress = progress("classifying", "cells", counted[0])) {
      AtomicFile.write(
          out,
          stream ->
              GeoJsonFeatures.rewrite(
                  cells,
                  stream,
                  AT_ONCE,
                  features -> {
                    List<Feature> asked = features.stream().filter(this::isAsked).toList();
                    others[0] += features.size() - asked.size();
                    List<Polygon> outlines =
                        asked.stream().map(one -> Objects.requireNonNull(one.outline())).toList();
                    List<Optional<Classification>> answers =
                        classifier.answers(picture, outlines, scale.redCell());
                    tally.add(answers);
                    put(asked, answers);
                    if (check != null) {
                      check.check(
                          picture,
                          outlines,
                          answers,
                          scale.redCell(),
                          (cell, percent, word) ->
                              AnsweredFeatures.putAtScale(asked.get(cell).node(), percent, word));
                    }
                    others[1] += features.size();
                    progress.reach(others[1]);
                  }));
    }
    if (json.isWanted()) {
      out().println(JsonOutput.text(asMap(scale, tally, check, others[0])));
    } else {
      tell(
          "%s: %s classified, %d left out, %d other features"
              .formatted(image, Counted.of(tally.cells(), "cell"), tally.left(), others[0]));
      tell("scale: " + scale.text());
      tally.lines().forEach(this::tell);
      if (check != null) {
        check.lines().forEach(this::tell);
      }
    }
    status("written: " + out);
    return GOOD;
  }

  private static void put(List<Feature> asked, List<Optional<Classification>> answers) {
    for (int i = 0; i < asked.size(); i++) {
      Feature feature = asked.get(i);
      answers.get(i).ifPresent(answer -> AnsweredFeatures.put(feature.node(), answer));
    }
  }

  private boolean isAsked(Feature feature) {
    return feature.outline() != null && NucleatedCells.is(feature.label());
  }

  private final long[] counted = {0};

  /** Reads the cells once, so that nothing is computed for a file that is broken. */
  private FieldScale scale(PictureRegions picture) {
    List<Detection> found = new ArrayList<>();
    GeoJsonFeatures.read(
        cells,
        feature -> {
          counted[0]++;
          Polygon outline = feature.outline();
          if (outline != null) {
            found.add(new Detection(RedCells.isNamed(feature.label()) ? 1 : 0, outline.box(), 1));
          }
        });
    RedCells red = new RedCells();
    red.add(found, 1, picture.width(), picture.height());
    FieldScale scale = FieldScales.of(redCell, PixelSize.of(image), red.scale());
    if (!scale.isKnown()) {
      throw InputException.in(
          image,
          Sentence.of(
              "its scale is unknown, and cells of an unknown scale are not classified: no metadata, and %d isolated round red cells in %s, of 20 that are needed; give the diameter of a red cell by %s",
              scale.redCells(), cells, OptionName.RED_CELL));
    }
    return scale;
  }

  private Map<String, Object> asMap(
      FieldScale scale, CellTally tally, @Nullable ScaleCheck check, int others) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", image.toString());
    map.put("scale", FieldScales.toJson(scale));
    map.putAll(tally.toJson());
    map.put("otherFeatures", others);
    if (check != null) {
      map.put("scaleCheck", check.toJson());
    }
    return map;
  }
}
