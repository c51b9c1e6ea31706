package org.allnet.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.allnet.explain.map.AttributionMap;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  private static AttributionMap row(float... values) {
    return new AttributionMap(1, values.length, values);
  }

  private static boolean[] all(int pixels) {
    boolean[] area = new boolean[pixels];
    Arrays.fill(area, true);
    return area;
  }

  @Test
  void spearman_withTies_isTheHandValue() {
    // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: cov 4.5, sums of squares 4.5 and 5.
    assertThat(
            RankCorrelation.spearman(row(1, 2, 2, 9), row(0, 5, 3, 7), all(4), false).getAsDouble())
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    // Ranks 1.5, 1.5, 3.5, 3.5 against 1, 2, 3, 4: cov 4, sums of squares 4 and 5.
    assertThat(
            RankCorrelation.spearman(row(0, -0f, 7, 7), row(1, 2, 3, 4), all(4), false)
                .getAsDouble())
        .isCloseTo(4 / Math.sqrt(20), within(1e-12));
  }

  @Test
  void spearman_turnedSigns_isMinusOne() {
    AttributionMap map = row(3, -1, 2, 0.5f);
    AttributionMap turned = row(-3, 1, -2, -0.5f);

    assertThat(RankCorrelation.spearman(map, turned, all(4), false).getAsDouble())
        .isCloseTo(-1, within(1e-12));
    assertThat(RankCorrelation.spearman(map, turned, all(4), true).getAsDouble())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void spearman_outsideTheArea_doesNotCount() {
    boolean[] area = {true, true, true, false, false, false};
    AttributionMap one = row(1, 2, 3, 0, 0, 0);
    AttributionMap other = row(3, 2, 1, 0, 0, 0);

    assertThat(RankCorrelation.spearman(one, other, area, false).getAsDouble())
        .isCloseTo(-1, within(1e-12));
    assertThat(RankCorrelation.spearman(one, other, all(6), false).getAsDouble())
        .isGreaterThan(0.5);
  }

  @Test
  void spearman_evenMap_isAbsent() {
    assertThat(RankCorrelation.spearman(row(1, 1, 1), row(1, 2, 3), all(3), false)).isEmpty();
    assertThatThrownBy(() -> RankCorrelation.spearman(row(1, 2), row(1, 2, 3), all(3), false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
