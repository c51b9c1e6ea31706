package org.allnet.service.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.allnet.service.domain.Account;
import org.allnet.service.store.Store;

/** Tells whether accounts with passwords may log in. Thread-safe. */
public final class LocalAccounts {

  /** For how long an answer is kept, since each request of a page asks. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Store store;
  private final Clock clock;
  private final SignInSettings settings;
  private boolean off;
  private Instant until = Instant.MIN;

  /**
   * Knows nothing yet.
   *
   * @param store where the people are
   * @param clock tells the time
   * @param settings what was asked for
   */
  public LocalAccounts(Store store, Clock clock, SignInSettings settings) {
    this.store = store;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * {@return whether they may not: it was asked for, and somebody manages accounts through the
   * provider, so that nobody is shut out}
   */
  public synchronized boolean areOff() {
    if (settings.localAccounts() || settings.oidc().isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
      String issuer = settings.oidc().get().issuer();
      off = store.read(tx -> tx.identities().haveAdministrator(issuer));
      until = now.plus(KEPT);
    }
    return off;
  }

  /**
   * Returns whether a person who is logged in may go on.
   *
   * @param account the person
   */
  boolean permit(Account account) {
    return account.password().isEmpty() || !areOff();
  }
}
