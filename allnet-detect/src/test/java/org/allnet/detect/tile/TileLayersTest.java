package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Monolayer;
import org.allnet.evaluation.detection.Detection;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A slide of three tiles by two: cells apart in the first column, cells that lie half on each other
 * in the second, ground in the third.
 */
final class TileLayersTest {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 480;
  private static final int TILE = 240;
  private static final int CELL = 32;

  @TempDir private Path folder;

  private Path slide() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(new Color(228, 218, 222));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    for (int x = 0; x < 2 * TILE; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        if (isCorner(x, y)) {
          pen.setColor(new Color(210, 150, 150));
          pen.fillOval(x, y, CELL, CELL);
          pen.setColor(new Color(220, 175, 175));
          pen.fillOval(x + CELL / 3, y + CELL / 3, CELL / 3, CELL / 3);
        }
      }
    }
    pen.dispose();
    Path file = folder.resolve("slide.tif");
    new TiledTiff(WIDTH, HEIGHT, 64, 1, false, false, "").write(file, TiledTiff.of(picture));
    return file;
  }

  /** Whether a cell's box begins there. */
  private static boolean isCorner(int x, int y) {
    int step = x < TILE ? 48 : 16;
    return x % TILE % step == 8 && y % TILE % 48 == 8 && x % TILE + CELL <= TILE;
  }

  /** Finds the cells that begin in a tile by where the tile is, which its first call tells. */
  private static final class Knowing implements CellFinder {

    private final List<Integer> columns = new ArrayList<>(List.of(0, 1, 0, 1));

    @Override
    public List<Detection> find(FieldPixels pixels) {
      int left = columns.remove(0) * TILE;
      List<Detection> found = new ArrayList<>();
      for (int y = 0; y < TILE; y++) {
        for (int x = 0; x < TILE; x++) {
          if (isCorner(left + x, y)) {
            found.add(new Detection(1, BoundingBox.ofSize(x, y, CELL, CELL), 0.9));
          }
        }
      }
      return found;
    }

    @Override
    public Optional<Integer> redCell() {
      return Optional.of(1);
    }
  }

  private static LargeField found(PictureRegions regions, FinishedTiles done) {
    return new TileSearch(0, new PictureTiles(WIDTH, HEIGHT, TILE, 0), CELL / 8)
        .run(regions, new Knowing(), done, false, i -> {});
  }

  @Test
  void tiles_areScoredWhereThereAreRedCells() throws IOException {
    try (PictureRegions regions = LargePictures.open(slide())) {
      LargeField found = found(regions, FinishedTiles.NONE);
      TileLayers layers = found.layers();

      assertThat(found.ground()).isEqualTo(2);
      assertThat(layers.tiles()).hasSize(4);
      assertThat(layers.poor()).isEqualTo(2);
      double apart = layers.at(new BoundingBox(100, 100, 130, 130)).orElseThrow().score();
      double piled = layers.at(new BoundingBox(300, 300, 330, 330)).orElseThrow().score();
      assertThat(apart).isGreaterThan(0.6);
      assertThat(piled).isLessThan(Monolayer.POOR);
      assertThat(layers.at(new BoundingBox(600, 300, 630, 330))).isEmpty();
      assertThat(layers.median().orElseThrow().score()).isEqualTo(piled);
    }
  }

  @Test
  void resumed_hasTheSameScores() throws IOException {
    Path kept = folder.resolve("slide.tiles");
    TileSearch search = new TileSearch(0, new PictureTiles(WIDTH, HEIGHT, TILE, 0), CELL / 8);
    TileFile.Key key = new TileFile.Key("slide", "c", "d", search, 2);
    try (PictureRegions regions = LargePictures.open(slide())) {
      TileLayers first;
      try (TileFile tiles = TileFile.open(kept, key)) {
        first = found(regions, tiles).layers();
      }
      try (TileFile tiles = TileFile.open(kept, key)) {
        LargeField again = found(regions, tiles);
        assertThat(again.resumed()).isEqualTo(6);
        assertThat(again.layers()).isEqualTo(first);
      }
    }
  }
}
