package org.allnet.data;

/**
 * How much memory a message advises to give Java. How a user gives it is for each program to say
 * ({@link Wording}): a launcher has a variable for it, a server its own settings.
 *
 * @param gibibytes the size of Java's heap, in gibibytes, as {@code -Xmx} takes it
 */
public record JavaMemory(long gibibytes) {

  private static final long GIBIBYTE = 1L << 30;

  /**
   * Returns the memory of a heap that holds some bytes. Of its size, the launcher's collector, the
   * parallel one, keeps a ninth aside: {@link Runtime#maxMemory} is eight ninths of {@code -Xmx}.
   *
   * @param bytes what Java's objects are to take
   */
  public static JavaMemory ofHeap(long bytes) {
    double gibibytes = bytes / 8.0 * 9 / GIBIBYTE;
    return new JavaMemory(Math.max(1, (long) Math.ceil(gibibytes)));
  }

  /**
   * Returns the memory that keeps lasting data, such as decoded images: they may take two thirds of
   * a heap.
   *
   * @param bytes what the data take
   */
  public static JavaMemory toHold(long bytes) {
    return ofHeap(bytes / 2 * 3 + 3);
  }
}
