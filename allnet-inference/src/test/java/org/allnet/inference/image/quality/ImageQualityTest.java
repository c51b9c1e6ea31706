package org.allnet.inference.image.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.allnet.data.image.CellPixels;
import org.junit.jupiter.api.Test;

/** The four measures on pictures that a hand can compute. */
class ImageQualityTest {

  /** A square of grey levels in a black frame. */
  private static CellPixels grey(int frame, int side, int[] levels) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) levels[i / 3];
    }
    return new CellPixels(frame, frame, 1, 1, side, side, rgb);
  }

  private static int[] board(int side, int one, int other) {
    int[] levels = new int[side * side];
    Arrays.setAll(levels, i -> (i / side + i % side) % 2 == 0 ? one : other);
    return levels;
  }

  @Test
  void board_isByHand() {
    ImageQuality found = ImageQuality.of(grey(8, 4, board(4, 100, 140)));

    // Each step to a neighbour is 40: the Laplacian is 160, the variance 20 * 20.
    assertThat(found.focus()).isEqualTo(160.0 * 160 / 400, within(1e-9));
    assertThat(found.contrast()).isEqualTo(20, within(1e-9));
    assertThat(found.size()).isEqualTo(0.5, within(1e-12));
    assertThat(found.exposure()).isZero();
  }

  @Test
  void focus_otherContrast_isTheSame() {
    assertThat(ImageQuality.of(grey(8, 4, board(4, 100, 180))).focus())
        .isEqualTo(ImageQuality.of(grey(8, 4, board(4, 100, 140))).focus(), within(1e-9));
  }

  @Test
  void focus_slope_isZero_soTheEdgeToBlackIsNone() {
    int[] ramp = new int[36];
    Arrays.setAll(ramp, i -> 50 + 20 * (i % 6));

    assertThat(ImageQuality.of(grey(10, 6, ramp)).focus()).isZero();
  }

  @Test
  void exposure_countsEndsOfAnyChannel_inside() {
    byte[] rgb = new byte[3 * 81];
    Arrays.fill(rgb, (byte) 100);
    // Inner pixels are the middle three by three.
    rgb[3 * (4 * 9 + 4)] = (byte) 255;
    rgb[3 * (3 * 9 + 5) + 1] = 0;
    rgb[3 * (2 * 9 + 4)] = 0; // too near to the edge to count

    ImageQuality found = ImageQuality.of(new CellPixels(12, 18, 1, 1, 9, 9, rgb));

    assertThat(found.exposure()).isEqualTo(2.0 / 9, within(1e-12));
    assertThat(found.size()).isEqualTo(Math.sqrt(81.0 / (12 * 18)), within(1e-12));
    assertThat(found.frame()).isEqualTo(18);
  }

  /** What JPEG leaves on a black frame: levels up to some thirty, many with an empty channel. */
  @Test
  void faintPixels_onBlack_areNoPartOfTheCell() {
    int[] levels = board(40, 150, 170);
    byte[] clean = new byte[3 * 1600];
    byte[] ringing = new byte[3 * 1600];
    for (int i = 0; i < 1600; i++) {
      boolean cell = i % 40 >= 10 && i % 40 < 30;
      for (int c = 0; c < 3; c++) {
        clean[3 * i + c] = (byte) (cell ? levels[i] : 0);
        ringing[3 * i + c] = (byte) (cell ? levels[i] : c == 1 ? 0 : 10 + i % 20);
      }
    }

    assertThat(ImageQuality.of(new CellPixels(40, 40, 0, 0, 40, 40, ringing)))
        .isEqualTo(ImageQuality.of(new CellPixels(40, 40, 0, 0, 40, 40, clean)));
  }

  @Test
  void black_hasNoQuality() {
    assertThat(ImageQuality.of(new CellPixels(5, 5, 0, 0, 0, 0, new byte[0])))
        .isEqualTo(new ImageQuality(5, 0, 0, 0, 0));
  }
}
