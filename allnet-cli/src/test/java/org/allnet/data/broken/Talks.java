package org.allnet.data.broken;

/** Breaks a wall: a library that writes to a stream of the process. */
public final class Talks {

  private Talks() {}

  /** Says something to whoever looks. */
  public static void talk() {
    System.err.println("a warning");
  }
}
