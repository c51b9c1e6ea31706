package org.allnet.service.domain;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that begin with the time, each greater than the one before in a process (UUID version 7 of
 * RFC 9562, with a fraction of the millisecond before the random bits). What is written together
 * lies together in a database then, so that a hundred rows change a few of its pages and not a
 * hundred. 62 bits are random.
 */
final class OrderedIds {

  /** The fraction of a millisecond has so many bits; it counts microseconds, and on from there. */
  private static final int FRACTION_BITS = 12;

  private static final int VERSION = 7;
  private static final long VARIANT = 1L << 63;
  private static final long RANDOM_BITS = (1L << 62) - 1;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong LAST = new AtomicLong();

  private OrderedIds() {}

  static UUID next() {
    return of(LAST.updateAndGet(last -> Math.max(last + 1, now())), RANDOM.nextLong());
  }

  /** The time in milliseconds and their fraction. */
  private static long now() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return (micros / 1000 << FRACTION_BITS) + micros % 1000;
  }

  static UUID of(long time, long random) {
    long fraction = time & (1L << FRACTION_BITS) - 1;
    long first = time >>> FRACTION_BITS << Short.SIZE | VERSION << FRACTION_BITS | fraction;
    return new UUID(first, VARIANT | random & RANDOM_BITS);
  }
}
