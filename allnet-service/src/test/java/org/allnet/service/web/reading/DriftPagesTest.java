package org.allnet.service.web.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** From when on drift is told. */
final class DriftPagesTest {

  @Test
  void firstDay_isWhole() {
    assertThat(DriftPages.firstDay(Instant.parse("2026-11-28T17:45:01Z")))
        .as("60 days with today")
        .isEqualTo(Instant.parse("2026-09-30T00:00:00Z"));
  }
}
