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
  void exposure_countsEndsOfAnyChannel() {
    byte[] rgb = {
      (byte) 255,
      100,
      100, // one channel full
      50,
      0,
      60, // one channel empty
      70,
      70,
      70,
      3,
      2,
      10, // the black frame
    };

    ImageQuality found = ImageQuality.of(new CellPixels(2, 2, 0, 0, 2, 2, rgb));

    assertThat(found.exposure()).isEqualTo(2.0 / 3, within(1e-12));
    assertThat(found.size()).isEqualTo(Math.sqrt(0.75), within(1e-12));
  }

  @Test
  void black_hasNoQuality() {
    assertThat(ImageQuality.of(new CellPixels(5, 5, 0, 0, 0, 0, new byte[0])))
        .isEqualTo(new ImageQuality(0, 0, 0, 0));
  }
}
