package org.allnet.detect.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.box.Letterbox;
import org.allnet.detect.look.Coverage;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.tile.PictureTiles.Tile;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cells of a picture tile by tile, at one scale. Tiles overlap by two cell diameters, so
 * that each cell is whole in one of them, and cells at seams are counted once.
 *
 * @param level the picture's resolution that is looked at
 * @param plan its tiles, in pixels of that resolution
 * @param block side of the blocks in which ground is looked for, in pixels of that resolution
 */
public record TileSearch(int level, PictureTiles plan, int block) {

  /** A large white cell is two red cells wide, and neighbours share two of them. */
  private static final double OVERLAP_RED_CELLS = 4;

  /** A larger tile in pixels would take too much memory. */
  private static final int MOST_PIXELS = 4096;

  /** Networks halve their input five times. */
  private static final int STRIDE = 32;

  private static final byte GREY = (byte) Math.round(Letterbox.GREY * 255);
  private static final int BANDS = 3;

  /** The ground is looked for at so many places across and down, of so many pixels. */
  private static final int PLACES = 8;

  private static final int PLACE = 128;

  /**
   * Plans how a picture is looked at.
   *
   * @param picture the picture
   * @param redCell pixels of a red cell, of the finest resolution
   * @param trained pixels of a red cell in the finder's input
   * @param side of the finder's input, a multiple of 32
   * @return the plan and the side of the input that fits its tiles
   * @throws InputException if the picture has no resolution at which cells are small enough
   */
  public static Sized plan(
      PictureRegions picture, double redCell, double trained, int side, String name) {
    double scale = trained / redCell;
    int level = picture.levelFor(scale);
    PictureRegions.Level size = picture.levels().get(level);
    double reduction = picture.reduction(level);
    double here = redCell / reduction;
    int input = side;
    while (input > STRIDE && input * here / trained > MOST_PIXELS) {
      input -= STRIDE;
    }
    int tile = (int) Math.round(input * here / trained);
    int overlap = (int) Math.ceil(OVERLAP_RED_CELLS * here);
    if (2 * overlap >= tile) {
      throw InputException.in(
          name,
          "its red cells are %.0f pixels wide, too large to look at tile by tile; export it smaller"
              .formatted(here));
    }
    int block = Math.max(1, (int) Math.round(here / GroundLook.BLOCKS_PER_RED_CELL));
    return new Sized(
        new TileSearch(level, new PictureTiles(size.width(), size.height(), tile, overlap), block),
        input);
  }

  /**
   * A search with what it asks of a finder.
   *
   * @param search the search
   * @param input side of the finder's input in pixels
   */
  public record Sized(TileSearch search, int input) {}

  /**
   * Looks at all tiles that have not been looked at before, at as many at once as the finder does.
   *
   * @param picture the picture
   * @param finder finds cells in a tile
   * @param done the tiles of before, and where those of now are kept
   * @param skipThick whether tiles that show next to no ground are passed over
   * @param progress is told how many tiles are done
   * @return the cells
   */
  public LargeField run(
      PictureRegions picture,
      CellFinder finder,
      FinishedTiles done,
      boolean skipThick,
      IntConsumer progress) {
    return new TileWalk(this, picture, finder, done, skipThick).run(progress);
  }

  /** What a tile of before shows is read once more, since no more than its cells is kept. */
  Optional<TileLayers.Tile> layer(
      PictureRegions picture,
      Tile tile,
      @Nullable FieldPixels read,
      List<Detection> found,
      Optional<Integer> redCell) {
    if (redCell.isEmpty() || !Monolayer.canTell(found, redCell.get())) {
      return Optional.empty();
    }
    FieldPixels part = read == null ? part(picture, tile) : read;
    return Monolayer.of(part, found, redCell.get())
        .map(
            monolayer ->
                new TileLayers.Tile(
                    BoundingBox.ofSize(tile.left(), tile.top(), tile.width(), tile.height())
                        .scaled(across(picture), down(picture)),
                    monolayer));
  }

  /** Looks for the ground at places all over the picture. */
  Coverage ground(PictureRegions picture) {
    int coarse = coarse(picture);
    PictureRegions.Level size = picture.levels().get(coarse);
    int width = Math.min(PLACE, size.width());
    int height = Math.min(PLACE, size.height());
    long[] counts = Coverage.counts();
    for (int i = 0; i < PLACES * PLACES; i++) {
      try {
        Coverage.count(
            picture.rgb(
                coarse,
                (size.width() - width) * (i % PLACES) / (PLACES - 1),
                (size.height() - height) * (i / PLACES) / (PLACES - 1),
                width,
                height),
            counts);
      } catch (InputException e) {
        continue; // a part that can't be read is told of as a tile
      }
    }
    return Coverage.of(counts);
  }

  /** The coarsest resolution at which a block has a pixel. */
  private int coarse(PictureRegions picture) {
    return picture.levelFor(1 / (picture.reduction(level) * block));
  }

  /** A tile at a low resolution. */
  record Low(byte[] rgb, int width, int height, int block) {}

  Low low(PictureRegions picture, Tile tile) {
    int coarse = coarse(picture);
    PictureRegions.Level size = picture.levels().get(coarse);
    double across = (double) size.width() / plan.width();
    double down = (double) size.height() / plan.height();
    int left = (int) (tile.left() * across);
    int top = (int) (tile.top() * down);
    int width = Math.max(1, Math.min(size.width() - left, (int) Math.ceil(tile.width() * across)));
    int height = Math.max(1, Math.min(size.height() - top, (int) Math.ceil(tile.height() * down)));
    return new Low(
        picture.rgb(coarse, left, top, width, height),
        width,
        height,
        Math.max(1, (int) Math.round(block * across)));
  }

  FieldPixels part(PictureRegions picture, Tile tile) {
    return new FieldPixels(
        tile.width(),
        tile.height(),
        picture.rgb(level, tile.left(), tile.top(), tile.width(), tile.height()));
  }

  /** A part of a picture at the upper left of a grey square. */
  static FieldPixels square(FieldPixels part, int side) {
    int width = part.width();
    int height = part.height();
    if (width == side && height == side) {
      return part;
    }
    byte[] square = new byte[Math.multiplyExact(BANDS * side, side)];
    Arrays.fill(square, GREY);
    for (int y = 0; y < height; y++) {
      System.arraycopy(part.rgb(), BANDS * y * width, square, BANDS * y * side, BANDS * width);
    }
    return new FieldPixels(side, side, square);
  }

  List<Detection> atFinest(PictureRegions picture, List<Detection> cells) {
    double across = across(picture);
    double down = down(picture);
    List<Detection> moved = new ArrayList<>();
    for (Detection cell : cells) {
      moved.add(
          new Detection(
              cell.classIndex(),
              cell.box().scaled(across, down).clippedTo(picture.width(), picture.height()),
              cell.score()));
    }
    return moved;
  }

  private double across(PictureRegions picture) {
    return (double) picture.width() / plan.width();
  }

  private double down(PictureRegions picture) {
    return (double) picture.height() / plan.height();
  }
}
