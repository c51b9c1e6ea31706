package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.junit.jupiter.api.Test;

class NeighbourhoodOptionsTest {

  private static void assertRefused(String what, int... v) {
    assertThatThrownBy(
            () -> new NeighbourhoodOptions(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], 1))
        .isInstanceOf(OptionException.class)
        .hasMessage("neighbourhood correction: " + what);
  }

  @Test
  void published_settings_areTheSources() {
    assertThat(NeighbourhoodOptions.published(9))
        .isEqualTo(new NeighbourhoodOptions(8, 7, 4, 2, 5, 10, 3, 3000, 9));
  }

  @Test
  void options_outOfRange_areRefusedInOneLine() {
    assertRefused("words 0 is out of range; use 1 to 1024", 0, 7, 4, 2, 5, 10, 3, 3000);
    assertRefused("neighbours 0 is out of range; use 1 to 1000", 8, 0, 4, 2, 5, 10, 3, 3000);
    assertRefused("healthy votes 8 is out of range; use 1 to 7", 8, 7, 8, 2, 5, 10, 3, 3000);
    assertRefused("blast votes 4 is out of range; use 0 to 3", 8, 7, 4, 4, 5, 10, 3, 3000);
    assertRefused("passes 0 is out of range; use 1 to 1000", 8, 7, 4, 2, 0, 10, 3, 3000);
    assertRefused("restarts 1001 is out of range; use 1 to 1000", 8, 7, 4, 2, 5, 1001, 3, 3000);
    assertRefused("alternations 0 is out of range; use 1 to 1000", 8, 7, 4, 2, 5, 10, 0, 3000);
    assertRefused(
        "descriptors per word 0 is out of range; use 1 to 1000000", 8, 7, 4, 2, 5, 10, 3, 0);
  }
}
