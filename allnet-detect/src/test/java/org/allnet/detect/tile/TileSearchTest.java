package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;
import org.allnet.testing.StoredFile;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TileSearchTest {

  private static final int WIDTH = 903;
  private static final int HEIGHT = 641;

  @TempDir private Path folder;

  private Path slide(boolean big, int levels, BufferedImage picture) throws IOException {
    Path file = folder.resolve("slide.tif");
    new TiledTiff(picture.getWidth(), picture.getHeight(), 64, levels, big, false, "")
        .write(file, TiledTiff.of(picture));
    return file;
  }

  private static TileSearch search(int side) {
    return new TileSearch(
        0, new PictureTiles(WIDTH, HEIGHT, side, 2 * (int) ColourFinder.LARGEST), 4);
  }

  /** Cells of equal score have no order. */
  private static List<Detection> sorted(List<Detection> cells) {
    List<Detection> sorted = new ArrayList<>(cells);
    sorted.sort(
        java.util.Comparator.comparingDouble((Detection cell) -> cell.box().top())
            .thenComparing(cell -> cell.box().left()));
    return sorted;
  }

  @Test
  void anyTileSize_findsWhatTheWholePictureHas() throws IOException {
    for (long seed = 0; seed < 3; seed++) {
      BufferedImage picture = ColourFinder.picture(WIDTH, HEIGHT, seed);
      try (PictureRegions regions = LargePictures.open(slide(seed == 0, 1, picture))) {
        List<Detection> whole =
            search(2000)
                .run(regions, new ColourFinder(), FinishedTiles.NONE, false, i -> {})
                .cells();
        assertThat(whole).hasSizeGreaterThan(400);
        for (int side : new int[] {97, 100, 128, 151, 200, 256, 333, 512, 640, 641, 902, 903}) {
          LargeField found =
              search(side).run(regions, new ColourFinder(), FinishedTiles.NONE, false, i -> {});
          assertThat(sorted(found.cells())).as("side " + side).isEqualTo(sorted(whole));
        }
      }
    }
  }

  @Test
  void plan_levelAndTiles_fitTheScale() throws IOException {
    BufferedImage picture = ColourFinder.picture(WIDTH, HEIGHT, 1);
    try (PictureRegions regions = LargePictures.open(slide(true, 4, picture))) {
      assertThat(regions.levels()).hasSize(4);
      // Red cells of 64 pixels, of which 16 are asked: the third of the resolutions.
      TileSearch.Sized sized = TileSearch.plan(regions, 64, 16, 256, "slide");

      assertThat(sized.search().level()).isEqualTo(2);
      assertThat(sized.search().plan().side()).isBetween(255, 257);
      assertThat(sized.search().plan().overlap()).isBetween(64, 65);
      assertThatThrownBy(
              () ->
                  TileSearch.plan(
                      LargePictures.open(folder.resolve("slide.tif")), 9000, 66, 1280, "slide"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("too large to look at tile by tile");
    }
  }

  @Test
  void ground_isPassedOver_cellsAreNot() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        // Uneven light, and one pale cell.
        int ground = 215 + (x * 8) / WIDTH + (x * 7 + y * 3) % 3;
        boolean cell = Math.hypot(x - 700, y - 500) < 16;
        picture.setRGB(
            x, y, ((ground - (cell ? 20 : 0)) << 16) | ((ground - (cell ? 25 : 0)) << 8) | ground);
      }
    }
    List<Integer> asked = new ArrayList<>();
    try (PictureRegions regions = LargePictures.open(slide(true, 3, picture))) {
      LargeField found =
          new TileSearch(0, new PictureTiles(WIDTH, HEIGHT, 200, 64), 4)
              .run(
                  regions,
                  pixels -> {
                    asked.add(pixels.width());
                    return List.of();
                  },
                  FinishedTiles.NONE,
                  false,
                  i -> {});

      assertThat(found.tiles()).isEqualTo(7 * 5);
      assertThat(found.ground()).isEqualTo(found.tiles() - asked.size());
      // Three columns and two rows of tiles see the cell.
      assertThat(asked).hasSize(6);
    }
  }

  @Test
  void brokenTile_isCountedAndTheRestIsFound() throws IOException {
    BufferedImage picture = ColourFinder.picture(WIDTH, HEIGHT, 1);
    Path file = slide(false, 1, picture);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 40; i < 1500; i++) {
      bytes[i] = 77;
    }
    Files.write(file, bytes);
    try (PictureRegions regions = LargePictures.open(file)) {
      LargeField found =
          search(200).run(regions, new ColourFinder(), FinishedTiles.NONE, false, i -> {});

      assertThat(found.unread()).isPositive().isLessThan(found.tiles());
      assertThat(found.firstProblem()).startsWith(file + ": part at (0, 0)").doesNotContain("\n");
      assertThat(found.cells()).hasSizeGreaterThan(300);
    }
  }

  @Test
  void stoppedRun_goesOnToTheSameCells() throws IOException {
    Path file = slide(true, 1, ColourFinder.picture(WIDTH, HEIGHT, 2));
    Path kept = folder.resolve("new/tiles.jsonl");
    TileSearch search = search(150);
    TileFile.Key key = new TileFile.Key("slide", "c", "d", search, 2);
    try (PictureRegions regions = LargePictures.open(file)) {
      List<Detection> all =
          search.run(regions, new ColourFinder(), FinishedTiles.NONE, false, i -> {}).cells();
      int[] looked = {0};
      CellFinder stopping =
          pixels -> {
            if (++looked[0] == 9) {
              throw new IllegalStateException("stopped");
            }
            return new ColourFinder().find(pixels);
          };
      try (TileFile tiles = TileFile.open(kept, key)) {
        assertThatThrownBy(() -> search.run(regions, stopping, tiles, false, i -> {}))
            .hasMessage("stopped");
      }
      // The process ended while it wrote a line.
      Files.writeString(kept, Files.readString(kept) + "{\"tile\":20,\"cel");

      try (TileFile tiles = TileFile.open(kept, key)) {
        LargeField found = search.run(regions, new ColourFinder(), tiles, false, i -> {});
        assertThat(found.resumed()).isEqualTo(8);
        assertThat(found.cells()).isEqualTo(all);
      }
      try (TileFile tiles = TileFile.open(kept, key)) {
        LargeField found = search.run(regions, pixels -> List.of(), tiles, false, i -> {});
        assertThat(found.resumed()).isEqualTo(found.tiles());
        assertThat(found.cells()).isEqualTo(all);
      }
    }
  }

  /** A finder of several parts at once, which remembers how many it was given. */
  private record Several(int atOnce, List<Integer> given) implements CellFinder {

    @Override
    public List<Detection> find(FieldPixels pixels) {
      return new ColourFinder().find(pixels);
    }

    @Override
    public List<List<Detection>> findAll(List<FieldPixels> parts) {
      given.add(parts.size());
      return CellFinder.super.findAll(parts);
    }
  }

  /** The upper left corner of the picture is ground alone, so that some tiles are not looked at. */
  @Test
  void severalTilesAtOnce_giveTheSameInTheirOrder() throws IOException {
    BufferedImage spots = ColourFinder.picture(WIDTH, HEIGHT, 3);
    Graphics2D pen = spots.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 400, 300);
    pen.dispose();
    Path file = slide(true, 1, spots);
    TileSearch search = search(150);
    TileFile.Key key = new TileFile.Key("slide", "c", "d", search, 2);
    try (PictureRegions regions = LargePictures.open(file)) {
      List<LargeField> found = new ArrayList<>();
      List<Integer> given = new ArrayList<>();
      List<Integer> reached = new ArrayList<>();
      for (int atOnce : new int[] {1, 4}) {
        reached.clear();
        given.clear();
        Path kept = folder.resolve(atOnce + ".jsonl");
        try (TileFile tiles = TileFile.open(kept, key)) {
          found.add(search.run(regions, new Several(atOnce, given), tiles, false, reached::add));
        }
      }

      assertThat(found.get(0).cells()).hasSizeGreaterThan(300).isEqualTo(found.get(1).cells());
      assertThat(found.get(0).ground()).isPositive().isEqualTo(found.get(1).ground());
      assertThat(folder.resolve("4.jsonl")).hasSameTextualContentAs(folder.resolve("1.jsonl"));
      assertThat(reached)
          .isEqualTo(IntStream.rangeClosed(1, found.get(1).tiles()).boxed().toList());
      assertThat(given.stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(found.get(1).tiles() - found.get(1).ground());
      assertThat(given).allMatch(count -> count <= 4).contains(4);
    }
  }

  @Test
  void storedTiles_areReadAndWrittenAsBefore() throws IOException {
    Path stored = StoredFile.of("tiles-1.jsonl");
    Path kept = Files.copy(stored, folder.resolve("tiles.jsonl"));
    TileFile.Key key = new TileFile.Key("slide", "c", "d", search(150), 2);
    Detection cell = new Detection(1, new BoundingBox(10, 20, 34.5, 44.25), 0.5);
    try (TileFile tiles = TileFile.open(kept, key)) {
      assertThat(tiles.cells(0)).containsExactly(cell);
      assertThat(tiles.cells(3)).isEmpty();
      assertThat(tiles.isGround(3)).isTrue();
      assertThat(tiles.cells(1)).isNull();
    }

    Path written = folder.resolve("written.jsonl");
    try (TileFile tiles = TileFile.open(written, key)) {
      tiles.keep(0, List.of(cell), false);
      tiles.keep(3, List.of(), true);
    }
    assertThat(written).hasSameTextualContentAs(stored);
  }

  @Test
  void tilesOfOthers_areRefused() throws IOException {
    Path kept = folder.resolve("tiles.jsonl");
    TileFile.Key key = new TileFile.Key("slide", "c", "d", search(150), 2);
    TileFile.open(kept, key).close();

    assertRefused(kept, new TileFile.Key("slide", "c", "x", search(150), 2), "another detector");
    assertRefused(kept, new TileFile.Key("slide", "x", "d", search(150), 2), "another picture");
    assertRefused(
        kept, new TileFile.Key("slide", "c", "d", search(151), 2), "another size or scale");
    TileFile.open(kept, new TileFile.Key("other", "c", "x", search(99), 2)).close();
    for (String bad :
        List.of(
            "text",
            "{}",
            "[1]",
            "{\"tile\":1,\"cells\":[]}",
            "{\"picture\":\"slide\"}",
            "{\"format\":2,\"picture\":\"slide\"}")) {
      Files.writeString(kept, bad + "\n");
      assertRefused(kept, key, "");
    }
    Files.writeString(kept, "notes without an end");
    assertRefused(kept, key, "is no file of finished tiles");
    assertThat(kept).hasContent("notes without an end");
    for (String bad :
        List.of(
            "{\"tile\":99999,\"cells\":[]}",
            "{\"tile\":-1,\"cells\":[]}",
            "{\"tile\":1,\"cells\":[[0,0.5,9,9,1,1]]}",
            "{\"tile\":1,\"cells\":[[7,0.5,1,1,9,9]]}",
            "{\"tile\":1,\"cells\":[[0,\"x\",1,1,9,9]]}")) {
      Files.delete(kept);
      TileFile.open(kept, key).close();
      Files.writeString(kept, Files.readString(kept) + bad + "\n");
      assertRefused(kept, key, "line 2");
    }
  }

  private static void assertRefused(Path file, TileFile.Key key, String words) {
    assertThatThrownBy(() -> TileFile.open(file, key))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(words)
        .hasMessageNotContaining("\n");
  }
}
