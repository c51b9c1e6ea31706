package org.allnet.service.work.intake;

import java.time.Duration;
import java.time.Instant;
import org.allnet.service.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Whether the queue has room. Counting its jobs takes the longer the more there are, so as long as
 * the queue is less than half full they are counted now and then, and what was handed in since is
 * added. Thread-safe.
 */
final class OpenJobs {

  /** So long a count is good for. Other processes hand in too. */
  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final int most;
  private @Nullable Instant counted;
  private long open;

  /** At most so many may be open. */
  OpenJobs(int most) {
    this.most = most;
  }

  /** {@return whether so many jobs more have room} */
  synchronized boolean haveRoomFor(int jobs, Transaction tx) {
    Instant now = tx.now();
    if (counted == null
        || now.isBefore(counted)
        || now.isAfter(counted.plus(GOOD_FOR))
        || open + jobs > most / 2) {
      open = tx.jobs().open();
      counted = now;
    }
    return open + jobs <= most;
  }

  /** So many jobs came. */
  synchronized void came(int jobs) {
    open += jobs;
  }
}
