package org.allnet.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AttributionMapTest {

  @Test
  void values_areReadByRowAndColumn() {
    AttributionMap map = new AttributionMap(2, 3, new float[] {1, 2, 3, -4, 5, -6});
    assertThat(map.at(1, 0)).isEqualTo(-4);
    assertThat(map.sum()).isEqualTo(1);
    assertThat(map.positive().values()).containsExactly(1, 2, 3, 0, 5, 0);
  }

  @Test
  void values_ofAnotherCountOrNotFinite_areRefused() {
    assertThatThrownBy(() -> new AttributionMap(2, 2, new float[3]))
        .hasMessage("a map of 2 x 2 of 3 values");
    assertThatThrownBy(() -> new AttributionMap(1, 1, new float[] {Float.NaN}))
        .hasMessageContaining("not finite");
  }
}
