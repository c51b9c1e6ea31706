package org.allnet.explain.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.RgbImage;
import org.allnet.explain.shapley.KernelShapOptions;
import org.junit.jupiter.api.Test;

class SuperpixelShapTest {

  private static final Superpixels THREE =
      new Superpixels(2, 3, 3, new int[] {0, 0, 1, Superpixels.NONE, 2, 2}, false);

  /** 4 for the first superpixel, 10 for the two others together, 1 for what is always kept. */
  private static double[] output(List<KeptPixels> masks) {
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

  @Test
  void map_plantedPatch_isFound() {
    // A brighter patch in an even cell; the model looks at the patch alone.
    int side = 48;
    float[] rgb = new float[3 * side * side];
    boolean[] patch = new boolean[side * side];
    for (int i = 0; i < patch.length; i++) {
      patch[i] = i / side >= 30 && i / side < 40 && i % side >= 8 && i % side < 18;
      Arrays.fill(rgb, 3 * i, 3 * i + 3, patch[i] ? 0.9f : 0.4f);
    }
    MaskedOutput output =
        masks ->
            masks.stream()
                .mapToDouble(
                    mask -> {
                      double kept = 0;
                      for (int i = 0; i < patch.length; i++) {
                        kept += patch[i] ? mask.kept()[i] : 0;
                      }
                      return 8 / (1 + Math.exp(5 - kept / 10));
                    })
                .toArray();
    Superpixels superpixels = new Slic(25, 10, false).cut(new RgbImage(side, side, rgb));

    AttributionMap map =
        SuperpixelShap.explain(superpixels, output, KernelShapOptions.DEFAULTS).map();

    double inside = 0;
    double outside = 0;
    for (int i = 0; i < patch.length; i++) {
      inside += patch[i] ? map.values()[i] : 0;
      outside += patch[i] ? 0 : Math.abs(map.values()[i]);
    }
    assertThat(inside).isGreaterThan(20 * outside);
  }
}
