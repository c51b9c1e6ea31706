package org.allnet.service.web.oidc;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Hash;

/**
 * The browsers that are on their way to the provider, for ten minutes each. Each comes back once.
 * They are kept in memory: after a restart people begin again. Thread-safe.
 */
public final class LogInAttempts {

  /** For how long a browser may be away. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<Hash, LogInAttempt> open = new LinkedHashMap<>();

  /**
   * Knows of none.
   *
   * @param clock tells the time
   */
  public LogInAttempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins the way of a browser to the provider.
   *
   * @param browser the hash of what the browser has to show when it comes back
   * @param back where it comes back to
   * @param next where the person wanted to go
   * @param asked what is confirmed; empty for a log-in
   * @throws ProviderFailure if too many are on their way
   */
  public synchronized LogInAttempt begin(
      Hash browser, String back, String next, Optional<AskedAct> asked) {
    forgetOld();
    if (open.size() >= MOST) {
      throw ProviderFailure.unreachable();
    }
    LogInAttempt attempt =
        new LogInAttempt(secret(), secret(), secret(), browser, back, next, asked, clock.instant());
    open.put(Hash.of(attempt.state()), attempt);
    return attempt;
  }

  /**
   * Returns the one that comes back, which can't come back again.
   *
   * @param state what the browser brings
   * @return empty if there is none, or it was away for too long
   */
  public synchronized Optional<LogInAttempt> end(String state) {
    forgetOld();
    return Optional.ofNullable(open.remove(Hash.of(state)));
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(KEPT);
    Iterator<LogInAttempt> all = open.values().iterator();
    while (all.hasNext() && all.next().begun().isBefore(oldest)) {
      all.remove();
    }
  }

  private String secret() {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
