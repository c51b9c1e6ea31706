package org.allnet.service.web.oidc;

import java.time.Duration;
import org.allnet.data.InputException;

/**
 * For how long what a provider said of a person counts here. The provider tells nobody when it
 * takes a role away: it has to be asked again.
 *
 * @param sessions how long a session lasts until the person is sent to the provider again, 5
 *     minutes to 12 hours
 * @param keys for how long a person's keys are taken after the last log-in, 1 to 365 days
 */
public record Renewal(Duration sessions, Duration keys) {

  private static final Duration SHORTEST_SESSION = Duration.ofMinutes(5);
  private static final Duration LONGEST_SESSION = Duration.ofHours(12);
  private static final Duration SHORTEST_KEYS = Duration.ofDays(1);
  private static final Duration LONGEST_KEYS = Duration.ofDays(365);

  /** An hour, and two weeks. */
  public static final Renewal DEFAULT = new Renewal(Duration.ofMinutes(60), Duration.ofDays(14));

  /**
   * Refuses what is out of range.
   *
   * @throws InputException if one is too short or too long
   */
  public Renewal {
    if (sessions.compareTo(SHORTEST_SESSION) < 0 || sessions.compareTo(LONGEST_SESSION) > 0) {
      throw new InputException("minutes of a session: give 5 to 720");
    }
    if (keys.compareTo(SHORTEST_KEYS) < 0 || keys.compareTo(LONGEST_KEYS) > 0) {
      throw new InputException("days of keys: give 1 to 365");
    }
  }
}
