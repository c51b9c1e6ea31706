package org.allnet.service.web.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something without which the service can't do its work. Everybody may ask, as often as they like,
 * so what worked is not tried again for a moment. Thread-safe.
 */
public final class Probe {

  private static final Duration KEPT = Duration.ofSeconds(2);

  private final String name;
  private final BooleanSupplier works;
  private @Nullable Instant worked;
  private boolean good;

  /** How often it was tried; changed by one thread at a time. */
  private volatile long rounds;

  /**
   * Makes a question.
   *
   * @param name what it is about
   * @param works tells whether it works now; an exception says no
   */
  public Probe(String name, BooleanSupplier works) {
    this.name = name;
    this.works = works;
  }

  /** {@return what it is about} */
  String name() {
    return name;
  }

  /**
   * {@return whether it works, or did so within the last two seconds} Whoever comes while it is
   * tried gets that answer. Else more would come than leave if it takes long to fail, each with a
   * thread.
   */
  boolean isGood() {
    long before = rounds;
    synchronized (this) {
      if (rounds != before) {
        return good;
      }
      Instant now = Instant.now();
      Instant last = worked;
      if (last != null && Duration.between(last, now).abs().compareTo(KEPT) < 0) {
        return true;
      }
      good = asked();
      worked = good ? now : null;
      rounds++;
      return good;
    }
  }

  private boolean asked() {
    try {
      return works.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
