package org.allnet.service.web.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How times are shown to people. */
final class FrameTest {

  private static final Instant SUMMER = Instant.parse("2026-07-01T22:30:00Z");

  private static Frame in(ZoneId zone) {
    return new Frame(Optional.empty(), List.of(), "", zone, "/", "");
  }

  @Test
  void utc_hasOneName() {
    for (String name : List.of("Z", "UTC", "Etc/UTC", "UTC+00:00")) {
      assertThat(in(ZoneId.of(name)).time(SUMMER)).as(name).isEqualTo("2026-07-01 22:30 UTC");
      assertThat(in(ZoneId.of(name)).zoneName()).as(name).isEqualTo("UTC");
    }
    assertThat(in(ZoneOffset.UTC).time(SUMMER)).isEqualTo("2026-07-01 22:30 UTC");
  }

  @Test
  void otherZones_areNamedWithLocalTime() {
    Frame berlin = in(ZoneId.of("Europe/Berlin"));
    assertThat(berlin.time(SUMMER)).isEqualTo("2026-07-02 00:30 CEST");
    assertThat(berlin.time(Instant.parse("2026-01-01T12:00:00Z")))
        .isEqualTo("2026-01-01 13:00 CET");
    assertThat(berlin.zoneName()).isEqualTo("Europe/Berlin");
    assertThat(in(ZoneId.of("Europe/London")).time(Instant.parse("2026-01-01T12:00:00Z")))
        .as("London is in UTC in winter alone")
        .isEqualTo("2026-01-01 12:00 GMT");
  }
}
