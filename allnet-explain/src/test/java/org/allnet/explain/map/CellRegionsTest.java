package org.allnet.explain.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.data.image.CellPixels;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CellRegionsTest {

  /** Four pixels in a row: outside, cytoplasm, nucleus, nucleus. */
  private static CellRegions regions() {
    byte[] rgb = {0, 0, 0, (byte) 200, (byte) 180, (byte) 210, 90, 40, 120, 95, 45, 125};
    CellPixels image = new CellPixels(1, 4, 0, 0, 1, 4, rgb);
    return CellRegions.of(image, new boolean[] {false, true, true, true});
  }

  @Test
  void nucleus_isTheDarkerPartOfTheCellInGreen() {
    assertThat(regions().nucleus()).containsExactly(false, false, true, true);
    assertThat(regions().isOutline(0, 0)).isFalse();
    assertThat(regions().isOutline(0, 2)).isTrue();
  }

  @Test
  void fractions_areOfThePositiveHeat() {
    HeatFractions heat = regions().fractions(new AttributionMap(1, 4, new float[] {1, 2, 5, -100}));
    assertThat(heat).isEqualTo(new HeatFractions(7.0 / 8, 5.0 / 8, 1.0 / 8, 0.75, 0.5));
    HeatFractions none = regions().fractions(AttributionMap.zero(1, 4));
    assertThat(none.cell()).isZero();
    assertThat(none.background()).isZero();
    assertThat(none.cellArea()).isCloseTo(0.75, Offset.offset(1e-12));
  }

  @Test
  void cellOfOneColour_hasNoNucleus() {
    CellPixels image = new CellPixels(1, 2, 0, 0, 1, 2, new byte[] {9, 9, 9, 9, 9, 9});
    assertThat(CellRegions.of(image, new boolean[] {true, true}).nucleus())
        .containsExactly(false, false);
  }
}
