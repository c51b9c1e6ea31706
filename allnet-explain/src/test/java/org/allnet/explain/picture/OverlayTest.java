package org.allnet.explain.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.allnet.data.image.CellPixels;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.CellRegions;
import org.junit.jupiter.api.Test;

class OverlayTest {

  private static final int SIDE = 400;

  private static BufferedImage draw(float value, boolean signed) {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    boolean[] cell = new boolean[SIDE * SIDE];
    float[] values = new float[SIDE * SIDE];
    for (int row = 100; row < 300; row++) {
      for (int column = 100; column < 300; column++) {
        int at = row * SIDE + column;
        cell[at] = true;
        rgb[3 * at] = rgb[3 * at + 1] = rgb[3 * at + 2] = 60;
        values[at] = column < 200 ? value : 0;
      }
    }
    CellPixels image = new CellPixels(SIDE, SIDE, 0, 0, SIDE, SIDE, rgb);
    return new Overlay(
            image, CellRegions.of(image, cell), new AttributionMap(SIDE, SIDE, values), signed)
        .draw("all");
  }

  private static int[] pixel(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
  }

  @Test
  void heat_isYellow_andTheOutlineStaysWhite() {
    BufferedImage picture = draw(2, false);
    assertThat(picture.getWidth()).isEqualTo(SIDE);
    assertThat(picture.getHeight()).isGreaterThan(SIDE + 30);
    int[] hot = pixel(picture, 150, 200);
    assertThat(hot[0]).isGreaterThan(180);
    assertThat(hot[2]).isLessThan(90);
    assertThat(pixel(picture, 250, 200)).containsExactly(60, 60, 60);
    assertThat(pixel(picture, 100, 200)).containsExactly(255, 255, 255);
    assertThat(pixel(picture, 20, 20)).containsExactly(0, 0, 0);
  }

  @Test
  void whatSpeaksAgainst_isBlueOrLeftOut() {
    int[] against = pixel(draw(-2, true), 150, 200);
    assertThat(against[2]).isGreaterThan(against[0] + 80);
    assertThat(pixel(draw(-2, false), 150, 200)).containsExactly(60, 60, 60);
  }

  @Test
  void smallImages_areDrawnLarger() {
    CellPixels image = new CellPixels(2, 2, 0, 0, 2, 2, new byte[12]);
    CellRegions regions = CellRegions.of(image, new boolean[4]);
    BufferedImage picture =
        new Overlay(image, regions, AttributionMap.zero(2, 2), false).draw("all");
    assertThat(picture.getWidth()).isEqualTo(360);
  }
}
