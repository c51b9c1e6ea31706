package org.allnet.training.broken;

/** Breaks a wall: a library that times itself. */
public final class TakesTime {

  private TakesTime() {}

  /** {@return how long it has taken, in nanoseconds} */
  public static long since(long started) {
    return System.nanoTime() - started;
  }
}
