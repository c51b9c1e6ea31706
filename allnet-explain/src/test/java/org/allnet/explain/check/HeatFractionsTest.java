package org.allnet.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.allnet.explain.map.AttributionMap;
import org.junit.jupiter.api.Test;

class HeatFractionsTest {

  @Test
  void of_byHand_countsPositiveHeatAlone() {
    AttributionMap map = new AttributionMap(1, 5, new float[] {3, 1, -8, 2, 4});
    boolean[] cell = {true, true, true, false, false};
    boolean[] nucleus = {false, true, true, true, false};

    HeatFractions heat = HeatFractions.of(map, cell, nucleus).orElseThrow();

    assertThat(heat.cell()).isCloseTo(0.4, within(1e-12));
    assertThat(heat.nucleus().getAsDouble()).isCloseTo(0.1, within(1e-12));
    assertThat(heat.background()).isCloseTo(0.6, within(1e-12));
    assertThat(heat.cellArea()).isCloseTo(0.6, within(1e-12));
    assertThat(heat.nucleusArea().getAsDouble()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void of_noPositiveHeat_isEmpty() {
    AttributionMap map = new AttributionMap(1, 2, new float[] {0, -1});

    assertThat(HeatFractions.of(map, new boolean[2], null)).isEmpty();
  }

  @Test
  void of_unknownNucleus_isEmptyThere() {
    AttributionMap map = new AttributionMap(1, 2, new float[] {1, 0});

    assertThat(HeatFractions.of(map, new boolean[2], null).orElseThrow().nucleus()).isEmpty();
  }
}
