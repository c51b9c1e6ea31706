package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.evaluation.detection.Detection;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slide of which a quarter is ground, a quarter a monolayer, and half of it piled-up cells. */
final class ThickTilesTest {

  private static final int SIDE = 800;
  private static final int CELL = 32;
  private static final CellFinder ONE_EACH =
      pixels -> List.of(new Detection(0, new BoundingBox(60, 60, 90, 90), 0.9));

  @TempDir private Path folder;

  private Path slide() throws IOException {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(228, 218, 222));
    graphics.fillRect(0, 0, SIDE, SIDE);
    Random random = new Random(1);
    graphics.setColor(new Color(210, 150, 150));
    for (int x = SIDE / 4 + 10; x < SIDE / 2; x += 48) {
      for (int y = 10; y < SIDE; y += 48) {
        graphics.fillOval(x, y, CELL, CELL);
      }
    }
    for (int i = 0; i < 6000; i++) {
      int green = 90 + random.nextInt(50);
      graphics.setColor(new Color(190, green, green));
      graphics.fillOval(
          SIDE / 2 + random.nextInt(SIDE / 2 + CELL) - CELL / 4,
          random.nextInt(SIDE + CELL) - CELL,
          CELL,
          CELL);
    }
    graphics.dispose();
    Path file = folder.resolve("slide.tif");
    new TiledTiff(SIDE, SIDE, 64, 1, false, false, "").write(file, TiledTiff.of(picture));
    return file;
  }

  private static LargeField found(
      PictureRegions regions, FinishedTiles done, boolean skipThick, List<Integer> asked) {
    return new TileSearch(0, new PictureTiles(SIDE, SIDE, 200, 0), CELL / 8)
        .run(
            regions,
            pixels -> {
              asked.add(1);
              return ONE_EACH.find(pixels);
            },
            done,
            skipThick,
            i -> {});
  }

  @Test
  void thickTiles_areCountedAndLookedAt() throws IOException {
    List<Integer> asked = new ArrayList<>();
    try (PictureRegions regions = LargePictures.open(slide())) {
      LargeField found = found(regions, FinishedTiles.NONE, false, asked);

      assertThat(found.tiles()).isEqualTo(16);
      assertThat(found.ground()).isEqualTo(4);
      assertThat(found.thick()).isEqualTo(8);
      assertThat(asked).hasSize(12);
      assertThat(found.cells()).hasSize(12);
    }
  }

  @Test
  void skipThick_passesThickTilesOver() throws IOException {
    List<Integer> asked = new ArrayList<>();
    try (PictureRegions regions = LargePictures.open(slide())) {
      LargeField found = found(regions, FinishedTiles.NONE, true, asked);

      assertThat(found.thick()).isEqualTo(8);
      assertThat(asked).hasSize(4);
      assertThat(found.cells()).hasSize(4);
    }
  }

  @Test
  void skipThick_resumed_keepsWhatWasFound() throws IOException {
    Path kept = folder.resolve("slide.tiles");
    try (PictureRegions regions = LargePictures.open(slide())) {
      TileSearch search = new TileSearch(0, new PictureTiles(SIDE, SIDE, 200, 0), CELL / 8);
      TileFile.Key key = new TileFile.Key("slide", "c", "d", search, 1);
      List<Integer> asked = new ArrayList<>();
      for (boolean skip : new boolean[] {true, false, true}) {
        try (TileFile tiles = TileFile.open(kept, key)) {
          LargeField found = found(regions, tiles, skip, asked);

          assertThat(found.thick()).isEqualTo(8);
          assertThat(found.cells()).hasSize(skip ? 4 : 12);
        }
      }
      // The thick ones were looked at when they were asked for, all others once.
      assertThat(asked).hasSize(12);
    }
  }
}
