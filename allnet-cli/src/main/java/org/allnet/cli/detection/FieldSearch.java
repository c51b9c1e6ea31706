package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.Sha256;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FinishedTiles;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.ScaleProbe;
import org.allnet.detect.tile.TileFile;
import org.allnet.detect.tile.TileSearch;
import org.allnet.evaluation.detection.Detection;

/**
 * Looks for cells in fields: at an ordinary one as a whole, at a large picture tile by tile at the
 * scale that the detector has learned. Not for several threads.
 */
final class FieldSearch {

  /** Red cells that differ by more from the scale that was said make it doubtful. */
  private static final double DOUBTFUL = 1.25;

  private final Detector detector;
  private final Path model;
  private final DecodedFields decoded;
  private final LargeFieldMixin options;
  private final Consumer<String> status;
  private final BiFunction<String, Integer, Progress> bars;
  private boolean incomplete;

  FieldSearch(
      Detector detector,
      Path model,
      DecodedFields decoded,
      LargeFieldMixin options,
      Consumer<String> status,
      BiFunction<String, Integer, Progress> bars) {
    this.detector = detector;
    this.model = model;
    this.decoded = decoded;
    this.options = options;
    this.status = status;
    this.bars = bars;
  }

  /** A field with its cells, and how it is shown, for the caller to close. */
  record Searched(FoundCells cells, FieldView view) {}

  /** {@return whether a part of a large picture could not be read} */
  boolean isIncomplete() {
    return incomplete;
  }

  /**
   * Looks at a field.
   *
   * @param name what to call it
   * @param file its file
   * @throws InputException if it can't be read, or is large and its scale is unknown
   */
  Searched search(String name, Path file) {
    if (!LargePictures.isLarge(file)) {
      CellPixels image = decoded.decode(file);
      FieldPixels pixels = FieldPixels.of(image);
      List<Detection> cells = detector.detect(pixels);
      RedCells red = new RedCells();
      redCells().ifPresent(redCell -> red.add(cells, redCell, pixels.width(), pixels.height()));
      FieldScale scale = FieldScales.of(options.redCell(), PixelSize.of(file), red.scale());
      return new Searched(
          new FoundCells(
                  new FoundCells.LookedAt(name, file, pixels.width(), pixels.height(), null),
                  scale,
                  cells)
              .withMonolayer(
                  redCells().flatMap(redCell -> Monolayer.of(pixels, cells, redCell)).orElse(null)),
          FieldView.of(image));
    }
    PictureRegions picture = LargePictures.open(file);
    try {
      return new Searched(large(name, file, picture), FieldView.of(picture));
    } catch (RuntimeException | Error e) {
      picture.close();
      throw e;
    }
  }

  private FoundCells large(String name, Path file, PictureRegions picture) {
    double trained = trainedRedCell(file);
    FieldScale scale = scale(file, picture, trained);
    TileSearch.Sized sized =
        TileSearch.plan(picture, scale.redCell(), trained, detector.tileInput(), name);
    TileSearch search = sized.search();
    int tiles = search.plan().count();
    LargeField found;
    try (Detector.TileDetector finder = detector.forTiles(sized.input());
        Progress progress = bars.apply("looking at " + name, tiles)) {
      Path kept = options.resume();
      if (kept == null) {
        found =
            search.run(picture, finder, FinishedTiles.NONE, options.skipThick(), progress::reach);
      } else {
        TileFile.Key key =
            new TileFile.Key(
                name, Sha256.ofEnds(file), Sha256.ofFile(model), search, detector.classes().size());
        try (TileFile done = TileFile.open(kept, key)) {
          found = search.run(picture, finder, done, options.skipThick(), progress::reach);
        }
      }
    }
    status.accept(words(name, scale, found) + thick(found) + layers(found));
    if (found.unread() > 0) {
      incomplete = true;
      status.accept(
          "%s: %d of %d tiles could not be read and are not counted; the first: %s"
              .formatted(name, found.unread(), found.tiles(), found.firstProblem()));
    }
    doubt(name, scale, found, picture);
    return new FoundCells(
            new FoundCells.LookedAt(name, file, picture.width(), picture.height(), found),
            scale,
            found.cells())
        .withMonolayer(found.layers().median().orElse(null));
  }

  private static String words(String name, FieldScale scale, LargeField found) {
    String resumed = found.resumed() == 0 ? "" : ", %d of them before".formatted(found.resumed());
    return "%s: %s; %d tiles%s, %d of ground alone passed over"
        .formatted(name, scale.text(), found.tiles(), resumed, found.ground());
  }

  private String thick(LargeField found) {
    return found.thick() == 0
        ? ""
        : ", %d of thick areas without ground between cells, %s"
            .formatted(
                found.thick(),
                options.skipThick()
                    ? "passed over"
                    : "where counts are doubtful; --skip-thick passes them over");
  }

  private static String layers(LargeField found) {
    return found
        .layers()
        .median()
        .map(
            monolayer ->
                String.format(
                    Locale.ROOT,
                    "; monolayer score %.2f in the median of %s with five red cells or more, %d below %.2f",
                    monolayer.score(),
                    Counted.of(found.layers().tiles().size(), "tile"),
                    found.layers().poor(),
                    Monolayer.POOR))
        .orElse("");
  }

  /** What is said of a scale can be wrong; red cells tell. */
  private void doubt(String name, FieldScale scale, LargeField found, PictureRegions picture) {
    redCells()
        .ifPresent(
            redCell -> {
              RedCells measured = new RedCells();
              measured.add(found.cells(), redCell, picture.width(), picture.height());
              double times = measured.scale().redCell() / scale.redCell();
              if (measured.scale().isKnown() && (times > DOUBTFUL || times < 1 / DOUBTFUL)) {
                status.accept(
                    "warning: %s: its scale is %s, but its red cells measure %.1f pixels; say the right one by --red-cell"
                        .formatted(name, scale.text(), measured.scale().redCell()));
              }
            });
  }

  private Optional<Integer> redCells() {
    return RedCells.classOf(detector.classes());
  }

  private double trainedRedCell(Path file) {
    return detector
        .trainedRedCell()
        .orElseThrow(
            () ->
                InputException.in(
                    file,
                    "is large, and the detector does not know at what scale to look at it: too few red cells were labelled in its training; cut the picture into fields"));
  }

  private FieldScale scale(Path file, PictureRegions picture, double trained) {
    FieldScale said = FieldScales.of(options.redCell(), PixelSize.of(file), FieldScale.unknown(0));
    if (said.isKnown()) {
      return said;
    }
    FieldScale measured =
        redCells()
            .map(
                redCell ->
                    new ScaleProbe(
                            detector::detect, detector.description().inputSize(), trained, redCell)
                        .of(picture))
            .orElse(FieldScale.unknown(0));
    if (!measured.isKnown()) {
      throw InputException.in(
          file,
          Sentence.of(
              "is large, and its scale is unknown: no metadata, and %d round red cells at some places, of 20 that are needed; give the diameter of a red cell by %s",
              measured.redCells(), OptionName.RED_CELL));
    }
    return measured;
  }
}
