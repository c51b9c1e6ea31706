package org.allnet.service.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.service.domain.LoginSession;

/**
 * How often somebody may try a password. Failures are counted for a login from an address, and for
 * each address: neither many passwords for one person nor one password for many people are tried
 * for long. A stranger who tries wrong passwords shuts out nobody else: what comes from other
 * addresses counts together only far above, and never against an address from which the person has
 * logged in. Those who are logged in enter their password again under the count of their session.
 * Thread-safe; each process counts for itself.
 */
public final class LoginLimits {

  /** How many may fail for one login from one address until it may not try for a while. */
  public static final int OF_LOGIN = 8;

  /** How many may fail from one address. */
  public static final int OF_ADDRESS = 40;

  /** How many may fail for one login from all addresses from which it never succeeded. */
  public static final int OF_LOGIN_ANYWHERE = 200;

  /** How many may fail in one session. */
  public static final int OF_SESSION = 8;

  /** For how long a failure counts. */
  public static final Duration WINDOW = Duration.ofMinutes(15);

  private static final int MOST_KEPT = 50_000;

  private record Failures(int count, Instant since) {}

  private final Clock clock;
  private final Map<String, Failures> failures = new HashMap<>();

  /** From where which login has succeeded; the oldest are forgotten. */
  private final Set<String> known =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST_KEPT;
            }
          });

  /**
   * Counts from nothing.
   *
   * @param clock tells the time
   */
  public LoginLimits(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns how long to wait before a password may be tried.
   *
   * @param login for whom
   * @param address from where
   * @return empty if it may be tried now
   */
  public synchronized Optional<Duration> pause(String login, String address) {
    String here = here(login, address);
    Optional<Duration> ofLogin = pause(here, OF_LOGIN);
    if (ofLogin.isEmpty() && !known.contains(here)) {
      ofLogin = pause(anywhere(login), OF_LOGIN_ANYWHERE);
    }
    return ofLogin.isPresent() ? ofLogin : pause(address);
  }

  private static String here(String login, String address) {
    return "login:" + login + "@" + address;
  }

  private static String anywhere(String login) {
    return "login:" + login;
  }

  private static String of(LoginSession session) {
    return "session:" + session.secret().hex();
  }

  /**
   * Returns how long to wait before who is logged in may enter the password again.
   *
   * @param session in which session
   * @return empty if it may be tried now
   */
  public synchronized Optional<Duration> pause(LoginSession session) {
    return pause(of(session), OF_SESSION);
  }

  /**
   * Remembers that the password is being entered again.
   *
   * @param session in which session
   */
  public synchronized void tried(LoginSession session) {
    add(of(session));
  }

  /**
   * Forgets the failures of a session in which the password was right.
   *
   * @param session which one
   */
  public synchronized void succeeded(LoginSession session) {
    failures.remove(of(session));
  }

  /**
   * Returns how long to wait before a code may be tried, which is of no login.
   *
   * @param address from where
   * @return empty if it may be tried now
   */
  public synchronized Optional<Duration> pause(String address) {
    return pause("address:" + address, OF_ADDRESS);
  }

  private Optional<Duration> pause(String key, int most) {
    Failures found = failures.get(key);
    if (found == null || found.count() < most) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), found.since().plus(WINDOW));
    return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
  }

  /**
   * Remembers that a password is being tried, before it is known whether it fits, so that many
   * tries at once count too.
   *
   * @param login for whom
   * @param address from where
   */
  public synchronized void tried(String login, String address) {
    tried(address);
    add(here(login, address));
    if (!known.contains(here(login, address))) {
      add(anywhere(login));
    }
  }

  /**
   * Remembers that a code is wrong, which is of no login.
   *
   * @param address from where
   */
  public synchronized void tried(String address) {
    add("address:" + address);
  }

  private void add(String key) {
    Instant now = clock.instant();
    if (failures.size() > MOST_KEPT) {
      Instant oldest = now.minus(WINDOW);
      failures.values().removeIf(one -> one.since().isBefore(oldest));
    }
    failures.merge(
        key,
        new Failures(1, now),
        (before, one) ->
            before.since().plus(WINDOW).isBefore(now)
                ? one
                : new Failures(before.count() + 1, before.since()));
  }

  /**
   * Forgets the failures of a login from an address where the password was right, and takes back
   * that this one was counted for the address.
   *
   * @param login for whom
   * @param address from where
   */
  public synchronized void succeeded(String login, String address) {
    failures.remove(here(login, address));
    known.add(here(login, address));
    failures.computeIfPresent(
        "address:" + address, (key, one) -> new Failures(one.count() - 1, one.since()));
  }
}
