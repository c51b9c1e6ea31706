package org.allnet.service.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * The time from logging in to logging out of one person in one browser.
 *
 * @param secret the hash of the {@linkplain SessionSecret secret}
 * @param account who
 * @param opened when the person logged in
 * @param seen when the last request came, to a minute
 */
public record LoginSession(Hash secret, Id.Account account, Instant opened, Instant seen) {

  /**
   * How long a session lasts.
   *
   * @param idle without any request
   * @param absolute in all
   */
  public record Limits(Duration idle, Duration absolute) {

    /** Half an hour without a request, twelve hours in all. */
    public static final Limits DEFAULT = new Limits(Duration.ofMinutes(30), Duration.ofHours(12));
  }

  /**
   * Returns when it ends unless another request comes.
   *
   * @param limits how long sessions last
   */
  public Instant ends(Limits limits) {
    Instant idle = seen.plus(limits.idle());
    Instant absolute = opened.plus(limits.absolute());
    return idle.isBefore(absolute) ? idle : absolute;
  }
}
