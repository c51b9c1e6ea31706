package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A BigTIFF of 100,000 x 100,000 pixels, whose only tile that was written is the last one. */
final class HugePictureTest {

  private static final int SIDE = 100_000;
  private static final int LAST = 195 * 512;

  @TempDir private Path folder;

  @Test
  void tileBeyondFourGigabytes_isReadWhereItIs() throws IOException {
    Path file = folder.resolve("huge.tif");
    BufferedImage tile = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
    tile.setRGB(0, 0, 0x102030);
    new TiledTiff(SIDE, SIDE, 512, 1, true, false, "")
        .write(
            file,
            (4L << 30) + 1000,
            (reduction, left, top, side) -> left == LAST && top == LAST ? tile : null);

    try (PictureRegions picture = LargePictures.open(file)) {
      assertThat(picture.levels()).containsExactly(new PictureRegions.Level(SIDE, SIDE));
      byte white = (byte) 255;
      assertThat(picture.rgb(0, LAST - 1, LAST, 3, 1))
          .containsExactly(white, white, white, 0x10, 0x20, 0x30, 0, 0, 0);
      assertThat(picture.rgb(0, LAST, LAST - 1, 1, 2))
          .containsExactly(white, white, white, 0x10, 0x20, 0x30);
      assertThat(picture.rgb(0, SIDE / 2, SIDE / 2, 1, 1)).containsExactly(white, white, white);

      PictureTiles tiles = TileSearch.plan(picture, 60, 60, 640, "huge").search().plan();
      assertThat(tiles.tiles())
          .last()
          .satisfies(
              one -> {
                assertThat(one.left() + one.width()).isEqualTo(SIDE);
                assertThat(one.top() + one.height()).isEqualTo(SIDE);
              });
    }
  }
}
