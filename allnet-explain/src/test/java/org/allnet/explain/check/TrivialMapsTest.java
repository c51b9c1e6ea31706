package org.allnet.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.allnet.evaluation.explanation.TrivialMap;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.RgbImage;
import org.junit.jupiter.api.Test;

class TrivialMapsTest {

  private static boolean[] everywhere(int pixels) {
    boolean[] area = new boolean[pixels];
    Arrays.fill(area, true);
    return area;
  }

  @Test
  void edges_ofAStep_isSobelByHand() {
    // Columns 0, 0, 0.5, 0.5: on both sides of the step 4 x 0.5, nothing elsewhere.
    float[] rgb = new float[3 * 3 * 4];
    IntStream.range(0, 12)
        .filter(i -> i % 4 >= 2)
        .forEach(i -> Arrays.fill(rgb, 3 * i, 3 * i + 3, 0.5f));

    AttributionMap map =
        TrivialMaps.of(TrivialMap.EDGES, new RgbImage(3, 4, rgb), everywhere(12), 1);

    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        float expected = column == 1 || column == 2 ? 2 : 0;
        assertThat(map.at(row, column)).isCloseTo(expected, within(1e-6f));
      }
    }
  }

  @Test
  void edges_ofATurnedImage_turns() {
    float[] rgb = new float[27];
    rgb[3 * 1] = 0.7f;
    float[] turned = new float[27];
    turned[3 * 3] = 0.7f;

    AttributionMap map =
        TrivialMaps.of(TrivialMap.EDGES, new RgbImage(3, 3, rgb), everywhere(9), 1);
    AttributionMap other =
        TrivialMaps.of(TrivialMap.EDGES, new RgbImage(3, 3, turned), everywhere(9), 1);

    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        assertThat(other.at(column, row)).isEqualTo(map.at(row, column));
      }
    }
  }

  @Test
  void centre_isGreatestInTheMiddleOfTheArea() {
    boolean[] area = new boolean[100];
    for (int row = 5; row < 8; row++) {
      Arrays.fill(area, row * 10 + 2, row * 10 + 5, true);
    }

    AttributionMap map =
        TrivialMaps.of(TrivialMap.CENTRE, new RgbImage(10, 10, new float[300]), area, 1);

    assertThat(map.at(6, 3)).isEqualTo(1);
    // nine pixels: variance 9 / pi / 4; one pixel away
    assertThat(map.at(6, 4)).isCloseTo((float) Math.exp(-2 * Math.PI / 9), within(1e-6f));
  }

  @Test
  void random_isSeeded() {
    RgbImage image = new RgbImage(10, 10, new float[300]);

    assertThat(TrivialMaps.of(TrivialMap.RANDOM, image, everywhere(100), 1))
        .isEqualTo(TrivialMaps.of(TrivialMap.RANDOM, image, everywhere(100), 1))
        .isNotEqualTo(TrivialMaps.of(TrivialMap.RANDOM, image, everywhere(100), 2));
  }
}
