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

  /** {@return whether it works, or did so within the last two seconds} */
  synchronized boolean isGood() {
    Instant now = Instant.now();
    Instant before = worked;
    if (before != null && Duration.between(before, now).abs().compareTo(KEPT) < 0) {
      return true;
    }
    boolean good = asked();
    worked = good ? now : null;
    return good;
  }

  private boolean asked() {
    try {
      return works.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
