package org.allnet.service.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much waits, and how fast it gets less.
 *
 * @param queued how many jobs wait
 * @param leased how many are worked on
 * @param oldest since when the oldest one waits; empty if none does
 * @param ended how many ended during {@code window}
 * @param window the time over which {@code ended} was counted
 */
public record QueueLoad(
    long queued, long leased, Optional<Instant> oldest, long ended, Duration window) {

  /** The longest and shortest time that anybody is told to wait. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** {@return how many jobs are open} */
  public long open() {
    return queued + leased;
  }

  /**
   * Returns after how long there will be room, by how fast jobs ended lately.
   *
   * @param jobs how many shall be queued
   * @param most how many may be open
   * @return nothing if there is room; else 1 second to 10 minutes
   */
  public Optional<Duration> retryAfter(int jobs, long most) {
    long over = open() + jobs - most;
    if (over <= 0) {
      return Optional.empty();
    }
    if (ended == 0) {
      return Optional.of(LONGEST);
    }
    Duration wait = Duration.ofMillis(window.toMillis() * over / ended);
    return Optional.of(
        wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }
}
