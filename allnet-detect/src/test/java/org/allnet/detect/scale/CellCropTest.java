package org.allnet.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.junit.jupiter.api.Test;

final class CellCropTest {

  /** Red grows from left to right, green from top to bottom; nothing is black. */
  private static PictureRegions gradient(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rgb[3 * (y * width + x)] = (byte) (x * 200 / width + 20);
        rgb[3 * (y * width + x) + 1] = (byte) (y * 200 / height + 20);
        rgb[3 * (y * width + x) + 2] = 90;
      }
    }
    return LargePictures.of(new CellPixels(height, width, 0, 0, height, width, rgb));
  }

  private static int at(CellPixels cell, int x, int y, int band) {
    int column = x - cell.left();
    int row = y - cell.top();
    return column < 0 || row < 0 || column >= cell.width() || row >= cell.height()
        ? 0
        : cell.rgb()[3 * (row * cell.width() + column) + band] & 0xFF;
  }

  @Test
  void sameScale_pixelsAreThoseOfThePicture() {
    PictureRegions picture = gradient(400, 300);
    Polygon cell = Polygon.of(new BoundingBox(100, 80, 200, 140));

    CellPixels crop = new CellCrop(160).of(picture, cell).orElseThrow();

    assertThat(crop.frameWidth()).isEqualTo(450);
    assertThat(crop.frameHeight()).isEqualTo(450);
    assertThat(crop.left()).isEqualTo(175);
    assertThat(crop.top()).isEqualTo(195);
    assertThat(crop.width()).isEqualTo(100);
    assertThat(crop.height()).isEqualTo(60);
    byte[] expected = picture.rgb(0, 100, 80, 100, 60);
    assertThat(Arrays.equals(crop.rgb(), expected)).isTrue();
  }

  @Test
  void redCellsOfEighty_areBroughtToTwiceTheSize() {
    Polygon cell = CellCrop.ellipse(new BoundingBox(100, 80, 200, 160));

    CellPixels crop = new CellCrop(80).of(gradient(400, 300), cell).orElseThrow();

    assertThat(crop.width()).isEqualTo(200);
    assertThat(crop.height()).isEqualTo(160);
    assertThat(crop.area()).isCloseTo((int) (Math.PI / 4 * 200 * 160), within(160));
    // The middle of the cell is in the middle of the frame.
    assertThat(at(crop, 225, 225, 0)).isCloseTo(150 * 200 / 400 + 20, within(1));
    assertThat(at(crop, 225, 225, 1)).isCloseTo(120 * 200 / 300 + 20, within(1));
  }

  @Test
  void redCellsOf640_areAveraged() {
    int side = 800;
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % 2 == 0 ? 40 : 200); // columns of a pixel
    }
    PictureRegions picture = LargePictures.of(new CellPixels(side, side, 0, 0, side, side, rgb));

    CellPixels crop =
        new CellCrop(640)
            .of(picture, Polygon.of(new BoundingBox(200, 200, 600, 600)))
            .orElseThrow();

    assertThat(crop.width()).isEqualTo(100);
    for (int x = 180; x < 270; x++) {
      assertThat(at(crop, x, 225, 0)).isCloseTo(120, within(1));
    }
  }

  @Test
  void cellAtTheEdge_keepsItsPlace_restIsBlack() {
    CellPixels crop =
        new CellCrop(160)
            .of(gradient(400, 300), Polygon.of(new BoundingBox(-40, 100, 60, 200)))
            .orElseThrow();

    assertThat(crop.width()).isEqualTo(60);
    assertThat(crop.left()).isEqualTo(225 - 50 + 40);
  }

  @Test
  void whatIsNoCell_isEmpty() {
    CellCrop crop = new CellCrop(20);
    assertThat(crop.of(gradient(400, 300), Polygon.of(new BoundingBox(0, 0, 390, 290)))).isEmpty();
    assertThat(crop.of(gradient(400, 300), Polygon.of(new BoundingBox(500, 10, 520, 30))))
        .isEmpty();
    assertThat(crop.of(gradient(400, 300), Polygon.of(1, 1, 2, 2, 3, 3))).isEmpty();
    assertThat(crop.of(gradient(400, 300), Polygon.of(-1e9, -1e9, 1e9, -1e9, 0, 1e9))).isEmpty();
  }

  @Test
  void blackPixelsOfACell_areNotGround() {
    PictureRegions black =
        LargePictures.of(new CellPixels(100, 100, 0, 0, 100, 100, new byte[30_000]));

    CellPixels crop =
        new CellCrop(160).of(black, Polygon.of(new BoundingBox(20, 20, 40, 40))).orElseThrow();

    assertThat(crop.area()).isEqualTo(400);
  }
}
