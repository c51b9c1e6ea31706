package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.FieldScale;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScaleProbeTest {

  private static final int INPUT = 320;
  private static final double TRAINED = 66;

  @TempDir private Path folder;

  private PictureRegions slide(int redCell, boolean cells) throws IOException {
    BufferedImage picture = new BufferedImage(3000, 2500, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 3000, 2500);
    Random random = new Random(1);
    pen.setColor(new Color(100, 150, 150));
    for (int y = 0; cells && y < 2500; y += redCell * 5 / 4) {
      for (int x = 0; x < 3000; x += redCell * 5 / 4) {
        int side = redCell - 2 + random.nextInt(5);
        pen.fillRect(x, y, side, side);
      }
    }
    pen.dispose();
    Path file = folder.resolve("slide.tif");
    new TiledTiff(3000, 2500, 256, 3, true, false, "").write(file, TiledTiff.of(picture));
    return LargePictures.open(file);
  }

  /** Like a detector it is blind for cells of another size than those of its training. */
  private static ScaleProbe probe() {
    return new ScaleProbe(
        part ->
            new ColourFinder()
                .find(part).stream()
                    .filter(
                        cell -> {
                          double side =
                              Math.sqrt(cell.box().area()) * INPUT / part.width() / TRAINED;
                          return side > 0.6 && side < 1.6;
                        })
                    .toList(),
        INPUT,
        TRAINED,
        1);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 45, 100, 170})
  void scale_ofRedCells_isTheirSize(int redCell) throws IOException {
    try (PictureRegions picture = slide(redCell, true)) {
      FieldScale scale = probe().of(picture);

      assertThat(scale.source()).isEqualTo(FieldScale.Source.RED_CELLS);
      assertThat(scale.redCell()).isCloseTo(redCell, within(0.04 * redCell + 1));
      assertThat(scale.redCells()).isGreaterThanOrEqualTo(RED_CELLS);
    }
  }

  /** A scale that is known from the other places is no less known for a broken one. */
  @Test
  void scale_brokenPart_isOfTheOthers() throws IOException {
    slide(45, true).close();
    Path file = folder.resolve("slide.tif");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 16, 4000, (byte) 77);
    Files.write(file, bytes);
    try (PictureRegions picture = LargePictures.open(file)) {
      assertThatThrownBy(() -> picture.rgb(0, 0, 0, 64, 64)).isInstanceOf(InputException.class);

      assertThat(probe().of(picture).redCell()).isCloseTo(45, within(2.8));
    }
  }

  private static final int RED_CELLS = 20;

  /** Windows of many red cells overlap at most places of such a picture. */
  @Test
  void scale_redCells_countOnceEach() throws IOException {
    BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 640, 480);
    pen.setColor(new Color(100, 150, 150));
    for (int i = 0; i < 12; i++) {
      pen.fillRect(20 + 150 * (i % 4), 20 + 150 * (i / 4), 100, 100);
    }
    pen.dispose();
    Path file = folder.resolve("few.tif");
    new TiledTiff(640, 480, 256, 3, true, false, "").write(file, TiledTiff.of(picture));
    try (PictureRegions few = LargePictures.open(file)) {
      FieldScale scale = probe().of(few);

      assertThat(scale.isKnown()).isFalse();
      assertThat(scale.redCells()).isBetween(1, 12);
    }
  }

  private PictureRegions large(int redCells) throws IOException {
    BufferedImage picture = new BufferedImage(640, 640, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 640, 640);
    pen.setColor(new Color(100, 150, 150));
    for (int i = 0; i < redCells; i++) {
      pen.fillRect(10 + 320 * (i % 2), 10 + 320 * (i / 2), 300, 300);
    }
    pen.dispose();
    Path file = folder.resolve("large.png");
    ImageIO.write(picture, "png", file.toFile());
    return LargePictures.open(file);
  }

  /** They fill a field that shows them at 2.3 times the learned size. */
  @Test
  void largerRedCells_fewTellTheirSize() throws IOException {
    try (PictureRegions picture = large(4)) {
      FieldScale scale = probe().roughlyLarger(picture, 198);

      assertThat(scale.redCell()).isCloseTo(300, within(12.0));
      assertThat(scale.redCells()).isEqualTo(4);
    }
    try (PictureRegions picture = large(2)) {
      assertThat(probe().roughlyLarger(picture, 198).isKnown()).isFalse();
    }
  }

  @Test
  void scale_ofAnEmptySlide_isUnknown() throws IOException {
    try (PictureRegions picture = slide(50, false)) {
      assertThat(probe().of(picture).isKnown()).isFalse();
    }
  }
}
