package org.allnet.inference;

import org.allnet.inference.engine.device.ThreadPriority;

/**
 * Computing that leaves the processor to whatever else the program does, such as answering people
 * while cells are classified. It takes all of a processor that nothing else needs, so that it is as
 * quick as before on a quiet machine.
 */
public final class BackgroundComputing {

  private BackgroundComputing() {}

  /**
   * Lets the calling thread give way to other threads, for good. Threads that compute for it, and
   * those of a {@link ClassificationQueue} that is opened later, do so too. It is a tenth of the
   * share of an ordinary thread: on Linux ten steps of {@code nice}, elsewhere as far as Java's
   * priorities reach.
   */
  public static void onThisThread() {
    ThreadPriority.giveWay();
  }
}
