package org.allnet.data.image;

import java.util.concurrent.Semaphore;
import org.allnet.data.RunException;

/**
 * Memory that images may take at the same time while they are decoded. An image waits until there
 * is enough of it; one that needs more than there is waits until it has all of it to itself. Images
 * get their memory in the order in which they ask. Thread-safe.
 */
final class DecodeMemory {

  /** Memory is counted in units of so many bytes. */
  private static final long UNIT = 1 << 16;

  /** A quarter of Java's memory: the rest is for what has been decoded. */
  static final DecodeMemory OF_THIS_PROCESS =
      new DecodeMemory(Runtime.getRuntime().maxMemory() / 4);

  private final int units;
  private final Semaphore free;

  /**
   * Memory to share.
   *
   * @param bytes how much; at least one unit is taken
   */
  DecodeMemory(long bytes) {
    units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
    free = new Semaphore(units, true);
  }

  /** Memory that was taken; closing it gives it back. */
  final class Taken implements AutoCloseable {
    private final int count;

    private Taken(int count) {
      this.count = count;
    }

    @Override
    public void close() {
      free.release(count);
    }
  }

  /**
   * Waits for memory. A thread takes it once at a time.
   *
   * @param bytes how much; more than there is takes all of it
   * @param name of the image, for messages
   * @return the memory, to be closed
   * @throws RunException if the thread is interrupted
   */
  Taken take(long bytes, String name) {
    int count = (int) Math.max(1, Math.min(units, (bytes + UNIT - 1) / UNIT));
    try {
      free.acquire(count);
      return new Taken(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunException.interrupted(
              name + ": interrupted while waiting for memory to decode it", e)
          .ofFile(name);
    }
  }
}
