package org.allnet.explain.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.explain.map.AttributionMap;
import org.junit.jupiter.api.Test;

class OcclusionTest {

  private static boolean[] everywhere(int pixels) {
    boolean[] area = new boolean[pixels];
    Arrays.fill(area, true);
    return area;
  }

  /** A model whose output is a weighted sum of what is kept. */
  private static MaskedOutput additive(float[] weights) {
    return masks ->
        masks.stream()
            .mapToDouble(
                mask ->
                    IntStream.range(0, weights.length)
                        .mapToDouble(i -> weights[i] * mask.kept()[i])
                        .sum())
            .toArray();
  }

  @Test
  void explain_additiveByHand_isTheMeanOverWindows() {
    // One row 1 2 3, windows of 1 x 2 do not exist: 2 x 2 windows on two equal rows fall by 6, 10.
    AttributionMap map =
        new Occlusion(2, 1, 8)
            .explain(2, 3, everywhere(6), additive(new float[] {1, 2, 3, 1, 2, 3}));

    assertThat(map.values()).containsExactly(6, 8, 10, 6, 8, 10);
  }

  @Test
  void explain_windowOfOnePixel_givesTheWeights() {
    float[] weights = {0.5f, -1, 2, 0, 3, 4};

    AttributionMap map = new Occlusion(1, 1, 4).explain(3, 2, everywhere(6), additive(weights));

    assertThat(map.values()).containsExactly(weights, within(1e-6f));
  }

  @Test
  void explain_plantedPatch_isFound() {
    float[] weights = new float[30 * 40];
    for (int row = 12; row < 18; row++) {
      Arrays.fill(weights, row * 40 + 25, row * 40 + 31, 1);
    }
    MaskedOutput output =
        masks ->
            Arrays.stream(additive(weights).of(masks))
                .map(sum -> 1 / (1 + Math.exp(18 - sum)))
                .toArray();

    AttributionMap map = new Occlusion(6, 3, 8).explain(30, 40, everywhere(1200), output);

    double inside = 0;
    double outside = 0;
    for (int i = 0; i < 1200; i++) {
      if (weights[i] > 0) {
        inside = Math.max(inside, map.values()[i]);
      } else if (i % 40 < 19 || i % 40 > 36) {
        outside = Math.max(outside, Math.abs(map.values()[i]));
      }
    }
    assertThat(inside).isGreaterThan(0.5);
    assertThat(outside).isEqualTo(0);
  }

  @Test
  void explain_areaAlone_isAsked() {
    boolean[] area = new boolean[100];
    area[0] = true;
    List<Integer> batches = new ArrayList<>();
    MaskedOutput output =
        masks -> {
          batches.add(masks.size());
          return additive(new float[100]).of(masks);
        };

    new Occlusion(4, 2, 1).explain(10, 10, area, output);

    assertThat(batches).containsExactly(1, 1);
  }

  @Test
  void explain_imageSmallerThanTheWindow_isRefused() {
    assertThatThrownBy(
            () -> new Occlusion(16, 8, 8).explain(12, 20, everywhere(240), additive(new float[0])))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the image of 12 x 20 pixels is smaller than the window of 16; take a smaller window");
    assertThatThrownBy(() -> new Occlusion(4, 1, 8).explain(5, 5, new boolean[25], m -> null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing but background");
    assertThatThrownBy(() -> new Occlusion(4, 5, 8)).isInstanceOf(OptionException.class);
  }
}
