package org.allnet.explain.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.shapley.KernelShapOptions;
import org.junit.jupiter.api.Test;

class SuperpixelShapTest {

  private static final Superpixels THREE =
      new Superpixels(2, 3, 3, new int[] {0, 0, 1, Superpixels.NONE, 2, 2}, false);

  /** 4 for the first superpixel, 10 for the two others together, 1 for what is always kept. */
  private static double[] output(java.util.List<Mask> masks) {
    return masks.stream()
        .mapToDouble(
            m -> 4 * m.kept()[0] + 10 * m.kept()[2] * m.kept()[4] * m.kept()[5] + m.kept()[3])
        .toArray();
  }

  @Test
  void map_byHand_spreadsTheValues() {
    SuperpixelShap shap =
        SuperpixelShap.explain(THREE, SuperpixelShapTest::output, KernelShapOptions.DEFAULTS);

    AttributionMap map = shap.map();

    assertThat(map.values()).containsExactly(new float[] {2, 2, 5, 0, 2.5f, 2.5f}, within(1e-5f));
    assertThat(shap.values().empty()).isEqualTo(1);
    assertThat(map.sum()).isCloseTo(15 - 1, within(1e-5));
  }

  @Test
  void mask_keepsTheCoalitionAndWhatIsInNone() {
    assertThat(THREE.mask(new boolean[] {false, true, false}).kept())
        .containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(Arrays.stream(THREE.areas()).toArray()).containsExactly(2, 1, 2);
  }
}
