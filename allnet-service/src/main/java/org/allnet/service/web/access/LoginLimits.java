package org.allnet.service.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often somebody may try a password. Failures are counted for each login and for each address:
 * neither many passwords for one person nor one password for many people are tried for long.
 * Thread-safe; each process counts for itself.
 */
public final class LoginLimits {

  /** How many may fail for one login until nobody may try for a while. */
  public static final int OF_LOGIN = 8;

  /** How many may fail from one address. */
  public static final int OF_ADDRESS = 40;

  /** For how long a failure counts. */
  public static final Duration WINDOW = Duration.ofMinutes(15);

  private static final int MOST_KEPT = 50_000;

  private record Failures(int count, Instant since) {}

  private final Clock clock;
  private final Map<String, Failures> failures = new HashMap<>();

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
    Optional<Duration> ofLogin = pause("login:" + login, OF_LOGIN);
    return ofLogin.isPresent() ? ofLogin : pause(address);
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
    Failures known = failures.get(key);
    if (known == null || known.count() < most) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), known.since().plus(WINDOW));
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
    add("login:" + login);
  }

  /**
   * Remembers that a code is wrong, which is of no login.
   *
   * @param address from where
   */
  public synchronized void tried(String address) {
    if (failures.size() > MOST_KEPT) {
      Instant oldest = clock.instant().minus(WINDOW);
      failures.values().removeIf(known -> known.since().isBefore(oldest));
    }
    add("address:" + address);
  }

  private void add(String key) {
    Instant now = clock.instant();
    failures.merge(
        key,
        new Failures(1, now),
        (known, one) ->
            known.since().plus(WINDOW).isBefore(now)
                ? one
                : new Failures(known.count() + 1, known.since()));
  }

  /**
   * Forgets the failures of a login whose password was right, and takes back that this one was
   * counted for the address.
   *
   * @param login for whom
   * @param address from where
   */
  public synchronized void succeeded(String login, String address) {
    failures.remove("login:" + login);
    failures.computeIfPresent(
        "address:" + address, (key, known) -> new Failures(known.count() - 1, known.since()));
  }
}
