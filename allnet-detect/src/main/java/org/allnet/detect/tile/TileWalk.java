package org.allnet.detect.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.allnet.data.InputException;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Coverage;
import org.allnet.detect.tile.PictureTiles.Tile;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * The way over all tiles of a picture, in their order. Tiles are read one after the other and wait
 * until there are as many as the finder looks at side by side; what was found in them is taken in
 * their order again. For one thread and one picture.
 */
final class TileWalk {

  /** Tiles without anything to look at wait for those before them, but not for ever. */
  private static final int MOST_WAITING = 32;

  private final TileSearch search;
  private final PictureRegions picture;
  private final CellFinder finder;
  private final FinishedTiles done;
  private final boolean skipThick;
  private final SeamMerging merging = new SeamMerging();
  private final List<TileLayers.Tile> layers = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private int ground;
  private int thick;
  private int unread;
  private int resumed;
  private String problem = "";

  TileWalk(
      TileSearch search,
      PictureRegions picture,
      CellFinder finder,
      FinishedTiles done,
      boolean skipThick) {
    this.search = search;
    this.picture = picture;
    this.finder = finder;
    this.done = done;
    this.skipThick = skipThick;
  }

  /**
   * A tile that is read.
   *
   * @param number its number
   * @param tile where it is
   * @param known its cells, if no finder has to look at it
   * @param part its pixels, if a finder has to
   * @param keep whether its cells are to be kept
   * @param readable whether it could be read, and shows more than ground
   */
  private record Waiting(
      int number,
      Tile tile,
      @Nullable List<Detection> known,
      @Nullable FieldPixels part,
      boolean keep,
      boolean readable) {}

  LargeField run(IntConsumer progress) {
    List<Tile> tiles = search.plan().tiles();
    Coverage coverage = search.ground(picture);
    int parts = 0;
    for (int i = 0; i < tiles.size(); i++) {
      Waiting next = read(i, tiles.get(i), coverage);
      waiting.add(next);
      parts += next.part() == null ? 0 : 1;
      if (parts >= finder.atOnce() || waiting.size() >= MOST_WAITING || parts == 0) {
        finish(progress);
        parts = 0;
      }
    }
    finish(progress);
    return new LargeField(
        search.atFinest(picture, merging.merged()),
        tiles.size(),
        ground,
        thick,
        skipThick ? thick : 0,
        unread,
        problem,
        resumed,
        new TileLayers(layers));
  }

  private Waiting read(int number, Tile tile, Coverage coverage) {
    List<Detection> found = done.cells(number);
    resumed += found == null ? 0 : 1;
    if (found != null && done.isGround(number)) {
      ground++;
      return new Waiting(number, tile, found, null, false, false);
    }
    try {
      TileSearch.Low low = search.low(picture, tile);
      if (coverage.of(low.rgb(), low.width(), low.height(), low.block()) >= Coverage.THICK) {
        thick++;
        found = skipThick ? List.of() : found;
      }
      if (found != null) {
        return new Waiting(number, tile, found, null, false, true);
      }
      if (!GroundLook.hasContent(low.rgb(), low.width(), low.height(), low.block())) {
        ground++;
        return new Waiting(number, tile, List.of(), null, true, false);
      }
      return new Waiting(number, tile, null, search.part(picture, tile), true, true);
    } catch (InputException e) {
      if (found == null) {
        problem = unread == 0 ? Objects.toString(e.getMessage(), "") : problem;
        unread++;
      }
      return new Waiting(
          number, tile, Objects.requireNonNullElse(found, List.of()), null, false, false);
    }
  }

  private void finish(IntConsumer progress) {
    int side = search.plan().side();
    List<FieldPixels> parts = new ArrayList<>();
    for (Waiting tile : waiting) {
      if (tile.part() != null) {
        parts.add(TileSearch.square(tile.part(), side));
      }
    }
    List<List<Detection>> seen = parts.isEmpty() ? List.of() : finder.findAll(parts);
    int next = 0;
    for (Waiting tile : waiting) {
      List<Detection> known = tile.known();
      List<Detection> found = known == null ? seen.get(next++) : known;
      if (tile.keep()) {
        done.keep(tile.number(), found, !tile.readable());
      }
      if (tile.readable()) {
        layer(tile, found);
      }
      merging.add(tile.number(), TileCells.of(search.plan(), tile.tile(), found));
      progress.accept(tile.number() + 1);
    }
    waiting.clear();
  }

  private void layer(Waiting tile, List<Detection> found) {
    try {
      search
          .layer(picture, tile.tile(), tile.part(), found, finder.redCell())
          .ifPresent(layers::add);
    } catch (InputException e) {
      // Its cells are known from a run before; a part that can't be read any more tells no more.
      return;
    }
  }
}
