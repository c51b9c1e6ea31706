package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of several pictures of one shape, each of one colour with smaller copies of it. */
final class SeveralPyramidsTest {

  @TempDir private Path folder;

  private static TiledTiff.Picture picture(int side, int levels, Color colour) {
    return picture(side, levels, colour, false, "");
  }

  private static TiledTiff.Picture picture(
      int side, int levels, Color colour, boolean big, String words) {
    return new TiledTiff.Picture(
        new TiledTiff(side, side, 64, levels, big, false, words),
        (reduction, left, top, across) -> {
          BufferedImage part = new BufferedImage(across, across, BufferedImage.TYPE_INT_RGB);
          Graphics2D pen = part.createGraphics();
          pen.setColor(colour);
          pen.fillRect(0, 0, across, across);
          pen.dispose();
          return part;
        });
  }

  private Path write(boolean below, TiledTiff.Picture... pictures) throws IOException {
    Path file = folder.resolve("slide.tif");
    TiledTiff.write(file, List.of(pictures), below);
    return file;
  }

  private static void assertLevels(PictureRegions regions, Color colour, Integer... widths) {
    assertThat(regions.levels()).extracting(PictureRegions.Level::width).containsExactly(widths);
    byte[] wanted = {
      (byte) colour.getRed(), (byte) colour.getGreen(), (byte) colour.getBlue(),
    };
    for (int level = 0; level < widths.length; level++) {
      assertThat(regions.rgb(level, 7, 9, 1, 1)).as("level %d", level).isEqualTo(wanted);
    }
  }

  /** The second is as large as the first, or larger. */
  @ParameterizedTest
  @CsvSource({
    "256, 256, true, false",
    "256, 256, true, true",
    "256, 256, false, false",
    "256, 256, false, true",
    "256, 192, true, false",
    "256, 192, false, false"
  })
  void twoPyramids_eachHasItsOwnLevels(int first, int second, boolean below, boolean big)
      throws IOException {
    TiledTiff.Picture red = picture(first, 3, Color.RED, big, "");
    TiledTiff.Picture blue = picture(second, 3, Color.BLUE, big, "");
    Path file = write(below, red, blue);

    try (PictureRegions regions = LargePictures.open(file)) {
      assertLevels(regions, Color.RED, first, first / 2, first / 4);
      assertThat(regions.notes())
          .containsExactly(
              "has 2 pictures; the first of the largest is read (%dx%d)".formatted(first, first));
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void largestIsLast_hasItsOwnLevels(boolean below) throws IOException {
    Path file = write(below, picture(192, 3, Color.BLUE), picture(384, 3, Color.RED));

    try (PictureRegions regions = LargePictures.open(file)) {
      assertLevels(regions, Color.RED, 384, 192, 96);
      assertThat(regions.notes())
          .containsExactly("has 2 pictures; the first of the largest is read (384x384)");
    }
  }

  /** As a picture of the label, which is about as wide as it is high too. */
  @Test
  void onePictureBeside_isNoLevel() throws IOException {
    Path file = write(true, picture(512, 2, Color.RED), picture(100, 1, Color.BLUE));

    try (PictureRegions regions = LargePictures.open(file)) {
      assertLevels(regions, Color.RED, 512, 256);
      assertThat(regions.notes())
          .containsExactly("has 2 pictures; the first of the largest is read (512x512)");
    }
  }

  @Test
  void label_isNoOtherPicture() throws IOException {
    Path file =
        write(
            false,
            picture(512, 2, Color.RED, false, "Aperio |MPP = 0.25|"),
            picture(100, 1, Color.BLUE, false, "Aperio label 100x100"));

    try (PictureRegions regions = LargePictures.open(file)) {
      assertLevels(regions, Color.RED, 512, 256);
      assertThat(regions.notes()).isEmpty();
    }
  }
}
