package org.allnet.service.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.LoginSession;
import org.junit.jupiter.api.Test;

final class LoginLimitsTest {

  private static final Instant NOW = Instant.parse("2026-11-28T22:00:00Z");

  private final LoginLimits limits = new LoginLimits(Clock.fixed(NOW, ZoneOffset.UTC));

  private void fail(String login, String address, int times) {
    for (int i = 0; i < times; i++) {
      limits.tried(login, address);
    }
  }

  private static LoginSession session(String secret) {
    return new LoginSession(Hash.of(secret), Id.Account.fresh(), NOW, NOW);
  }

  @Test
  void stranger_shutsOutNobodyElse() {
    fail("ada", "10.0.0.66", 8);
    assertThat(limits.pause("ada", "10.0.0.66")).isPresent();
    assertThat(limits.pause("ada", "10.0.0.1")).isEmpty();
    assertThat(limits.pause(session("of ada"))).isEmpty();
  }

  @Test
  void manyStrangers_stopNoKnownAddress() {
    limits.tried("ada", "10.0.0.1");
    limits.succeeded("ada", "10.0.0.1");
    for (int i = 0; i < 25; i++) {
      assertThat(limits.pause("ada", "10.0.1." + i)).isEmpty();
      fail("ada", "10.0.1." + i, 8);
    }
    assertThat(limits.pause("ada", "10.0.2.1")).as("200 of 25 addresses").isPresent();
    assertThat(limits.pause("ada", "10.0.0.1")).isEmpty();
    assertThat(limits.pause("ben", "10.0.2.1")).isEmpty();
  }

  @Test
  void address_triesOnePasswordForFewPeople() {
    for (int i = 0; i < 40; i++) {
      fail("person" + i, "10.0.0.66", 1);
    }
    assertThat(limits.pause("ada", "10.0.0.66")).isPresent();
  }

  @Test
  void session_isCountedByItself() {
    LoginSession session = session("one");
    for (int i = 0; i < 8; i++) {
      assertThat(limits.pause(session)).isEmpty();
      limits.tried(session);
    }
    assertThat(limits.pause(session)).isPresent();
    assertThat(limits.pause(session("another"))).isEmpty();
    limits.succeeded(session);
    assertThat(limits.pause(session)).isEmpty();
  }
}
