package org.allnet.inference.image.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.allnet.data.image.CellPixels;
import org.junit.jupiter.api.Test;

/** Colours and texture of pictures that a hand can compute. */
class CellAppearanceTest {

  private static CellPixels picture(int side, byte[] rgb) {
    return new CellPixels(2 * side + 6, 2 * side + 6, 3, 3, side, side, rgb);
  }

  /** Columns of two colours in turn. */
  private static CellPixels stripes(int side, int[] one, int[] other) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % side % 2 == 0 ? one : other)[i % 3];
    }
    return picture(side, rgb);
  }

  private static double[] of(CellPixels image) {
    return ImageMeasures.of(image).appearance();
  }

  @Test
  void stripes_coloursAndSteps_areByHand() {
    double[] found = of(stripes(20, new int[] {100, 50, 100}, new int[] {140, 90, 160}));

    assertThat(found[0]).isEqualTo(0.5); // the darker half
    assertThat(Arrays.copyOfRange(found, 1, 7))
        .containsExactly(
            new double[] {
              100 / 255.0, 50 / 255.0, 100 / 255.0, 140 / 255.0, 90 / 255.0, 160 / 255.0
            },
            within(1e-12));
    assertThat(Arrays.copyOfRange(found, 7, 10))
        .containsExactly(new double[] {20 / 255.0, 20 / 255.0, 30 / 255.0}, within(1e-12));
    assertThat(found[10]).isEqualTo(1, within(1e-3)); // red and green vary together
    // Along a row neighbours differ by two deviations, along a column not at all: 4 / 2 / 2.
    assertThat(found[13]).isEqualTo(0, within(1e-3));
    // Two apart they are the same, but for what rounding may leave.
    assertThat(found[14]).isLessThan(-4);
    assertThat(found[21]).isEqualTo(Math.log10(20), within(1e-12));
  }

  @Test
  void oppositeChannels_areCorrelatedSo() {
    double[] found = of(stripes(20, new int[] {100, 160, 90}, new int[] {160, 100, 90}));

    assertThat(found[10]).isEqualTo(-1, within(1e-3));
    assertThat(found[11]).isZero(); // blue does not vary
    assertThat(found[17]).isEqualTo(0, within(1e-3)); // red less blue does
  }

  @Test
  void noise_andSmoothNoise_differInTheirSteps() {
    Random random = new Random(1);
    byte[] noise = new byte[3 * 100 * 100];
    byte[] smooth = new byte[3 * 100 * 100];
    for (int i = 0; i < 100 * 100; i++) {
      int level = 100 + random.nextInt(100);
      double wave = Math.sin(i % 100 / 9.0) + Math.cos(i / 100 / 9.0);
      for (int c = 0; c < 3; c++) {
        noise[3 * i + c] = (byte) level;
        smooth[3 * i + c] = (byte) (150 + 25 * wave);
      }
    }

    assertThat(of(picture(100, noise))[13]).isEqualTo(0, within(0.05));
    assertThat(of(picture(100, smooth))[13]).isLessThan(-1.5);
  }

  @Test
  void anyPicture_hasFiniteNumbers() {
    for (int side : new int[] {1, 2, 9}) {
      byte[] even = new byte[3 * side * side];
      Arrays.fill(even, (byte) 77);
      assertThat(Arrays.stream(of(picture(side, even))).allMatch(Double::isFinite)).isTrue();
    }
    assertThat(of(new CellPixels(5, 5, 0, 0, 0, 0, new byte[0])))
        .isEqualTo(new double[ImageMeasures.APPEARANCE]);
  }

  @Test
  void quarterTurn_isTheSame_butForTheGrid() {
    byte[] rgb = new byte[3 * 60 * 60];
    byte[] turned = new byte[rgb.length];
    Random random = new Random(2);
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 60; x++) {
        for (int c = 0; c < 3; c++) {
          byte level = (byte) (60 + random.nextInt(150));
          rgb[3 * (y * 60 + x) + c] = level;
          turned[3 * (x * 60 + 59 - y) + c] = level;
        }
      }
    }
    double[] one = of(picture(60, rgb));
    double[] other = of(picture(60, turned));

    for (int j = 0; j < one.length; j++) {
      assertThat(other[j]).isEqualTo(one[j], within(1e-9));
    }
  }
}
