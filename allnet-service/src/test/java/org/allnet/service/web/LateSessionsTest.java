package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions that are gone before a request of theirs has ended. */
final class LateSessionsTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");
  private static final SetClock CLOCK = new SetClock();
  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start(CLOCK);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** Whether who came with a session is still let in an hour later, after something was done. */
  private static boolean isLetIn(Consumer<Transaction> meanwhile) {
    CLOCK.pass(Duration.ofMinutes(1));
    Account who = service.person(UserRole.REVIEWER);
    LoginSession session =
        new LoginSession(
            Hash.of(CLOCK.instant().toString()), who.id(), CLOCK.instant(), CLOCK.instant());
    Caller caller =
        new Caller.Person(who, session, session.ends(LoginSession.Limits.DEFAULT), "form");
    service.store.change(TEST, tx -> tx.sessions().open(session));
    CLOCK.pass(Duration.ofMinutes(1));
    service.store.change(TEST, meanwhile::accept);
    CLOCK.pass(Duration.ofHours(1));
    return service.store.<Boolean>write(
        TEST,
        tx -> {
          assertThat(tx.sessions().forget(LoginSession.Limits.DEFAULT)).isLessThanOrEqualTo(1);
          return caller.now(tx).isPresent();
        });
  }

  @Test
  void sessionThatGrewTooOld_isLetIn() {
    assertThat(isLetIn(tx -> tx.accounts().all())).isTrue();
  }

  @Test
  void sessionThatWasEnded_isNotLetInLater() {
    Account who = service.person(UserRole.REVIEWER);
    assertThat(isLetIn(tx -> tx.sessions().endAll(who.id()))).isFalse();
    assertThat(isLetIn(tx -> tx.sessions().of(who.id()).forEach(tx.sessions()::end))).isFalse();
    PasswordHash password = who.password().orElseThrow();
    assertThat(isLetIn(tx -> tx.accounts().changePassword(who.id(), password))).isFalse();
    assertThat(isLetIn(tx -> tx.sessions().endAll(service.person(UserRole.SIGNER).id())))
        .as("those of somebody else")
        .isTrue();
  }
}
