package org.allnet.data;

/**
 * Whether the thread that asked for some work wants it to stop. Made on that thread, checked on
 * whichever threads do the work. Thread-safe.
 *
 * @param asking the thread that asked
 */
public record Interruption(Thread asking) {

  /** {@return that of the present thread} */
  public static Interruption ofThisThread() {
    return new Interruption(Thread.currentThread());
  }

  /**
   * Ends work that is no longer wanted. The thread stays marked as interrupted.
   *
   * @param doing what is going on, for the message
   * @throws RunException if the asking thread was interrupted
   */
  public void check(String doing) {
    if (asking.isInterrupted()) {
      throw RunException.interrupted("interrupted while " + doing, null);
    }
  }
}
