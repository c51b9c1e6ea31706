package org.allnet.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DoubtfulScaleTest {

  @Test
  void fiveCellsOfAnotherSize_areSaid() {
    FieldScale said = FieldScale.given(30).withWords("TIFF resolution");

    assertThat(DoubtfulScale.of(said, 5, 60, "of all fields"))
        .contains(
            "its scale is 30.0 pixels per red cell (TIFF resolution), but 5 red cells of all fields measure 60.0 pixels");
    assertThat(DoubtfulScale.of(said, 4, 60, "")).isEmpty();
    assertThat(DoubtfulScale.of(said, 5, 37.4, "")).isEmpty();
    assertThat(DoubtfulScale.of(said, 5, 23.9, "")).isPresent();
    assertThat(DoubtfulScale.of(FieldScale.unknown(0), 5, 60, "")).isEmpty();
  }
}
