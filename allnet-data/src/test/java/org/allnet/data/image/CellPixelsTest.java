package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CellPixelsTest {

  @Test
  void farthest_onePixel_isItsOuterCorner() {
    CellPixels cell = new CellPixels(10, 20, 7, 14, 1, 1, new byte[] {0, 0, 1});
    // Rows 7 to 8 from the middle at 5, columns 14 to 15 from the middle at 10.
    assertThat(cell.farthest()).isCloseTo(Math.hypot(3, 5), within(1e-12));
  }

  @Test
  void farthest_black_isNothing() {
    assertThat(new CellPixels(10, 20, 0, 0, 0, 0, new byte[0]).farthest()).isZero();
    assertThat(new CellPixels(10, 20, 1, 1, 2, 2, new byte[12]).farthest()).isZero();
  }

  @Test
  void farthest_anyCell_isTheOutermostCornerOfAll() {
    Random random = new Random(1);
    for (int round = 0; round < 100; round++) {
      int height = 1 + random.nextInt(12);
      int width = 1 + random.nextInt(12);
      byte[] rgb = new byte[height * width * 3];
      double expected = 0;
      int top = random.nextInt(8);
      int left = random.nextInt(8);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if (random.nextInt(4) == 0) {
            rgb[(y * width + x) * 3 + random.nextInt(3)] = (byte) 200;
            for (int corner = 0; corner < 4; corner++) {
              expected =
                  Math.max(
                      expected,
                      Math.hypot(top + y + corner / 2 - 10.5, left + x + corner % 2 - 10.5));
            }
          }
        }
      }
      CellPixels cell = new CellPixels(21, 21, top, left, height, width, rgb);
      assertThat(cell.farthest()).isCloseTo(expected, within(1e-9));
    }
  }
}
