package org.allnet.service.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.allnet.service.domain.Id;
import org.allnet.service.web.route.HttpFailure;

/**
 * How many requests of a kind are answered at once. Who asks waits a moment; if too many wait, or
 * one person asks for too much, the answer is to ask later. Thread-safe.
 */
final class Bounds {

  private static final Duration LATER = Duration.ofSeconds(5);

  private final Semaphore permits;
  private final int waiting;
  private final int ofOne;
  private final Map<Id.Account, Integer> byAccount = new HashMap<>();

  /** At once, waiting beside these, and of one person. */
  Bounds(int atOnce, int waiting, int ofOne) {
    this.permits = new Semaphore(atOnce, true);
    this.waiting = waiting;
    this.ofOne = ofOne;
  }

  /**
   * Waits until a request may be answered. Who enters has to leave.
   *
   * @throws HttpFailure 429 if the person asks for too much at once, 503 if too many ask
   */
  void enter(Id.Account who) {
    synchronized (byAccount) {
      if (byAccount.getOrDefault(who, 0) >= ofOne) {
        throw new HttpFailure(
            429, "You ask for much at once already. Wait until that is answered.", LATER);
      }
      byAccount.merge(who, 1, Integer::sum);
    }
    if (!isAdmitted()) {
      forget(who);
      throw new HttpFailure(503, "Too much is asked for at once. Try again.", LATER);
    }
  }

  private boolean isAdmitted() {
    if (permits.getQueueLength() >= waiting) {
      return permits.tryAcquire();
    }
    try {
      return permits.tryAcquire(LATER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void leave(Id.Account who) {
    permits.release();
    forget(who);
  }

  private void forget(Id.Account who) {
    synchronized (byAccount) {
      byAccount.computeIfPresent(who, (one, count) -> count > 1 ? count - 1 : null);
    }
  }
}
