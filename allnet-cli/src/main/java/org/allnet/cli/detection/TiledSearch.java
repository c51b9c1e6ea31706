package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.Detector;
import org.allnet.detect.LargeScale;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.tile.FinishedTiles;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.TileFile;
import org.allnet.detect.tile.TileSearch;
import org.jspecify.annotations.Nullable;

/** Looks for cells tile by tile, at a known scale. Not for several threads. */
final class TiledSearch {

  private final Detector detector;
  private final Path model;
  private final LargeFieldMixin options;
  private final Consumer<String> status;
  private final BiFunction<String, Integer, Progress> bars;
  private boolean incomplete;

  TiledSearch(
      Detector detector,
      Path model,
      LargeFieldMixin options,
      Consumer<String> status,
      BiFunction<String, Integer, Progress> bars) {
    this.detector = detector;
    this.model = model;
    this.options = options;
    this.status = status;
    this.bars = bars;
  }

  /** {@return whether a part of a picture could not be read} */
  boolean isIncomplete() {
    return incomplete;
  }

  /**
   * Looks at a large picture, at the scale that is said of it or that some places of it tell.
   *
   * @param name what to call it
   * @param file its file
   * @param picture its pixels
   * @return the picture with its cells
   * @throws InputException if its scale is unknown, or no scale can be found out
   */
  FoundCells large(String name, Path file, PictureRegions picture) {
    FieldScale said = FieldScales.of(options.redCell(), PixelSize.of(file), FieldScale.unknown(0));
    FieldScale scale = LargeScale.of(detector, picture, said, file.toString());
    LargeField found = tiles(name, file, picture, scale, options.resume());
    return new FoundCells(
            new FoundCells.LookedAt(name, file, picture.width(), picture.height(), found),
            scale,
            found.cells())
        .withMonolayer(found.layers().median().orElse(null));
  }

  /**
   * Looks at a picture.
   *
   * @param name what to call it
   * @param file its file
   * @param picture its pixels
   * @param scale how large its red cells are
   * @param kept where finished tiles are kept; null if they aren't
   * @return what was found
   * @throws InputException if it can't be looked at by tiles at that scale
   */
  LargeField tiles(
      String name, Path file, PictureRegions picture, FieldScale scale, @Nullable Path kept) {
    TileSearch.Sized sized =
        TileSearch.plan(
            picture,
            scale.redCell(),
            detector.trainedRedCell().orElseThrow(),
            detector.tileInput(),
            name);
    TileSearch search = sized.search();
    int tiles = search.plan().count();
    LargeField found;
    try (Detector.TileDetector finder = detector.forTiles(sized.input());
        Progress progress = bars.apply("looking at " + name, tiles)) {
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
    status.accept(words(name, scale, found));
    FieldNotes.ofTiles(found).forEach(note -> status.accept(name + ": " + note));
    incomplete |= found.unread() > 0;
    return found;
  }

  private static String words(String name, FieldScale scale, LargeField found) {
    String resumed = found.resumed() == 0 ? "" : ", %d of them before".formatted(found.resumed());
    return "%s: %s; %d tiles%s, %d of ground alone passed over%s"
        .formatted(
            name,
            scale.text(),
            found.tiles(),
            resumed,
            found.ground(),
            MonolayerWords.score(found.layers()).map(score -> "; " + score).orElse(""));
  }
}
