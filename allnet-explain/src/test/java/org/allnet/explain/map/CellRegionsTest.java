package org.allnet.explain.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.data.image.CellPixels;
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
    assertThat(regions().nucleus().orElseThrow()).containsExactly(false, false, true, true);
    assertThat(regions().isOutline(0, 0)).isFalse();
    assertThat(regions().isOutline(0, 2)).isTrue();
  }

  @Test
  void cellOfOneColour_hasNoNucleus() {
    CellPixels image = new CellPixels(1, 2, 0, 0, 1, 2, new byte[] {9, 9, 9, 9, 9, 9});
    assertThat(CellRegions.of(image, new boolean[] {true, true}).nucleus().orElseThrow())
        .containsExactly(false, false);
  }

  @Test
  void withoutNucleus_knowsTheCellAlone() {
    CellPixels image = new CellPixels(1, 2, 0, 0, 1, 2, new byte[] {9, 9, 9, 90, 90, 90});
    CellRegions regions = CellRegions.withoutNucleus(image, new boolean[] {true, true});
    assertThat(regions.nucleus()).isEmpty();
    assertThat(regions.cell()).containsExactly(true, true);
  }
}
